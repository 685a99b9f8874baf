import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { azureCsv, eaUsage, mcaUsage, oldUsage } from './support/azure-csv.ts';
import { goodUsage, curCsv } from './support/cur-csv.ts';
import { asked } from './support/duck.ts';
import { csvOf, reading, refusal, written } from './support/focus-csv.ts';
import { type GcpRow, credit, gcpCsv, gcpJson, goodRow, python, whole } from './support/gcp-rows.ts';

const folder = tempFolder();

const rows: readonly GcpRow[] = [
  {},
  {
    labels: [{ key: 'team', value: 'web' }],
    project: { labels: [{ key: 'env', value: 'prod' }] },
    credits: [
      credit('SUSTAINED_USAGE_DISCOUNT', -0.1, 'Sustained Usage Discount'),
      credit('PROMOTION', -0.4, "a giver's promotion"),
    ],
  },
  { cost: 5e-6, cost_at_list: 7.5e-6, usage: { amount: 24909.5 }, resource: { global_name: null } },
  { cost: -1.25, cost_at_list: null, cost_type: 'adjustment', adjustment_info: { id: 'a-1' }, project: { id: null } },
];

const json = written(folder, gcpJson(rows), 'rows.json');

/** A Parquet file of the rows, out of DuckDB's own reading of them as JSON; `select` reshapes them. */
async function parquet(name: string, select: string): Promise<string> {
  const path = join(folder, name);
  const full = written(folder, rows.map((row) => `${JSON.stringify(whole(row))}\n`).join(''), `${name}.source.json`);
  await asked(`COPY (SELECT ${select} FROM read_json_auto(${literal(full)}, sample_size = -1))
    TO ${literal(path)} (FORMAT parquet)`);
  return path;
}

describe('the same rows give the same charges', () => {
  it.each<[string, () => string | Promise<string>]>([
    ['as CSV with lists as Python prints them', () => written(folder, gcpCsv(rows, { list: python }))],
    ['as CSV in gzip', () => written(folder, gzipSync(gcpCsv(rows)), 'rows.csv.gz')],
    [
      'with the names of a flat view',
      () => written(folder, gcpCsv(rows, { rename: (name) => name.replace('.', '_') })),
    ],
    ['in upper case', () => written(folder, gcpCsv(rows, { rename: (name) => name.toUpperCase() }))],
    ['as JSON lines', () => json],
    ['as JSON lines in gzip', () => written(folder, gzipSync(gcpJson(rows)), 'rows.json.gz')],
    [
      'as Parquet with records',
      () => parquet('records.parquet', '* REPLACE (usage_start_time::TIMESTAMP AS usage_start_time)'),
    ],
    [
      'as Parquet with zoned times and lists without the mark of one',
      () =>
        parquet(
          'lists.parquet',
          `* REPLACE (usage_start_time::TIMESTAMPTZ AS usage_start_time,
            {'list': list_transform(credits, lambda c: {'element': c})} AS credits)`,
        ),
    ],
    [
      'as Parquet with flat names',
      () =>
        parquet(
          'flat.parquet',
          `* EXCLUDE (service, invoice), service.id AS "service.id", service.description AS "service.description",
            invoice.month::INTEGER AS "invoice.month"`,
        ),
    ],
  ])('%s', async (_how, path) => {
    const expected = await reading(written(folder, gcpCsv(rows)), (delivery, charges) => ({
      charges,
      totals: delivery.totals,
    }));
    expect(expected.charges).toHaveLength(5);
    expect(expected.totals).toMatchObject([{ billedCost: '-0.749995', rows: 4 }]);
    const found = await reading(await path(), (delivery, charges) => ({ charges, totals: delivery.totals }));
    expect(found).toEqual(expected);
  });

  it('although a field stands in no row before the last', () =>
    reading(
      written(
        folder,
        gcpJson([{ resource: null, credits: undefined }, { credits: [credit('FREE_TIER', -0.5)] }]),
        'late.json',
      ),
      (delivery, charges) => {
        expect(delivery.totals).toMatchObject([{ billedCost: '0.5' }]);
        expect(charges.map(({ resourceName }) => resourceName)).toContain('web-1');
      },
    ));

  it('labels that stand nowhere are not known to be none', () =>
    reading(
      written(
        folder,
        gcpJson([{ labels: undefined, system_labels: undefined, project: { id: 'shop', labels: undefined } }]),
        'unlabelled.json',
      ),
      (_delivery, charges) => {
        expect(charges).toMatchObject([{ tags: null, subAccountId: 'shop' }]);
      },
    ));

  it('blank lines aside', () =>
    reading(written(folder, `${gcpJson([{}])}\n\n${gcpJson([{}])}`, 'blank.json'), ({ rows: count }) => {
      expect(count).toBe(2);
    }));
});

describe('what a file is', () => {
  it.each([
    ['standard', { without: ['resource.name', 'resource.global_name'] }],
    ['detailed', {}],
  ])('%s usage cost is told by its columns', (which, options) =>
    reading(written(folder, gcpCsv([{}], options)), ({ files }) => {
      expect(files).toMatchObject([
        { kind: 'gcp-billing', schema: `Google Cloud ${which} usage cost`, columns: { unknown: [], missing: [] } },
      ]);
    }),
  );

  it('JSON lines are told from other text', () =>
    reading(json, ({ files }) => {
      expect(files).toMatchObject([
        { format: 'json', kind: 'gcp-billing', schema: 'Google Cloud detailed usage cost' },
      ]);
    }));

  it('needs neither labels, nor resources, nor prices, nor the type of cost', () =>
    reading(
      written(
        folder,
        gcpCsv([{}], {
          without: [
            'project.labels',
            'labels',
            'system_labels',
            'resource.name',
            'resource.global_name',
            'cost_at_list',
            'cost_type',
            'location.location',
            'location.region',
            'sku.description',
            'usage.amount',
            'usage.unit',
            'usage_end_time',
            'project.name',
          ],
        }),
      ),
      (_delivery, charges) => {
        expect(charges).toMatchObject([
          { billedCost: 500_000_000n, chargeCategory: 'Usage', tags: null, regionId: null, consumedQuantity: null },
        ]);
      },
    ));

  it('no other export is taken for it, and it for no other', async () => {
    const others = [
      ['focus', csvOf([{}])],
      ['aws-cur', curCsv([goodUsage])],
      ['azure-cost', azureCsv([eaUsage])],
      ['azure-cost', azureCsv([{}], mcaUsage)],
      ['azure-cost', azureCsv([{}], oldUsage)],
    ] as const;
    for (const [kind, text] of others) {
      await reading(written(folder, text), ({ files }) => {
        expect(files.map((file) => file.kind)).toEqual([kind]);
      });
    }
  });
});

describe('one account and month is billed once', () => {
  const standard = { without: ['resource.name', 'resource.global_name'] };

  it('a standard and a detailed export of it are not added up', async () => {
    const paths = [
      written(folder, gcpCsv([{}]), 'detailed.csv'),
      written(folder, gcpCsv([{}], standard), 'standard.csv'),
    ];
    expect(await refusal(paths)).toBe(
      'import-invalid: detailed.csv and standard.csv are of different exports that both bill billing account ' +
        '000000-AAAAAA-111111 for 2026-05: import one of the two, or its cost would count twice',
    );
  });

  it('of other months or accounts they may come together', () =>
    reading(
      [
        written(folder, gcpCsv([{}])),
        written(folder, gcpCsv([{ invoice: { month: '202606' } }], standard)),
        written(folder, gcpCsv([{ billing_account_id: '000000-BBBBBB-222222' }], standard)),
      ],
      ({ rows: count }) => {
        expect(count).toBe(3);
      },
    ));

  it('parts of one export are added up, in whichever format', () =>
    reading(
      [written(folder, gcpCsv([{}])), json, written(folder, gcpJson([{ resource: null }]), 'part.json')],
      (delivery) => {
        expect(delivery.totals).toMatchObject([{ billedCost: '0.250005', rows: 6 }]);
      },
    ));

  it('with exports of other clouds beside it, all are what they are', () =>
    reading(
      [json, written(folder, curCsv([{ 'lineItem/NetUnblendedCost': '0.09' }])), written(folder, csvOf([{}]))],
      ({ sources }) => {
        expect(
          sources.map((source) => [source.billingAccountId, source.totals.map((total) => total.billedCost)]),
        ).toEqual([
          [goodRow['billing_account_id'], ['-0.749995']],
          ['111111111111', ['0.09']],
          ['payer-1', ['1.5']],
        ]);
      },
    ));
});
