import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/billing/sql-text.ts';
import type { Charge } from '../../src/domain/charges.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type CurRow, curCsv, goodUsage, lines, snake, snakeRow } from './support/cur-csv.ts';
import { asked } from './support/duck.ts';
import { reading, written } from './support/focus-csv.ts';

const folder = tempFolder();

/** The same month as every kind of report has it: text, and the types that AWS writes to Parquet. */
const rows: readonly CurRow[] = [
  { 'resourceTags/user:team': 'web' },
  { 'lineItem/UnblendedCost': '1.6e-05', 'lineItem/ResourceId': 'i-2' },
  ...Object.values(lines),
].map((row) => ({ ...row, 'lineItem/BlendedCost': '' }));

const numeric = /(Cost|EffectiveCost|Fee|FeeForBillingPeriod|Commitment|CommitmentToDate|UsageAmount)$/;
const columns = Object.keys(goodUsage);

/** A Parquet file of the rows, with expressions for columns that are not one to one. */
async function parquet(
  name: string,
  except: readonly string[],
  more: Readonly<Record<string, string>>,
): Promise<string> {
  const csv = written(folder, curCsv(rows, goodUsage));
  const path = join(folder, name);
  const selected = columns
    .filter((column) => !except.includes(column))
    .map((column) => {
      const type = /(Start|End)Date$/.test(column) ? 'TIMESTAMP' : numeric.test(column) ? 'DOUBLE' : 'VARCHAR';
      return `CAST("${column}" AS ${type}) AS ${snake(column)}`;
    });
  const expressions = Object.entries(more).map(([column, sql]) => `${sql} AS ${column}`);
  await asked(`COPY (SELECT ${[...selected, ...expressions].join(', ')}
    FROM read_csv(${literal(csv)}, all_varchar = true, header = true)) TO ${literal(path)} (FORMAT parquet)`);
  return path;
}

const inMaps = ['resourceTags/user:team', 'product/ProductName', 'product/region'];
const maps = {
  product: `map_from_entries(list_filter([{k: 'product_name', v: "product/ProductName"}, {k: 'region', v: "product/region"}], e -> e.v IS NOT NULL))`,
  resource_tags: `CASE WHEN "resourceTags/user:team" IS NULL THEN MAP {} ELSE MAP {'user_team': "resourceTags/user:team"} END`,
  cost_category: `MAP {}::MAP(VARCHAR, VARCHAR)`,
};

const read = (path: string): Promise<{ readonly schema: string | undefined; readonly charges: readonly Charge[] }> =>
  reading(path, ({ files }, charges) => ({ schema: files[0]?.schema, charges }));

describe('every form of the report gives the same charges', () => {
  const expected = () => read(written(folder, curCsv(rows, goodUsage)));

  it('the CSV of 2016 has some in it', async () => {
    const { schema, charges } = await expected();
    expect(schema).toBe('AWS CUR');
    expect(charges.length).toBeGreaterThan(rows.length);
  });

  it.each([
    ['in gzip', () => written(folder, gzipSync(curCsv(rows, goodUsage)), 'cur.csv.gz')],
    [
      'with CRLF and a byte order mark',
      () => written(folder, `\uFEFF${curCsv(rows, goodUsage).replaceAll('\n', '\r\n')}`),
    ],
    ['with snake-case names', () => written(folder, curCsv(rows.map(snakeRow), snakeRow(goodUsage)))],
    ['in Parquet for Athena', () => parquet('athena.parquet', [], {})],
  ])('%s', async (_form, make) => {
    const { schema, charges } = await read(await make());
    expect(schema).toBe('AWS CUR');
    expect(charges).toEqual((await expected()).charges);
  });

  it('CUR 2.0 in Parquet, with maps', async () => {
    const { schema, charges } = await read(await parquet('cur2.parquet', inMaps, maps));
    expect(schema).toBe('AWS CUR 2.0');
    expect(charges).toEqual((await expected()).charges);
  });

  it('CUR 2.0 in CSV, with JSON objects', async () => {
    const inJson = (row: CurRow): CurRow => {
      const {
        'product/ProductName': product_name,
        'product/region': region,
        'resourceTags/user:team': team,
        ...rest
      } = { ...goodUsage, ...row };
      return {
        ...snakeRow(rest),
        product: JSON.stringify({ ...(product_name && { product_name }), region }),
        resource_tags: JSON.stringify(team ? { user_team: team } : {}),
        cost_category: '{}',
      };
    };
    const { schema, charges } = await read(written(folder, curCsv(rows.map(inJson), inJson({}))));
    expect(schema).toBe('AWS CUR 2.0');
    expect(charges).toEqual((await expected()).charges);
  });

  it('Parquet with decimals, and with numbers that are text', async () => {
    const csv = written(folder, curCsv(rows, goodUsage));
    const path = join(folder, 'mixed.parquet');
    const typeOf = (column: string): string =>
      column === 'lineItem/UnblendedCost'
        ? 'DECIMAL(28, 14)'
        : column === 'savingsPlan/UsedCommitment'
          ? 'DOUBLE'
          : 'VARCHAR';
    await asked(`COPY (SELECT ${columns.map((column) => `CAST("${column}" AS ${typeOf(column)}) AS ${snake(column)}`).join(', ')}
      FROM read_csv(${literal(csv)}, all_varchar = true, header = true)) TO ${literal(path)} (FORMAT parquet)`);
    expect((await read(path)).charges).toEqual((await expected()).charges);
  });
});

describe('accounts', () => {
  it('of a column of whole numbers have their twelve digits again', async () => {
    const csv = written(folder, curCsv([{ 'bill/PayerAccountId': '12345678901', 'lineItem/UsageAccountId': '9' }]));
    const path = join(folder, 'integers.parquet');
    const whole = ['bill/PayerAccountId', 'lineItem/UsageAccountId'];
    await asked(`COPY (SELECT ${columns.map((column) => `CAST("${column}" AS ${whole.includes(column) ? 'BIGINT' : 'VARCHAR'}) AS ${snake(column)}`).join(', ')}
      FROM read_csv(${literal(csv)}, all_varchar = true, header = true)) TO ${literal(path)} (FORMAT parquet)`);
    const [charge] = (await read(path)).charges;
    expect([charge?.billingAccountId, charge?.subAccountId]).toEqual(['012345678901', '000000000009']);
  });

  it('have their names in CUR 2.0', async () => {
    const { schema, charges } = await read(
      written(folder, curCsv([snakeRow({ 'lineItem/UsageAccountName': 'shop' })], snakeRow(goodUsage))),
    );
    expect([schema, charges[0]?.subAccountName]).toEqual(['AWS CUR 2.0', 'shop']);
  });
});

describe('tags', () => {
  it.each<[CurRow, Readonly<Record<string, string>>]>([
    [{ resource_tags_user_cost_center: '7' }, { cost_center: '7' }],
    [{ resource_tags_aws_created_by: 'me' }, { 'aws:createdBy': 'me' }],
    [{ resource_tags_aws_cloudformation_stack_name: 's' }, { 'aws:cloudformation:stack-name': 's' }],
    [{ resource_tags_aws_something_new: 's' }, { 'aws:something_new': 's' }],
    [{ cost_category_unit: 'shop' }, { 'costCategory/unit': 'shop' }],
    [
      { resource_tags: '{"user_team":"web","aws_created_by":"me"}', cost_category: '{"Unit":"shop"}' },
      { team: 'web', 'aws:createdBy': 'me', 'costCategory/Unit': 'shop' },
    ],
    [{ tags: '{"resourceTags/user:team":"web","accountTags/env":"prod"}' }, { team: 'web', 'accountTags/env': 'prod' }],
    [{ resource_tags: '{"user_a\\"b":"c\\nd"}' }, { 'a"b': 'c\nd' }],
    [{ 'resourceTags/user:we "said", it': "l'été" }, { 'we "said", it': "l'été" }],
  ])('%j are %j', async (row, tags) => {
    const path = written(folder, curCsv([row], { ...goodUsage, ...row }, ['resourceTags/user:team']));
    expect((await read(path)).charges[0]?.tags).toEqual(tags);
  });
});
