import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import type { CostFactTypes, CostSubject } from '../../../src/domain/cost-facts.ts';
import { addDays, dayOf, type DayRange } from '../../../src/domain/instant.ts';
import type { CloudConnection, CostFactRequest } from '../../../src/domain/ports/provider.ts';
import { commitmentsFamily } from '../../../src/sandbox/estate/commitments/family.ts';
import { visitDailyCosts } from '../../../src/sandbox/estate/costs.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import type { CostCell } from '../../../src/sandbox/estate/model.ts';
import { SandboxCloud, sandboxNow } from './sandbox-cloud.ts';
import { type PassingAnswer, tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
/** What the questions of later subjects build on. */
let request: CostFactRequest;

beforeAll(async () => {
  // Small pages: a question takes several.
  cloud = await SandboxCloud.start({
    resources: 150,
    accounts: 3,
    regions: ['us-east-1', 'eu-west-1'],
    costPageSize: 50,
  });
  const connection = cloud.connect();
  const nothing: CostFactRequest = { onDemandUsage: [], allocationTags: [], isAllocationTag: () => true };
  request = {
    ...nothing,
    onDemandUsage: await connection.costFacts('on-demand-usage', nothing),
    allocationTags: await connection.costFacts('allocation-tags', nothing),
    isAllocationTag: (key) => key === 'team',
  };
  await connection.close();
});
afterEach(async () => {
  await cloud.heal();
  Object.assign(state().settings, { hourlyData: false, resourceData: false });
});
afterAll(() => cloud.close());

const state = () => familyState(cloud.sandbox.estate, commitmentsFamily);

function settled(days: number): DayRange {
  const to = addDays(dayOf(sandboxNow), -2);
  return { from: addDays(to, -days), to };
}

const read = async <S extends CostSubject>(
  subject: S,
  connection: CloudConnection = cloud.connect(),
): Promise<readonly CostFactTypes[S][]> => connection.costFacts(subject, request);

const calm = new Map<CostSubject, Promise<readonly unknown[]>>();

/** What a subject tells when nothing is wrong, read once. */
function calmly(subject: CostSubject): Promise<readonly unknown[]> {
  const reading = calm.get(subject) ?? read(subject);
  calm.set(subject, reading);
  return reading;
}

async function failure(subject: CostSubject, connection?: CloudConnection): Promise<CloudError> {
  try {
    await read(subject, connection);
  } catch (error) {
    return error as CloudError;
  }
  throw new Error(`${subject} was read`);
}

async function tampered<T>(
  tamper: (answer: PassingAnswer) => string | undefined,
  use: (connection: CloudConnection) => Promise<T>,
): Promise<T> {
  const proxy = await tamperingProxy(cloud.sandbox.url, tamper);
  try {
    return await use(cloud.connect({}, { sandboxUrl: proxy.url, limits: { attempts: 1 } }));
  } finally {
    await proxy.close();
  }
}

const isUsage = ({ recordType }: CostCell): boolean =>
  ['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage'].includes(recordType);

/** What the sandbox knows of the bill: sums in billionths by a key of each line. */
function truth(
  { from, to }: DayRange,
  keyOf: (cell: CostCell) => string | undefined,
  amount: (cell: CostCell) => bigint,
) {
  const sums = new Map<string, bigint>();
  visitDailyCosts(
    cloud.sandbox.estate,
    from,
    to,
    (cell) => {
      const key = keyOf(cell);
      if (key !== undefined) sums.set(key, (sums.get(key) ?? 0n) + amount(cell));
    },
    Date.parse(sandboxNow),
  );
  return textOf(sums);
}

const billed = ({ unblendedNanoUsd }: CostCell): bigint => unblendedNanoUsd;
const effective = ({ amortizedNanoUsd }: CostCell): bigint => amortizedNanoUsd;

function sumsOf<R>(records: readonly R[], keyOf: (record: R) => string, costOf: (record: R) => string) {
  const sums = new Map<string, bigint>();
  for (const record of records) sums.set(keyOf(record), (sums.get(keyOf(record)) ?? 0n) + nanos(costOf(record)));
  return textOf(sums);
}

const textOf = (sums: ReadonlyMap<string, bigint>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...sums]
      .filter(([, sum]) => sum !== 0n)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, sum]) => [key, String(sum)]),
  );

function nanos(text: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const value = BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, '0').slice(0, 9));
  return sign === '-' ? -value : value;
}

describe('cost facts', () => {
  it('of on-demand usage are exact by service, usage type, operation and day', async () => {
    const usages = await read('on-demand-usage');
    const services = new Set(usages.map(({ serviceName }) => serviceName));
    expect(services.size).toBeGreaterThan(3);
    const expected = truth(
      settled(30),
      ({ recordType, service, usageType, operation, day }) =>
        recordType === 'Usage' && services.has(service)
          ? [service, usageType, operation ?? 'NoOperation', day].join('|')
          : undefined,
      billed,
    );
    const days = usages.flatMap(({ serviceName, usageType, operation, window, costs }) =>
      costs.map((cost, at) => ({ key: [serviceName, usageType, operation, addDays(window.from, at)].join('|'), cost })),
    );
    expect(
      sumsOf(
        days,
        ({ key }) => key,
        ({ cost }) => cost,
      ),
    ).toEqual(expected);
    for (const { costs, quantities, window } of usages) {
      expect([costs.length, quantities.length, window]).toEqual([30, 30, settled(30)]);
    }
  });

  it('of traffic are exact by account and usage type, in the window and the one before', async () => {
    const transfers = await read('transfer-usage');
    expect(new Set(transfers.map(({ route }) => route)).size).toBeGreaterThan(1);
    const types = new Set(transfers.map(({ usageType }) => usageType));
    const keyOf = (cell: CostCell) =>
      isUsage(cell) && types.has(cell.usageType) && cell.service !== 'Amazon CloudFront'
        ? `${cell.accountId}|${cell.usageType}`
        : undefined;
    const now = settled(30);
    const former = { from: addDays(now.from, -30), to: now.from };
    const ours = (costOf: (of: (typeof transfers)[number]) => string) =>
      sumsOf(transfers, ({ accountId, usageType }) => `${accountId}|${usageType}`, costOf);
    expect(ours(({ cost }) => cost)).toEqual(truth(now, keyOf, effective));
    expect(ours(({ formerCost }) => formerCost)).toEqual(truth(former, keyOf, effective));
  });

  it('by purchase type sum to the whole bill, billed and effective', async () => {
    const costs = await read('purchase-type-cost');
    // Tax, support and credits of the running month grow with the sandbox's clock.
    const growing = new Set(
      Object.keys(
        truth(
          settled(30),
          ({ recordType, service }) => (['Tax', 'Fee', 'Credit'].includes(recordType) ? service : undefined),
          () => 1n,
        ),
      ),
    );
    const still = costs.filter(({ serviceName }) => !growing.has(serviceName));
    expect(new Set(still.map(({ purchaseType }) => purchaseType)).size).toBeGreaterThan(1);
    const expected = (amount: typeof billed) =>
      truth(settled(30), ({ service }) => (growing.has(service) ? undefined : service), amount);
    const byService = (costOf: (of: (typeof costs)[number]) => string) =>
      sumsOf(still, ({ serviceName }) => serviceName, costOf);
    expect(byService(({ billedCost }) => billedCost)).toEqual(expected(billed));
    expect(byService(({ effectiveCost }) => effectiveCost)).toEqual(expected(effective));
  });

  it('by the values of a tag or category sum to the usage of each account: what has none is there too', async () => {
    const costs = await read('allocated-cost');
    const keys = new Map(costs.map(({ dimension, key }) => [`${dimension} ${key}`, { dimension, key }]));
    expect(new Set([...keys.values()].map(({ dimension }) => dimension))).toEqual(new Set(['tag', 'cost-category']));
    const expected = truth(settled(30), (cell) => (isUsage(cell) ? cell.accountId : undefined), effective);
    for (const { dimension, key } of keys.values()) {
      const own = costs.filter((row) => row.dimension === dimension && row.key === key);
      expect(own.some(({ value }) => value !== '')).toBe(true);
      const parts = sumsOf(
        own,
        ({ accountId }) => accountId,
        ({ cost }) => cost,
      );
      expect(Object.keys(parts)).toEqual(Object.keys(expected));
      for (const [accountId, whole] of Object.entries(expected)) {
        // Lines by resource are rounded to a billionth by themselves, half of it each.
        expect(Math.abs(Number(BigInt(whole) - BigInt(parts[accountId] ?? '0')))).toBeLessThan(1e6);
      }
    }
  });

  it('are asked only of active tags that divide cost', async () => {
    const tags = (await read('allocated-cost')).filter(({ dimension }) => dimension === 'tag').map(({ key }) => key);
    const active = request.allocationTags.filter(({ key, isActive }) => isActive && request.isAllocationTag(key));
    expect([...new Set(tags)].toSorted()).toEqual(active.map(({ key }) => key).toSorted());
  });

  it('of allocation tags are all that billing knows', async () => {
    const tags = await read('allocation-tags');
    const expected = state().allocationTags.map(
      ({ key, active, type }) => `${key} ${active} ${type === 'UserDefined' ? 'user' : 'cloud'}`,
    );
    expect(new Set(tags.map(({ key, isActive, madeBy }) => `${key} ${isActive} ${madeBy}`))).toEqual(new Set(expected));
    expect(tags).toHaveLength(expected.length);
    expect(new Set(tags.map(({ isActive }) => isActive)).size).toBe(2);
  });

  it('of commitments name each one that was there, and no more is unused than it cost', async () => {
    const uses = await read('commitment-use');
    const window = settled(14);
    const wasThere = ({ startAt, endAt }: { startAt: number; endAt: number }) =>
      startAt < Date.parse(window.to) && endAt > Date.parse(window.from);
    const plans = [...state().plans.values()]
      .filter((of) => of.state !== 'returned' && wasThere(of))
      .map(({ arn }) => arn);
    const spend = uses.filter(({ category }) => category === 'spend').map(({ commitmentId }) => commitmentId);
    expect(spend.toSorted()).toEqual(plans.toSorted());
    const reserved = [...state().reservations.values()].filter(wasThere).map(({ id }) => id);
    const usage = uses.filter(({ category }) => category === 'usage').map(({ commitmentId }) => commitmentId);
    expect(usage.toSorted()).toEqual(reserved.toSorted());
    for (const { amortizedCost, unusedCost, utilization, window: of } of uses) {
      expect(of).toEqual(window);
      expect(nanos(unusedCost) >= 0n && nanos(unusedCost) <= nanos(amortizedCost)).toBe(true);
      expect(Number(unusedCost) / Number(amortizedCost)).toBeCloseTo(1 - utilization, 3);
    }
  });

  it('of coverage are shares by service and region', async () => {
    const rows = await read('commitment-coverage');
    expect(new Set(rows.map(({ category }) => category))).toEqual(new Set(['spend', 'usage']));
    for (const { category, coverage, coveredCost, onDemandCost } of rows) {
      expect(coverage >= 0 && coverage <= 1).toBe(true);
      if (category === 'usage') expect(coveredCost).toBe(null);
      else {
        const [part, rest] = [Number(coveredCost), Number(onDemandCost)];
        expect(coverage).toBeCloseTo(part + rest === 0 ? 0 : part / (part + rest), 6);
      }
    }
  });

  it('of offers are for usage that is steady, and cheaper than on demand', async () => {
    const offers = await read('commitment-offers');
    const usageOf = new Map(request.onDemandUsage.map((usage) => [`${usage.usageType}|${usage.operation}`, usage]));
    expect(new Set(offers.map(({ category }) => category))).toEqual(new Set(['spend', 'usage']));
    for (const { usageType, operation, hourlyRate, upfront, payment, termYears, category } of offers) {
      const usage = usageOf.get(`${usageType}|${operation}`)!;
      const days = usage.quantities.filter((quantity) => quantity > 0).length;
      expect(days).toBeGreaterThanOrEqual(27);
      const rate =
        usage.costs.reduce((sum, cost) => sum + Number(cost), 0) /
        usage.quantities.reduce((sum, each) => sum + each, 0);
      expect(Number(hourlyRate)).toBeLessThan(rate);
      // What is paid ahead is in the rate: all of it, half, or nothing.
      const whole = Number(hourlyRate) * 8760 * termYears;
      const share = { none: 0, partial: 0.5, all: 1 }[payment];
      expect(Number(upfront) / whole).toBeCloseTo(share, category === 'spend' ? 9 : 1);
    }
  });

  it('of advice are what AWS recommends, for plans and for reservations', async () => {
    const advice = await read('purchase-advice');
    expect(
      advice.some(({ subject, hourlyCommitment }) => subject === 'COMPUTE_SP' && Number(hourlyCommitment) > 0),
    ).toBe(true);
    const reservations = advice.filter(({ category }) => category === 'usage');
    expect(
      reservations.every(
        ({ units, detail, hourlyCommitment }) => Number(units) > 0 && detail !== '' && hourlyCommitment === null,
      ),
    ).toBe(true);
    expect(reservations.length).toBeGreaterThan(0);
  });

  it('by the hour sum to the days, where hourly data is switched on', async () => {
    Object.assign(state().settings, { hourlyData: true });
    const series = await read('hourly-on-demand-cost');
    const window = settled(12);
    for (const { serviceName, costs, window: of } of series) {
      expect([costs.length, of]).toEqual([288, window]);
      const daily = truth(
        window,
        ({ recordType, service, day }) => (recordType === 'Usage' && service === serviceName ? day : undefined),
        billed,
      );
      for (const [day, sum] of Object.entries(daily)) {
        const at = (Date.parse(day) - Date.parse(window.from)) / 3_600_000;
        const ours = costs.slice(at, at + 24).reduce((total, cost) => total + nanos(cost), 0n);
        // Each hour is rounded by itself.
        expect(Math.abs(Number(ours - BigInt(sum)))).toBeLessThanOrEqual(24 * 200);
      }
    }
    expect(series.length).toBeGreaterThan(0);
  });

  it('by resource are no more than the account’s usage, where that is switched on', async () => {
    Object.assign(state().settings, { resourceData: true });
    const { range, costs } = await cloud.connect().resourceCosts();
    expect(range).toEqual(settled(12));
    expect(costs.length).toBeGreaterThan(50);
    const whole = truth(range, (cell) => (isUsage(cell) ? cell.accountId : undefined), effective);
    const parts = new Map<string, bigint>();
    for (const { accountId, effectiveCost, days } of costs) {
      parts.set(accountId, (parts.get(accountId) ?? 0n) + effectiveCost.nanos);
      expect(days >= 1 && days <= 12).toBe(true);
    }
    for (const [accountId, part] of parts) expect(part <= BigInt(whole[accountId] ?? '0')).toBe(true);
  });

  it.each(['hourly-on-demand-cost', 'resource-costs'] as const)(
    'of %s that is not switched on say so',
    async (subject) => {
      const connection = cloud.connect();
      const reading = subject === 'resource-costs' ? connection.resourceCosts() : read(subject, connection);
      await expect(reading).rejects.toMatchObject({ category: 'not-enabled' });
    },
  );
});

/** Every subject with each operation that it asks. */
const questions: readonly (readonly [subject: CostSubject, service: string, operation: string])[] = [
  ['on-demand-usage', 'ce', 'GetCostAndUsage'],
  ['commitment-use', 'ce', 'GetDimensionValues'],
  ['commitment-use', 'ce', 'GetSavingsPlansUtilizationDetails'],
  ['commitment-use', 'ce', 'GetReservationUtilization'],
  ['commitment-offers', 'savingsplans', 'DescribeSavingsPlansOfferingRates'],
  ['commitment-offers', 'pricing', 'GetProducts'],
  ['transfer-usage', 'ce', 'GetDimensionValues'],
  ['transfer-usage', 'ce', 'GetCostAndUsage'],
  ['allocation-tags', 'ce', 'ListCostAllocationTags'],
  ['allocated-cost', 'ce', 'ListCostCategoryDefinitions'],
  ['allocated-cost', 'ce', 'GetCostAndUsage'],
  ['commitment-coverage', 'ce', 'GetDimensionValues'],
  ['commitment-coverage', 'ce', 'GetSavingsPlansCoverage'],
  ['commitment-coverage', 'ce', 'GetReservationCoverage'],
  ['purchase-type-cost', 'ce', 'GetCostAndUsage'],
  ['purchase-advice', 'ce', 'GetSavingsPlansPurchaseRecommendation'],
  ['purchase-advice', 'ce', 'GetReservationPurchaseRecommendation'],
];

describe('cost facts that cannot be read', () => {
  it.each(questions)(
    'of %s are an error with its operation when %s:%s is denied',
    async (subject, service, operation) => {
      await cloud.inject({ kind: 'deny', service, operation });
      expect(await failure(subject)).toMatchObject({ category: 'denied', operation: `${service}:${operation}` });
    },
  );

  it.each(questions)('of %s are the same when %s:%s is throttled once', async (subject, service, operation) => {
    const expected = await calmly(subject);
    await cloud.inject({ kind: 'throttle', service, operation, times: 1 });
    expect(await read(subject)).toEqual(expected);
  });

  it.each(questions)(
    'of %s are an error when the connection of %s:%s ends within an answer',
    async (subject, service, operation) => {
      await cloud.inject({ kind: 'truncate', service, operation });
      const error = await failure(subject, cloud.connect({}, { limits: { attempts: 1 } }));
      expect(error.operation).toBe(`${service}:${operation}`);
      expect(['unavailable', 'malformed', 'unreachable', 'network']).toContain(error.category);
    },
  );

  it.each(questions.filter(([, , operation]) => operation === 'GetCostAndUsage' || operation === 'GetProducts'))(
    'of %s are an error when the listing of %s:%s breaks in its middle, never half of it',
    async (subject, service, operation) => {
      await cloud.inject({ kind: 'half-page', service, operation });
      const error = await failure(subject, cloud.connect({}, { limits: { attempts: 1 } }));
      expect(error).toMatchObject({ category: 'unavailable', operation: `${service}:${operation}` });
    },
  );

  it.each`
    subject                  | operation                                           | field
    ${'on-demand-usage'}     | ${'ce:GetCostAndUsage'}                             | ${'Amount'}
    ${'on-demand-usage'}     | ${'ce:GetCostAndUsage'}                             | ${'Keys'}
    ${'on-demand-usage'}     | ${'ce:GetCostAndUsage'}                             | ${'UsageQuantity'}
    ${'on-demand-usage'}     | ${'ce:GetCostAndUsage'}                             | ${'ResultsByTime'}
    ${'transfer-usage'}      | ${'ce:GetDimensionValues'}                          | ${'DimensionValues'}
    ${'transfer-usage'}      | ${'ce:GetCostAndUsage'}                             | ${'AmortizedCost'}
    ${'allocated-cost'}      | ${'ce:GetCostAndUsage'}                             | ${'Unit'}
    ${'allocated-cost'}      | ${'ce:ListCostCategoryDefinitions'}                 | ${'Name'}
    ${'purchase-type-cost'}  | ${'ce:GetCostAndUsage'}                             | ${'UnblendedCost'}
    ${'commitment-use'}      | ${'ce:GetSavingsPlansUtilizationDetails'}           | ${'UnusedCommitment'}
    ${'commitment-use'}      | ${'ce:GetSavingsPlansUtilizationDetails'}           | ${'SavingsPlanArn'}
    ${'commitment-use'}      | ${'ce:GetReservationUtilization'}                   | ${'UnusedHours'}
    ${'commitment-use'}      | ${'ce:GetReservationUtilization'}                   | ${'Value'}
    ${'commitment-coverage'} | ${'ce:GetSavingsPlansCoverage'}                     | ${'OnDemandCost'}
    ${'commitment-coverage'} | ${'ce:GetReservationCoverage'}                      | ${'CoverageHoursPercentage'}
    ${'allocation-tags'}     | ${'ce:ListCostAllocationTags'}                      | ${'TagKey'}
    ${'allocation-tags'}     | ${'ce:ListCostAllocationTags'}                      | ${'Status'}
    ${'purchase-advice'}     | ${'ce:GetSavingsPlansPurchaseRecommendation'}       | ${'HourlyCommitmentToPurchase'}
    ${'purchase-advice'}     | ${'ce:GetReservationPurchaseRecommendation'}        | ${'EstimatedMonthlySavingsAmount'}
    ${'commitment-offers'}   | ${'savingsplans:DescribeSavingsPlansOfferingRates'} | ${'rate'}
    ${'commitment-offers'}   | ${'savingsplans:DescribeSavingsPlansOfferingRates'} | ${'durationSeconds'}
    ${'commitment-offers'}   | ${'pricing:GetProducts'}                            | ${'PriceList'}
  `('of $subject are malformed when a row of $operation has no $field', async ({ subject, operation, field }) => {
    let changed = 0;
    const error = await tampered(
      (answer) => {
        if (!operation.endsWith(`:${answer.operation}`) || !answer.body.includes(`"${field}":`)) return undefined;
        changed += 1;
        return answer.body.replace(`"${field}":`, '"Other":');
      },
      (connection) => failure(subject, connection),
    );
    expect(changed).toBe(1);
    expect(error).toMatchObject({ category: 'malformed', operation });
  });

  it.each`
    subject                  | operation                                           | field
    ${'on-demand-usage'}     | ${'ce:GetCostAndUsage'}                             | ${'Amount'}
    ${'commitment-use'}      | ${'ce:GetSavingsPlansUtilizationDetails'}           | ${'TotalCommitment'}
    ${'commitment-use'}      | ${'ce:GetReservationUtilization'}                   | ${'RICostForUnusedHours'}
    ${'commitment-coverage'} | ${'ce:GetSavingsPlansCoverage'}                     | ${'CoveragePercentage'}
    ${'purchase-advice'}     | ${'ce:GetSavingsPlansPurchaseRecommendation'}       | ${'EstimatedMonthlySavingsAmount'}
    ${'commitment-offers'}   | ${'savingsplans:DescribeSavingsPlansOfferingRates'} | ${'rate'}
  `('of $subject are malformed when $field of $operation is no number', async ({ subject, operation, field }) => {
    for (const word of ['n/a', 'NaN', '1,5', '']) {
      const error = await tampered(
        (answer) =>
          operation.endsWith(`:${answer.operation}`)
            ? answer.body.replace(new RegExp(`"${field}":"[^"]*"`), `"${field}":"${word}"`)
            : undefined,
        (connection) => failure(subject, connection),
      );
      expect(error).toMatchObject({ category: 'malformed', operation });
    }
  });

  it('of a period whose start is no date are malformed: it is no day without cost', async () => {
    const error = await tampered(
      (answer) =>
        answer.operation === 'GetCostAndUsage'
          ? answer.body.replaceAll(/"Start":"[^"]*"/g, '"Start":"soon"')
          : undefined,
      (connection) => failure('on-demand-usage', connection),
    );
    expect(error).toMatchObject({ category: 'malformed', operation: 'ce:GetCostAndUsage' });
  });

  it.each(['commitment-use', 'commitment-coverage', 'purchase-advice'] as const)(
    'of %s are none where Cost Explorer has no data of commitments, which it calls an error',
    async (subject) => {
      for (const operation of [
        'GetSavingsPlansUtilizationDetails',
        'GetReservationUtilization',
        'GetSavingsPlansCoverage',
        'GetReservationCoverage',
        'GetSavingsPlansPurchaseRecommendation',
        'GetReservationPurchaseRecommendation',
      ]) {
        await cloud.inject({ kind: 'error', service: 'ce', operation, status: 400, code: 'DataUnavailableException' });
      }
      expect(await read(subject)).toEqual([]);
    },
  );

  it('are not asked beyond the cap on paid questions, which is an error and no empty answer', async () => {
    await cloud.forgetCalls();
    const connection = cloud.connect({ limits: { costExplorerRequestsPerSync: 2 } });
    expect(await failure('on-demand-usage', connection)).toMatchObject({
      category: 'limit',
      operation: 'ce:GetCostAndUsage',
    });
    const asked = (await cloud.calls()).filter(({ operation }) => operation === 'GetCostAndUsage');
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });

  it('of resources are an error when access is denied, which is not the same as switched off', async () => {
    Object.assign(state().settings, { resourceData: true });
    await cloud.inject({ kind: 'deny', service: 'ce', operation: 'GetCostAndUsageWithResources' });
    await expect(cloud.connect().resourceCosts()).rejects.toMatchObject({
      category: 'denied',
      operation: 'ce:GetCostAndUsageWithResources',
    });
  });
});
