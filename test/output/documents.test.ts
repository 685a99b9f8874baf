import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { jsonSchemas } from '../../scripts/support/json-schemas.ts';
import { documentSchemas, type DocumentName } from '../../src/output/documents/all.schema.ts';
import { errorReport } from '../../src/output/errors/error-report.ts';
import { errorDocument } from '../../src/output/errors/render-error.ts';
import { AppError } from '../../src/domain/errors.ts';
import { auditView } from '../../src/output/views/audit-view.ts';
import { checksView, checkView } from '../../src/output/views/checks-view.ts';
import { completionView } from '../../src/output/views/completion-view.ts';
import { costAllocationView } from '../../src/output/views/cost-allocation-view.ts';
import { costView } from '../../src/output/views/cost-view.ts';
import { demoView } from '../../src/output/views/demo-view.ts';
import { findingView } from '../../src/output/views/finding-view.ts';
import { findingsView } from '../../src/output/views/findings-view.ts';
import { importView } from '../../src/output/views/import-view.ts';
import { inventoryView } from '../../src/output/views/inventory-view.ts';
import { resourceView } from '../../src/output/views/resource-view.ts';
import { doctorView, initView, sandboxView } from '../../src/output/views/setup-views.ts';
import { storeInfoView, storeQueryView } from '../../src/output/views/store-view.ts';
import { permissionsView } from '../../src/output/views/permissions-view.ts';
import { syncView } from '../../src/output/views/sync-view.ts';
import { render } from './support/render.ts';
import * as sample from './support/sample-reports.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const findingReport = {
  findings: sample.sampleFindings.map((finding, index) => ({
    finding,
    check: index === 0 ? null : sample.checksReport().checks[0]!.info,
    stored: sample.sampleResources[index] ?? null,
    recommendations: [],
  })),
};

const json = { format: 'json' } as const;
const documents: Readonly<Record<DocumentName, () => Promise<string>>> = {
  audit: () => render(auditView, sample.auditReport(), json),
  'checks-list': () => render(checksView, sample.checksReport(), json),
  'checks-show': () => render(checkView, { check: sample.checksReport().checks[0]! }, json),
  completion: () => render(completionView, { shell: 'bash', script: 'complete' }, json),
  'cost-allocation': () => render(costAllocationView, sample.allocationReport(), json),
  'cost-report': () => render(costView, sample.costReport(), json),
  demo: () =>
    render(
      demoView,
      {
        audit: sample.emptyAuditReport(),
        sandbox: { clouds: ['aws'], seed: 1, accounts: 3, regions: 4 },
        storePath: '/tmp/x.db',
        elapsedMs: 12,
      },
      json,
    ),
  doctor: () => render(doctorView, sample.doctorReport(), json),
  error: async () =>
    JSON.stringify(errorDocument(errorReport(new AppError('store-full', 'no space'), false), (text) => text)),
  'findings-list': () => render(findingsView, sample.findingsReport(), json),
  'findings-show': () => render(findingView, findingReport, json),
  'findings-suppress': () => render(findingView, findingReport, json),
  import: () => render(importView, sample.importReport(), json),
  init: () =>
    render(
      initView,
      {
        text: 'version: 1\n',
        path: null,
        replaced: false,
        detected: [{ provider: 'aws', name: 'ops', source: '~/.aws/config' }],
        permissions: [{ provider: 'aws', permissions: ['ec2:DescribeVolumes'] }],
      },
      json,
    ),
  'inventory-list': () => render(inventoryView, sample.inventoryReport(), json),
  'inventory-show': () => render(resourceView, sample.resourceReport(), json),
  permissions: () =>
    render(
      permissionsView,
      {
        provider: 'aws',
        target: 'all',
        checks: ['aws-ebs-volume-unattached'],
        read: [{ use: 'regions', grantedTo: 'reader', permissions: ['ec2:DescribeRegions'] }],
        apply: [],
      },
      json,
    ),
  sandbox: () =>
    render(
      sandboxView,
      {
        url: 'http://127.0.0.1:4010',
        clouds: ['aws', 'gcp'],
        seed: 1,
        resources: 50,
        accounts: 1,
        regions: 4,
        ended: Promise.resolve(0),
        stop: async () => {},
      },
      json,
    ),
  'store-info': () => render(storeInfoView, sample.storeInfoReport(), json),
  'store-query': () =>
    render(
      storeQueryView,
      {
        columns: ['n', 'n'],
        rows: [
          [1, null],
          ['9007199254740993', 'x'],
        ],
      },
      json,
    ),
  sync: () => render(syncView, sample.syncReport(), json),
};

/** As published, but refusing what it does not name: a field that no schema tells of is no part of a contract. */
const strict = (name: DocumentName) =>
  new Ajv2020({ strict: false, validateFormats: false }).compile(
    z.toJSONSchema(documentSchemas[name], { io: 'output' }),
  );

describe('the JSON contract', () => {
  it.each(Object.keys(documents) as DocumentName[])('%s keeps to its schema, to the field', async (name) => {
    const validate = strict(name);
    validate(JSON.parse(await documents[name]()));
    expect(validate.errors).toBeNull();
  });

  it('refuses what is not in it', async () => {
    const validate = strict('audit');
    const document = JSON.parse(await documents.audit()) as { summary: Record<string, unknown> };
    expect(validate({ ...document, summary: { ...document.summary, extra: 1 } })).toBe(false);
    expect(validate({ ...document, summary: { ...document.summary, monthlyCost: 12.34 } })).toBe(false);
    expect(validate({ ...document, schemaVersion: 2 })).toBe(false);
  });

  it.each([...jsonSchemas()])('%s is what the code says', (path, text) => {
    expect(readFileSync(`${root}${path}`, 'utf8'), 'run node scripts/generate-schemas.ts').toBe(text);
  });

  it('lets a newer Ballast add fields', async () => {
    const published = JSON.parse(readFileSync(`${root}schemas/audit.schema.json`, 'utf8')) as object;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(published);
    const document = JSON.parse(await documents.audit()) as object;
    expect(validate({ ...document, added: true })).toBe(true);
  });

  it('holds amounts as exact text, and what is not known as null', async () => {
    const report = JSON.parse(await documents['cost-report']()) as { rows: { cost: unknown }[] };
    expect(report.rows.map(({ cost }) => cost)).toEqual([
      { amount: '12000.00', currency: 'USD' },
      { amount: '345.60', currency: 'USD' },
      { amount: '99.00', currency: 'EUR' },
      { amount: '0.000000001', currency: 'USD' },
    ]);
    const list = JSON.parse(await documents['findings-list']()) as { findings: Record<string, unknown>[] };
    expect(list.findings[2]).toMatchObject({
      monthlySavings: null,
      savingsBasis: null,
      savingsUnknown: 'no price for volume/gp2 in eu-central-1',
    });
    const inventory = JSON.parse(await documents['inventory-list']()) as { resources: Record<string, unknown>[] };
    expect(inventory.resources[2]).toMatchObject({
      tags: null,
      createdAt: null,
      attributes: { attachedTo: null },
      unread: {
        tags: 'denied: ec2:DescribeTags',
        createdAt: 'field CreateTime missing',
        attachedTo: 'denied: ec2:DescribeVolumes',
      },
    });
  });
});
