import { beforeAll, describe, expect, it } from 'vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { z } from 'zod';

import { type DocumentName, documentSchemas } from '../../src/output/documents/all.schema.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { sampleStore } from './support/sample-store.ts';

const folder = tempFolder();
beforeAll(() => sampleStore(folder));

/** The built program on a real store, with the schemas that refuse any field that they do not name. */
describe('what the program writes with --json keeps to its schema', () => {
  it.each<[DocumentName, readonly string[], number]>([
    ['audit', ['audit', '--offline'], 3],
    ['checks-list', ['checks', 'list'], 0],
    ['checks-show', ['checks', 'show', 'aws-ebs-volume-unattached'], 0],
    ['completion', ['completion', 'bash'], 0],
    ['cost-allocation', ['cost', 'allocation', '--by', 'tag:team'], 3],
    ['cost-report', ['cost', 'report', '--group-by', 'account,resource', '--granularity', 'daily'], 0],
    ['error', ['cost', 'report', '--store', 'missing.db'], 1],
    ['findings-list', ['findings', 'list'], 3],
    ['findings-show', ['findings', 'show', 'vol-1'], 0],
    ['findings-suppress', ['findings', 'suppress', 'vol-2', '--reason', 'meant to be'], 0],
    ['init', ['init', '--print'], 0],
    ['inventory-list', ['inventory', 'list'], 3],
    ['inventory-show', ['inventory', 'show', 'i-1'], 0],
    ['store-info', ['store', 'info'], 0],
    ['store-query', ['store', 'query', 'SELECT 1 AS one, NULL AS missing, 9007199254740993 AS large'], 0],
  ])('%s', async (name, args, code) => {
    const result = await runCli([...args, '--json'], {
      cwd: folder,
      env: { BALLAST_NOW: '2026-11-24T05:10:00Z', XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder },
    });
    expect(result.code, result.stderr).toBe(code);
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
      z.toJSONSchema(documentSchemas[name], { io: 'output' }),
    );
    validate(JSON.parse(result.stdout));
    expect(validate.errors).toBeNull();
  });
});
