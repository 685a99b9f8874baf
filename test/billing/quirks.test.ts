import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { tempFolder } from '../support/temp-folder.ts';
import type { ReadOptions } from '../../src/billing/charges/read-billing.ts';
import { type Row, csvOf, goodRow, reading, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();

const only = (content: string | Uint8Array, options: ReadOptions = {}) =>
  reading(written(folder, content), ({ rows, files }, charges) => ({ rows, files, charges }), options);

const one = async (row: Row) => (await only(csvOf([row]))).charges[0];

/** Reads each row of a table once, all in one file; gives the charge of the row at a place. */
function together(rows: readonly Row[]): (place: number) => Promise<Charge | undefined> {
  const content = csvOf(rows.map((row, place) => ({ ...row, ResourceId: `row-${place}` })));
  const read = only(content);
  read.catch(() => undefined); // each test that asks for its row shows the error
  return async (place) => (await read).charges.find(({ resourceId }) => resourceId === `row-${place}`);
}

describe('a CSV file', () => {
  const plain = csvOf([{}, { ResourceId: 'i-2' }]);

  it.each([
    ['a byte order mark', `\uFEFF${plain}`],
    ['a byte order mark before a quoted name', `\uFEFF${plain.replace('BilledCost', '"BilledCost"')}`],
    ['CRLF line ends', csvOf([{}, { ResourceId: 'i-2' }], '\r\n')],
    ['CR line ends', csvOf([{}, { ResourceId: 'i-2' }], '\r')],
    ['no line end at its end', plain.trimEnd()],
    ['blank lines', plain.replaceAll('\n', '\n\n').replace('\n\n', '\n')],
    ['lower-case names', plain.replace(/^.*/, (header) => header.toLowerCase())],
    ['semicolons', plain.replaceAll(',', ';').replace('{"env":"prod"}', '{}')],
    ['tabs', plain.replaceAll(',', '\t')],
    ['gzip', gzipSync(plain)],
    ['gzip in two members', Buffer.concat([gzipSync(plain.slice(0, 300)), gzipSync(plain.slice(300))])],
    ['an empty field at the end of each row', plain.replace(/\n(?=.)/g, ',\n').replace(',\n', '\n')],
  ])('with %s is read', async (_what, content) => {
    const { rows, charges } = await only(content);
    expect({ rows, resources: charges.map(({ resourceId }) => resourceId) }).toEqual({
      rows: 2,
      resources: ['i-1', 'i-2'],
    });
  });

  it('may hold its columns in any order, and more of them', async () => {
    const { charges, files } = await only('x_Team,' + csvOf([{}]).replace('\n', '\nred,'));
    expect(charges).toHaveLength(1);
    expect(files[0]?.columns.unknown).toEqual(['x_Team']);
  });

  it('with a header and no rows is an empty delivery: a month without charges is delivered so', async () => {
    await reading(written(folder, csvOf([])), ({ rows, sources, months, totals }) =>
      expect({ rows, sources, months, totals }).toEqual({ rows: 0, sources: [], months: [], totals: [] }),
    );
  });

  it('may have a name that looks like a pattern or holds a quote', async () => {
    written(folder, plain, 'bill 2x.csv'); // what the pattern would match
    for (const name of ['bill [1-9]*.csv', 'bill ??.csv', "o'brien.csv", 'günther ☃.csv']) {
      await reading(written(folder, plain, name), ({ rows }) => expect(rows).toBe(2));
    }
  });

  it('keeps line ends and quotes inside a cell', async () => {
    expect(await one({ ResourceName: 'a "b"\r\nc', ResourceId: 'x,y' })).toMatchObject({
      resourceName: 'a "b"\r\nc',
      resourceId: 'x,y',
    });
  });

  it.each(['NULL', 'null', 'Null', ''])('takes the word %j for nothing', async (word) => {
    expect(await one({ ResourceId: word, Tags: word, ListCost: word, RegionId: word })).toMatchObject({
      resourceId: null,
      tags: null,
      listCost: null,
      regionId: null,
    });
  });
});

describe('a moment', () => {
  const days = [
    ['2026-05-10', '2026-05-10'],
    ['2026-05-10 23:59:59', '2026-05-10'],
    ['2026-05-10T23:59:59', '2026-05-10'],
    ['2026-05-10T23:59:59Z', '2026-05-10'],
    ['2026-05-10T23:59:59.999999Z', '2026-05-10'],
    ['2026-05-10 23:59:59 UTC', '2026-05-10'],
    ['2026-05-10T23:59Z', '2026-05-10'],
    ['2026-05-10T23:59:59+00:00', '2026-05-10'],
    ['2026-05-10T23:30:00-02:00', '2026-05-11'],
    ['2026-05-10 00:30:00 +0100', '2026-05-09'],
    ['2026-05-10 00:30:00.5+01', '2026-05-09'],
    ['2026-05-10T00:30+01:00', '2026-05-09'],
  ] as const;
  const charged = together(days.map(([text]) => ({ ChargePeriodStart: text })));
  it.each(days.map((row, place) => [...row, place] as const))('%s is on %s in UTC', async (_text, day, place) => {
    expect((await charged(place))?.day).toBe(day);
  });

  const months = [
    ['2026-05-01T00:00:00Z', '2026-05-01'],
    ['2026-05-01T07:00:00Z', '2026-05-01'],
    ['2026-04-30T22:00:00Z', '2026-05-01'],
    ['2026-05-01T00:00:00+14:00', '2026-05-01'],
    ['2026-05-01T12:00:00Z', '2026-05-01'],
    ['2026-05-15', '2026-05-01'],
  ] as const;
  const billed = together(months.map(([text]) => ({ BillingPeriodStart: text })));
  it.each(months.map((row, place) => [...row, place] as const))(
    'a billing period from %s is the month %s',
    async (_text, month, place) => {
      expect((await billed(place))?.billingMonth).toBe(month);
    },
  );
});

describe('a provider', () => {
  const names = [
    ['AWS', 'aws'],
    ['Amazon Web Services', 'aws'],
    ['amazon', 'aws'],
    ['Microsoft', 'azure'],
    ['Microsoft Azure', 'azure'],
    ['Azure', 'azure'],
    ['Google Cloud', 'gcp'],
    ['GCP', 'gcp'],
    ['OpenStack', 'openstack'],
    ['Region One OpenStack', 'openstack'],
    ['Awsome Hosting', 'other'],
    ['Oracle', 'other'],
  ] as const;
  const sold = together(names.map(([name]) => ({ ProviderName: name })));
  it.each(names.map((row, place) => [...row, place] as const))('named %s is %s', async (_name, provider, place) => {
    expect((await sold(place))?.provider).toBe(provider);
  });

  it('is who bills when the seller is no cloud', async () => {
    const row = { ProviderName: 'Red Hat, Inc.', InvoiceIssuerName: 'Amazon Web Services EMEA SARL' };
    expect((await one(row))?.provider).toBe('aws');
  });
});

describe('rows', () => {
  it('of one day and combination are one charge, rounded after the sum', async () => {
    const tiny = { BilledCost: '0.0000000004', EffectiveCost: '0', ListCost: '0', ContractedCost: '0' };
    const { charges } = await only(csvOf(Array.from({ length: 10 }, () => tiny)));
    expect(charges.map(({ billedCost }) => billedCost)).toEqual([4n]);
  });

  it('of which one does not say its list cost have no list cost together', async () => {
    const { charges } = await only(csvOf([{}, { ListCost: '' }]));
    expect(charges).toHaveLength(1);
    expect(charges[0]).toMatchObject({ billedCost: 3_000_000_000n, listCost: null, contractedCost: 3_500_000_000n });
  });

  it('of several currencies, billing accounts and months stay apart', async () => {
    const { charges } = await only(
      csvOf([
        { BillingCurrency: 'usd' },
        { BillingCurrency: 'EUR' },
        { BillingAccountId: 'payer-2' },
        { BillingPeriodStart: '2026-06-01' },
      ]),
      { mixedCurrencies: true },
    );
    expect(charges.map((c) => [c.billingAccountId, c.billingMonth, c.currency])).toEqual([
      ['payer-1', '2026-05-01', 'EUR'],
      ['payer-1', '2026-05-01', 'USD'],
      ['payer-1', '2026-06-01', 'USD'],
      ['payer-2', '2026-05-01', 'USD'],
    ]);
  });

  it('with costs beyond a thousand million are exact', async () => {
    expect(await one({ BilledCost: '-9199999999.123456789', ChargeCategory: 'credit' })).toMatchObject({
      billedCost: -9_199_999_999_123_456_789n,
      chargeCategory: 'Credit',
    });
  });

  it('without the columns that may be absent have null there', async () => {
    const needed = [
      'BilledCost',
      'EffectiveCost',
      'BillingCurrency',
      'BillingAccountId',
      'BillingPeriodStart',
      'ChargePeriodStart',
      'ChargeCategory',
      'ServiceName',
      'ProviderName',
    ];
    const { charges, files } = await only(`${needed.join(',')}\n${needed.map((name) => goodRow[name]).join(',')}\n`);
    expect(charges[0]).toMatchObject({
      listCost: null,
      contractedCost: null,
      tags: null,
      resourceId: null,
      consumedQuantity: null,
    });
    expect(files[0]?.columns.missing).toContain('ListCost');
  });

  it('fill pages of about two thousand', async () => {
    const rows = Array.from({ length: 4_500 }, (_, at) => ({ ResourceId: `i-${at}` }));
    await reading(written(folder, csvOf(rows)), async ({ sources }, charges) => {
      const sizes: number[] = [];
      for await (const page of sources[0]?.chargePages() ?? []) sizes.push(page.charges.length);
      expect(sizes).toEqual([2_000, 2_000, 500]);
      expect(new Set(charges.map(({ resourceId }) => resourceId)).size).toBe(4_500);
    });
  });
});

describe('a reader', () => {
  it('can be left before its pages end, and closed', async () => {
    const rows = Array.from({ length: 5_000 }, (_, at) => ({ ResourceId: `i-${at}` }));
    await reading(written(folder, csvOf(rows)), async ({ sources }) => {
      for await (const page of sources[0]?.chargePages() ?? []) {
        expect(page.charges.length).toBeGreaterThan(0);
        break;
      }
    });
  });

  it('takes more memory than at first when it must, up to what it may', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => ({
      ResourceId: `arn:aws:ec2:us-east-1:1:instance/i-${at}`,
    }));
    const path = written(folder, csvOf(rows));
    const little = { memoryLimitMiB: 16, threads: 2 };
    expect(await reading(path, ({ charges }) => charges, little)).toBe(60_000);
    expect(await refusal(path, { ...little, mostMemoryMiB: 16 })).toBe(
      'import-unreadable: the files need more memory than reading may use',
    );
  });

  it('leaves nothing in its temporary folder', async () => {
    const temp = join(folder, 'spill');
    mkdirSync(temp);
    await reading(written(folder, csvOf([{}])), () => undefined, { tempDirectory: temp });
    expect(readdirSync(temp)).toEqual([]);
  });
});
