import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Charge } from '../../../src/domain/charges.ts';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import { type Day, dayOf, type DayRange } from '../../../src/domain/instant.ts';
import type { ChargePage, CloudConnection } from '../../../src/domain/ports/provider.ts';
import { visitDailyCosts } from '../../../src/sandbox/estate/costs.ts';
import { SandboxCloud, sandboxNow } from './sandbox-cloud.ts';
import { type PassingAnswer, tamperingProxy } from './tampering-proxy.ts';

const dayAt = (text: string) => text as Day;
const today = dayOf(sandboxNow);
/** Three whole months and what there is of the fourth. */
const range: DayRange = { from: dayAt('2026-08-14'), to: today };

let cloud: SandboxCloud;

beforeAll(async () => {
  // Small pages: a question takes several.
  cloud = await SandboxCloud.start({
    resources: 120,
    accounts: 3,
    regions: ['us-east-1', 'eu-west-1'],
    costPageSize: 150,
  });
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

async function readCharges(connection: CloudConnection, of: DayRange = range) {
  const pages: ChargePage[] = [];
  try {
    for await (const page of connection.charges(of)) pages.push(page);
    return { pages };
  } catch (error) {
    return { pages, error: error as CloudError };
  }
}

const chargesOf = (pages: readonly ChargePage[]): readonly Charge[] => pages.flatMap(({ charges }) => charges);

/** Sums by a key, as text so that a difference shows. */
function sums(entries: Iterable<readonly [key: string, nanos: bigint]>): Readonly<Record<string, string>> {
  const totals = new Map<string, bigint>();
  for (const [key, nanos] of entries) totals.set(key, (totals.get(key) ?? 0n) + nanos);
  return Object.fromEntries(
    [...totals]
      .filter(([, nanos]) => nanos !== 0n)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, nanos]) => [key, String(nanos)]),
  );
}

/** FOCUS' category of a record type, written down once more. */
const CATEGORY: Readonly<Record<string, string>> = {
  DiscountedUsage: 'Usage',
  SavingsPlanCoveredUsage: 'Usage',
  SavingsPlanNegation: 'Usage',
  RIFee: 'Purchase',
  Fee: 'Purchase',
  SavingsPlanUpfrontFee: 'Purchase',
  SavingsPlanRecurringFee: 'Purchase',
};

/** What the sandbox knows of the bill, in our words. */
function truth(from: string, to: string) {
  const cells: { readonly day: string; readonly key: string; readonly nanos: bigint; readonly effective: bigint }[] =
    [];
  const now = Date.parse(sandboxNow);
  visitDailyCosts(
    cloud.sandbox.estate,
    from,
    to,
    (cell) => {
      const bare = [cell.day, CATEGORY[cell.recordType] ?? cell.recordType, cell.service, cell.accountId].join('|');
      const category = CATEGORY[cell.recordType] ?? cell.recordType;
      const region = category === 'Usage' && cell.region !== 'NoRegion' ? cell.region : null;
      cells.push({
        day: cell.day,
        key: `${bare}|${region}`,
        nanos: cell.unblendedNanoUsd,
        effective: cell.amortizedNanoUsd,
      });
    },
    now,
  );
  return cells;
}

describe('charges of Cost Explorer', () => {
  it('are exact by day, service, account, region and category, over whole months to yesterday', async () => {
    const { pages, error } = await readCharges(cloud.connect());
    expect(error).toBeUndefined();
    // The running month's tax and support stand on its first day and grow with the sandbox's clock.
    const settled = ({ day }: { readonly day: string }) => day !== '2026-11-01';
    const cells = truth('2026-08-01', today).filter(settled);
    const charges = chargesOf(pages).filter(settled);
    const keyOf = (c: Charge) =>
      [c.day, c.chargeCategory, c.serviceName, c.subAccountId, c.regionId].join('|').replace(/\|$/, '|null');
    expect(sums(charges.map((charge) => [keyOf(charge), charge.billedCost]))).toEqual(
      sums(cells.map(({ key, nanos }) => [key, nanos])),
    );
    expect(sums(charges.map((charge) => [keyOf(charge), charge.effectiveCost]))).toEqual(
      sums(cells.map(({ key, effective }) => [key, effective])),
    );
    expect(
      charges.every(
        ({ currency, listCost, contractedCost }) => currency === 'USD' && listCost === null && contractedCost === null,
      ),
    ).toBe(true);
  });

  it('come month by month in order, from one source, each month with all of its charges', async () => {
    const { pages } = await readCharges(cloud.connect());
    const months = pages.map(({ billingMonth }) => billingMonth);
    expect(months).toEqual(months.toSorted());
    expect([...new Set(months)]).toEqual(['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01']);
    expect(new Set(pages.map(({ source }) => JSON.stringify(source))).size).toBe(1);
    expect(pages[0]?.source).toEqual({ kind: 'api', name: `aws-cost-explorer:${cloud.accountIds[0]}` });
    for (const { billingMonth, charges } of pages) {
      expect(
        charges.every(
          (charge) => charge.day.slice(0, 7) === billingMonth.slice(0, 7) && charge.billingMonth === billingMonth,
        ),
      ).toBe(true);
    }
  });

  it('carry the payer and the names of the accounts', async () => {
    const charges = chargesOf((await readCharges(cloud.connect())).pages);
    const names = new Map(cloud.sandbox.estate.accounts.map(({ id, name }) => [id, name]));
    for (const { subAccountId, subAccountName, billingAccountId } of charges) {
      expect(subAccountName).toBe(names.get(subAccountId ?? ''));
      expect(billingAccountId).toBe(cloud.accountIds[0]);
    }
  });

  it('ask each page once, and questions only as many as needed', async () => {
    await cloud.forgetCalls();
    const events: string[] = [];
    const { pages } = await readCharges(
      cloud.connect(
        {},
        {
          onEvent: (event) =>
            event.kind === 'call' && event.operation.startsWith('ce:') && events.push(event.operation),
        },
      ),
    );
    const counts = Object.fromEntries((await cloud.calls()).map(({ operation, count }) => [operation, count]));
    expect(counts['GetDimensionValues']).toBe(3);
    // The total; usage by region or account, whichever are fewer; tax; credits. Never more than pages of all of these.
    const groups = chargesOf(pages).length;
    expect(counts['GetCostAndUsage']).toBeLessThanOrEqual(1 + Math.ceil(groups / 150) + 5);
    expect(events).toHaveLength((counts['GetDimensionValues'] ?? 0) + (counts['GetCostAndUsage'] ?? 0));
  });

  it('are none for days that have not come, and for an empty range', async () => {
    expect(await readCharges(cloud.connect(), { from: dayAt('2026-12-01'), to: dayAt('2027-01-01') })).toEqual({
      pages: [],
    });
    expect(await readCharges(cloud.connect(), { from: today, to: today })).toEqual({ pages: [] });
  });

  it('end at the first of a month where the range does', async () => {
    const { pages } = await readCharges(cloud.connect(), { from: dayAt('2026-09-10'), to: dayAt('2026-10-01') });
    expect([...new Set(pages.map(({ billingMonth }) => billingMonth))]).toEqual(['2026-09-01']);
    expect(chargesOf(pages).some((charge) => charge.day === '2026-09-30')).toBe(true);
  });
});

describe('charges that cannot be read', () => {
  it('are an error with its operation when access is denied, never an empty bill', async () => {
    await cloud.inject({ kind: 'deny', service: 'ce' });
    const { pages, error } = await readCharges(cloud.connect());
    expect(error).toMatchObject({ category: 'denied', operation: 'ce:GetCostAndUsage' });
    expect(pages).toEqual([]);
  });

  it('are an error when a question breaks off in the middle', async () => {
    await cloud.inject({ kind: 'half-page', service: 'ce', operation: 'GetCostAndUsage' });
    const { pages, error } = await readCharges(cloud.connect({}, { limits: { attempts: 1 } }));
    expect(error?.category).toBe('unavailable');
    expect(pages).toEqual([]);
  });

  it('of one month are held back when the parts do not sum to the whole; the other months are given', async () => {
    const { pages, error } = await tampered(({ operation, request, body }) => {
      if (operation !== 'GetCostAndUsage' || request.includes('GroupBy')) return undefined;
      return changeDay(body, '2026-09-15', (amount) => String(Number(amount) + 0.01));
    });
    expect([...new Set(pages.map(({ billingMonth }) => billingMonth))]).toEqual([
      '2026-08-01',
      '2026-10-01',
      '2026-11-01',
    ]);
    expect(error).toMatchObject({ category: 'malformed', message: expect.stringContaining('2026-09-15') });
  });

  it('are fine when the bill was refreshed between the questions: the total is asked again', async () => {
    let totals = 0;
    const { pages, error } = await tampered(({ operation, request, body }) => {
      if (operation !== 'GetCostAndUsage' || request.includes('GroupBy')) return undefined;
      totals += 1;
      return totals === 1 ? changeDay(body, today.slice(0, 8) + '20', () => '0') : undefined;
    });
    expect(error).toBeUndefined();
    expect(totals).toBe(2);
    expect(chargesOf(pages).length).toBeGreaterThan(0);
  });

  it.each([
    ['has no amount', (body: string) => body.replaceAll(/"Amount":"[^"]*"/g, '"Amount":"n/a"')],
    ['lost a key of its groups', (body: string) => body.replaceAll(/"Keys":\["[^"]*",/g, '"Keys":[')],
    ['lost its results', (body: string) => body.replace('ResultsByTime', 'Results')],
  ])('are malformed when an answer %s', async (_what, change) => {
    const { pages, error } = await tampered(({ operation, body }) =>
      operation === 'GetCostAndUsage' ? change(body) : undefined,
    );
    expect(error).toMatchObject({ category: 'malformed', operation: 'ce:GetCostAndUsage' });
    expect(pages).toEqual([]);
  });
});

async function tampered(tamper: (answer: PassingAnswer) => string | undefined) {
  const proxy = await tamperingProxy(cloud.sandbox.url, tamper);
  try {
    return await readCharges(cloud.connect({}, { sandboxUrl: proxy.url }));
  } finally {
    await proxy.close();
  }
}

function changeDay(body: string, at: string, change: (amount: string) => string): string {
  const page = JSON.parse(body) as {
    ResultsByTime: { TimePeriod: { Start: string }; Total: Record<string, { Amount: string }> }[];
  };
  for (const { TimePeriod, Total } of page.ResultsByTime) {
    const cost = Total['UnblendedCost'];
    if (TimePeriod.Start === at && cost) cost.Amount = change(cost.Amount);
  }
  return JSON.stringify(page);
}
