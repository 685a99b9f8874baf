import {
  GetCostAndUsageCommand,
  GetDimensionValuesCommand,
  type CostExplorerClient,
  type GetCostAndUsageCommandInput,
  type GetCostAndUsageCommandOutput,
} from '@aws-sdk/client-cost-explorer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dailyCosts } from '../../../src/sandbox/estate/costs.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { costExplorerOf, errorOf, keysFor, now } from './support.ts';

let sandbox: RunningSandbox;
let client: CostExplorerClient;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 2, resources: 200, regions: ['us-east-1', 'eu-west-1'], now, costPageSize: 40 });
  client = costExplorerOf(sandbox);
});
afterAll(() => sandbox.close());

const TimePeriod = { Start: '2026-10-01', End: '2026-11-24' };
const by = (...keys: readonly string[]) => keys.map((Key) => ({ Type: 'DIMENSION' as const, Key }));

async function pagesOf(input: Partial<GetCostAndUsageCommandInput>, as: CostExplorerClient = client) {
  const pages: GetCostAndUsageCommandOutput[] = [];
  let NextPageToken: string | undefined;
  do {
    const page: GetCostAndUsageCommandOutput = await as.send(
      new GetCostAndUsageCommand({
        TimePeriod,
        Granularity: 'DAILY',
        Metrics: ['UnblendedCost'],
        ...input,
        NextPageToken,
      }),
    );
    pages.push(page);
    NextPageToken = page.NextPageToken;
  } while (NextPageToken !== undefined);
  return pages;
}

/** Nano-USD of decimal text: sums are exact, as the bill's are. */
const nano = (amount = '0') => {
  const [whole = '0', fraction = ''] = amount.split('.');
  const value = BigInt(whole.replace('-', '') + fraction.padEnd(9, '0'));
  return amount.startsWith('-') ? -value : value;
};
const groupsOf = (pages: readonly GetCostAndUsageCommandOutput[]) =>
  pages.flatMap(({ ResultsByTime = [] }) =>
    ResultsByTime.flatMap(({ TimePeriod: period, Groups = [] }) =>
      Groups.map(({ Keys = [], Metrics }) => ({
        day: period?.Start ?? '',
        keys: Keys,
        cost: nano(Metrics?.UnblendedCost?.Amount),
      })),
    ),
  );
const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
/** The bill is as of the last refresh, every eight hours. */
const refreshedAt = Math.floor(now / 28_800_000) * 28_800_000;

const billed = (wanted: (cell: ReturnType<typeof dailyCosts>[number]) => boolean = () => true) =>
  sum(
    dailyCosts(sandbox.estate, TimePeriod.Start, TimePeriod.End, refreshedAt)
      .filter(wanted)
      .map(({ unblendedNanoUsd }) => unblendedNanoUsd),
  );

describe('GetCostAndUsage', () => {
  it('tells each group of each day once over many pages, and loses no cent', async () => {
    const pages = await pagesOf({ GroupBy: by('LINKED_ACCOUNT', 'USAGE_TYPE') });
    expect(pages.length).toBeGreaterThan(10);
    const groups = groupsOf(pages);
    expect(new Set(groups.map(({ day, keys }) => [day, ...keys].join('|'))).size).toBe(groups.length);
    expect(sum(groups.map(({ cost }) => cost))).toBe(billed());
    const days = new Set(
      pages.flatMap(({ ResultsByTime = [] }) => ResultsByTime.map((result) => result.TimePeriod?.Start)),
    );
    expect(days.size).toBe(54);
    expect(pages[0]?.DimensionValueAttributes?.[0]?.Attributes).toHaveProperty('description');
  });

  it('adds days up to months and groups up to the total', async () => {
    const [months] = await pagesOf({ Granularity: 'MONTHLY' });
    const results = months?.ResultsByTime ?? [];
    expect(results.map((result) => [result.TimePeriod, result.Estimated])).toEqual([
      [{ Start: '2026-10-01', End: '2026-11-01' }, false],
      [{ Start: '2026-11-01', End: '2026-11-24' }, true],
    ]);
    expect(sum(results.map(({ Total }) => nano(Total?.UnblendedCost?.Amount)))).toBe(billed());
  });

  it('filters by And, Or, Not and dimensions', async () => {
    const [page] = await pagesOf({
      Granularity: 'MONTHLY',
      Filter: {
        And: [
          { Dimensions: { Key: 'RECORD_TYPE', Values: ['Usage'] } },
          { Not: { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } } },
          {
            Or: [
              { Dimensions: { Key: 'SERVICE', Values: ['EC2 - Other'] } },
              { Dimensions: { Key: 'USAGE_TYPE', Values: ['BoxUsage'], MatchOptions: ['CONTAINS'] } },
            ],
          },
        ],
      },
    });
    const total = sum((page?.ResultsByTime ?? []).map(({ Total }) => nano(Total?.UnblendedCost?.Amount)));
    expect(total).toBe(
      billed(
        (cell) =>
          cell.recordType === 'Usage' &&
          cell.region !== 'us-east-1' &&
          (cell.service === 'EC2 - Other' || cell.usageType.includes('BoxUsage')),
      ),
    );
    expect(total).toBeGreaterThan(0n);
  });

  it('shows a member account its own cost alone', async () => {
    const member =
      sandbox.estate.accounts.find(
        ({ id, status }) => status === 'ACTIVE' && id !== sandbox.estate.organization.managementAccountId,
      )?.id ?? '';
    const groups = groupsOf(
      await pagesOf({ GroupBy: by('LINKED_ACCOUNT') }, costExplorerOf(sandbox, await keysFor(sandbox, member))),
    );
    expect(new Set(groups.map(({ keys }) => keys[0]))).toEqual(new Set([member]));
    expect(sum(groups.map(({ cost }) => cost))).toBe(billed(({ accountId }) => accountId === member));
  });

  it('groups by a tag that is active, the untagged included', async () => {
    const groups = groupsOf(await pagesOf({ Granularity: 'MONTHLY', GroupBy: [{ Type: 'TAG', Key: 'team' }] }));
    const told = groups.map(({ keys }) => keys[0] ?? '');
    expect(told.filter((key) => key === 'team$')).toHaveLength(2);
    expect(told.every((key) => key.startsWith('team$'))).toBe(true);
  });

  it.each([
    ['an empty period', { TimePeriod: { Start: '2026-11-01', End: '2026-11-01' } }, 'ValidationException'],
    ['a time that is no day', { TimePeriod: { Start: '2026-11-31', End: '2026-12-02' } }, 'ValidationException'],
    ['more than 14 months back', { TimePeriod: { Start: '2025-09-30', End: '2026-11-01' } }, 'ValidationException'],
    [
      'a period that has not begun',
      { TimePeriod: { Start: '2027-01-01', End: '2027-02-01' } },
      'DataUnavailableException',
    ],
    ['three groupings', { GroupBy: by('SERVICE', 'REGION', 'USAGE_TYPE') }, 'ValidationException'],
    ['an unknown metric', { Metrics: ['Cost'] }, 'ValidationException'],
    ['hours', { Granularity: 'HOURLY' }, 'ValidationException'],
    [
      'a filter with two roots',
      { Filter: { Dimensions: { Key: 'REGION', Values: ['a'] }, Tags: { Key: 'a', Values: ['b'] } } },
      'ValidationException',
    ],
    ['a token that is none', { GroupBy: by('SERVICE'), NextPageToken: 'x' }, 'InvalidNextTokenException'],
  ] as const)('refuses %s', async (_, input, name) => {
    const request = {
      TimePeriod,
      Granularity: 'DAILY',
      Metrics: ['UnblendedCost'],
      ...input,
    } as unknown as GetCostAndUsageCommandInput;
    expect(await errorOf(client.send(new GetCostAndUsageCommand(request)))).toEqual({ name, status: 400 });
  });
});

describe('GetDimensionValues', () => {
  it('pages through the values of a dimension, searched or filtered', async () => {
    const all = await client.send(new GetDimensionValuesCommand({ TimePeriod, Dimension: 'LINKED_ACCOUNT' }));
    expect(all.ReturnSize).toBe(all.TotalSize);
    const first = await client.send(
      new GetDimensionValuesCommand({ TimePeriod, Dimension: 'LINKED_ACCOUNT', MaxResults: 1 }),
    );
    const second = await client.send(
      new GetDimensionValuesCommand({
        TimePeriod,
        Dimension: 'LINKED_ACCOUNT',
        MaxResults: 1,
        NextPageToken: first.NextPageToken,
      }),
    );
    expect([first, second].flatMap(({ DimensionValues = [] }) => DimensionValues)).toEqual(
      all.DimensionValues?.slice(0, 2),
    );
    const found = await client.send(
      new GetDimensionValuesCommand({ TimePeriod, Dimension: 'SERVICE', SearchString: 'compute cloud' }),
    );
    expect(found.DimensionValues?.map(({ Value }) => Value)).toEqual(['Amazon Elastic Compute Cloud - Compute']);
  });
});
