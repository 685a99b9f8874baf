import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { notBuilt } from '../../scripts/support/not-built.ts';
import { catalogue } from '../../src/analysis/catalogue.ts';
import { checkInfos } from '../../src/analysis/checks.ts';

const shared = process.env['BALLAST_SHARED'] ?? resolve(import.meta.dirname, '../../../shared');
const source = join(shared, 'checks.tsv');

/** Clouds that the catalogue is built for. */
const clouds = ['aws', 'azure', 'gcp'];

const built = new Set(
  checkInfos()
    .filter(({ provider }) => clouds.includes(provider))
    .map(({ id }) => id),
);
const wanted = [...catalogue.values()].filter(({ priority }) => priority !== 'P3');

describe('the catalogue of checks', () => {
  it('has every check that is built', () => {
    expect([...built].filter((id) => !catalogue.has(id))).toEqual([]);
  });

  it('is built, or says why not', () => {
    expect(wanted.map(({ id }) => id).filter((id) => !built.has(id) && notBuilt[id] === undefined)).toEqual([]);
  });

  it('is built in whole where the priority is P1', () => {
    expect(wanted.filter(({ id, priority }) => priority === 'P1' && !built.has(id))).toEqual([]);
  });

  it('does not excuse what is built, nor what it does not have', () => {
    expect(Object.keys(notBuilt).filter((id) => built.has(id) || !catalogue.has(id))).toEqual([]);
  });

  it.skipIf(!existsSync(source))('is that of ../shared/checks.tsv (skipped without it)', () => {
    const [head = '', ...lines] = readFileSync(source, 'utf8').trimEnd().split('\n');
    const columns = head.split('\t');
    const rows = lines
      .map((line) => Object.fromEntries(line.split('\t').map((text, at) => [columns[at], text])))
      .filter(({ cloud }) => clouds.includes(cloud ?? ''))
      .map(({ id, service, category, priority }) => ({ id, service, category, priority }))
      .sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
    expect([...catalogue.values()]).toEqual(rows);
  });
});
