import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GoogleSandbox, type Json } from './support.ts';

let google: GoogleSandbox;
let project: string;
let bill: string;

beforeAll(async () => {
  google = await GoogleSandbox.start(200, 2);
  bill = `\`${google.credentials['billingExport']}\``;
  [project = ''] = (google.credentials['billingExport'] ?? '').split('.');
});
afterAll(() => google.sandbox.close());

const ask = (query: string, more: object = {}) =>
  google.post('bigquery', `bigquery/v2/projects/${project}/queries`, { query, useLegacySql: false, ...more });

/** Rows as objects of text. */
async function rowsOf(query: string, more: object = {}): Promise<readonly Readonly<Record<string, string>>[]> {
  const { status, body } = await ask(query, more);
  expect(status, JSON.stringify(body['error'])).toBe(200);
  const names: readonly string[] = body['schema'].fields.map(({ name }: Json) => name);
  return (body['rows'] ?? []).map(({ f }: Json) => Object.fromEntries(names.map((name, i) => [name, f[i].v])));
}

const DAY = "_PARTITIONDATE = '2026-11-24'";

describe('the billing export', () => {
  it('adds up: by project, by service and by resource to the same', async () => {
    const [whole] = await rowsOf(`SELECT SUM(cost) AS cost, COUNT(*) AS n FROM ${bill} WHERE ${DAY}`);
    for (const by of ['project.id', 'service.description', 'resource.global_name', 'sku.id']) {
      const parts = await rowsOf(`SELECT ${by} AS part, SUM(cost) AS cost FROM ${bill} WHERE ${DAY} GROUP BY part`);
      expect(parts.length).toBeGreaterThan(1);
      expect(
        parts.reduce((sum, { cost }) => sum + Number(cost), 0),
        by,
      ).toBeCloseTo(Number(whole?.['cost']), 6);
    }
    expect(Number(whole?.['cost'])).toBeGreaterThan(100);
  });

  it('bills a machine by its cores and memory, for a whole day', async () => {
    const body = (
      await google.get('compute', `compute/v1/projects/${project}/aggregated/instances`, { filter: 'status = RUNNING' })
    ).body;
    const machine = Object.values<Json>(body['items'])
      .flatMap((scope) => scope.instances ?? [])
      .find(
        ({ machineType, creationTimestamp }) =>
          machineType.endsWith('e2-standard-4') && Date.parse(creationTimestamp) < Date.UTC(2026, 9, 1),
      );
    const lines = await rowsOf(
      `SELECT sku.description AS sku, usage.amount_in_pricing_units AS amount, cost FROM ${bill} WHERE ${DAY} AND ENDS_WITH(resource.global_name, '/${machine.id}') ORDER BY 1`,
    );
    expect(lines.map(({ amount }) => Number(amount))).toEqual([96, 384]);
    expect(lines[0]?.['sku']).toMatch(/^E2 Instance Core running in /);
  });

  it('gives credits for what runs all month, never more than the cost', async () => {
    const rows = await rowsOf(
      `SELECT cost, (SELECT SUM(c.amount) FROM UNNEST(credits) AS c) AS credit FROM ${bill} WHERE ${DAY} AND ARRAY_LENGTH(credits) > 0`,
    );
    expect(rows.length).toBeGreaterThan(5);
    for (const { cost, credit } of rows) {
      expect(Number(credit)).toBeLessThan(0);
      expect(Number(cost) + Number(credit)).toBeGreaterThanOrEqual(-1e-6);
    }
  });

  it('reads the partitions that are asked for alone, and says how much that is', async () => {
    const bytes = async (where: string) =>
      Number((await ask(`SELECT cost FROM ${bill} AS t WHERE ${where}`, { dryRun: true })).body['totalBytesProcessed']);
    const one = await bytes(DAY);
    expect(one).toBeGreaterThan(0);
    expect(await bytes("t._PARTITIONTIME >= TIMESTAMP('2026-11-20') AND cost > 1")).toBe(5 * one);
    const [days] = await rowsOf(
      `SELECT COUNT(DISTINCT DATE(usage_start_time)) AS days FROM ${bill} WHERE _PARTITIONDATE > DATE_SUB(CURRENT_DATE(), INTERVAL 3 DAY)`,
    );
    expect(days).toEqual({ days: '3' });
  });

  it('does not run a query that would bill more than allowed', async () => {
    const { status, body } = await ask(`SELECT cost FROM ${bill}`, { maximumBytesBilled: '1000000' });
    expect([status, body['error'].errors[0].reason]).toEqual([400, 'bytesBilledLimitExceeded']);
  });

  it('gives a long result page by page', async () => {
    const query = `SELECT resource.global_name AS name, cost FROM ${bill} WHERE ${DAY} ORDER BY cost DESC, name`;
    const whole = (await ask(query)).body;
    const first = (await ask(query, { maxResults: 10 })).body;
    expect(first['rows'].length).toBe(10);
    const rest: unknown[] = [];
    for (let token = first['pageToken']; token !== undefined;) {
      const path = `bigquery/v2/projects/${project}/queries/${first['jobReference'].jobId}`;
      const { body } = await google.get('bigquery', path, { pageToken: token, maxResults: '100' });
      rest.push(...body['rows']);
      token = body['pageToken'];
    }
    expect([...first['rows'], ...rest]).toEqual(whole['rows']);
  });
});

describe('queries', () => {
  const one = async (expression: string, more: object = {}) =>
    (await rowsOf(`SELECT ${expression} AS x`, more))[0]?.['x'];

  it.each([
    ["DATE_TRUNC(DATE '2026-11-24', MONTH)", '2026-11-01'],
    ["FORMAT_DATE('%Y%m', DATE_ADD(DATE '2026-01-31', INTERVAL 1 DAY))", '202602'],
    ["EXTRACT(MONTH FROM TIMESTAMP '2026-11-24 05:00:00+00')", '11'],
    ["CASE WHEN 2 * 3 = 6 AND NOT FALSE THEN 'yes' ELSE 'no' END", 'yes'],
    ["IFNULL(NULLIF('a', 'a'), 'b') || 'c'", 'bc'],
    ["'prod-1' LIKE 'prod-_' AND 3 BETWEEN 1 AND 3 AND 2 NOT IN (1, 3)", 'true'],
    ["REGEXP_EXTRACT('projects/p/zones/z', r'zones/([^/]+)')", 'z'],
    ["ARRAY_TO_STRING(ARRAY(SELECT v FROM UNNEST(@list) AS v WHERE v != 'b'), '+')", 'a+c'],
    ["TO_JSON_STRING(STRUCT(1 AS n, 't' AS s))", '{"n":1,"s":"t"}'],
    ["CAST(SAFE_CAST('nonsense' AS INT64) IS NULL AS STRING)", 'true'],
    ['@day < CURRENT_TIMESTAMP()', 'true'],
    ['EXISTS(SELECT 1 FROM UNNEST(@list) AS v WHERE v = "z")', 'false'],
  ])('%s is %s', async (expression, expected) => {
    const queryParameters = [
      {
        name: 'list',
        parameterType: { type: 'ARRAY' },
        parameterValue: { arrayValues: ['a', 'b', 'c'].map((value) => ({ value })) },
      },
      { name: 'day', parameterType: { type: 'TIMESTAMP' }, parameterValue: { value: '2026-11-01T00:00:00Z' } },
    ];
    expect(await one(expression, { parameterMode: 'NAMED', queryParameters })).toBe(expected);
  });

  it('read what INFORMATION_SCHEMA tells of tables, as the datasets do', async () => {
    const rows = await rowsOf(
      `SELECT table_schema, table_name, active_logical_bytes FROM \`${project}\`.\`region-us\`.INFORMATION_SCHEMA.TABLE_STORAGE ORDER BY 1, 2`,
    );
    expect(rows.length).toBeGreaterThan(1);
    for (const { table_schema: dataset, table_name: table, active_logical_bytes: bytes } of rows) {
      const { body } = await google.get(
        'bigquery',
        `bigquery/v2/projects/${project}/datasets/${dataset}/tables/${table}`,
      );
      expect(body['numActiveLogicalBytes']).toBe(bytes);
    }
  });

  it.each([
    ['SELEC 1', 'invalidQuery'],
    ['SELECT nonsense(1)', 'invalidQuery'],
    ['SELECT @none', 'invalidQuery'],
    ['SELECT x FROM UNNEST([1])', 'invalidQuery'],
    ['SELECT 1 FROM `a.b.c`', 'notFound'],
  ])('%s is refused: %s', async (query, reason) => {
    expect((await ask(query)).body['error'].errors[0].reason).toBe(reason);
  });
});
