import type { Check } from '../../../src/analysis/define-check.ts';
import { paramsOf } from '../../../src/analysis/check-params.ts';
import type {
  AccountFacts,
  EstateFacts,
  OwnFinding,
  PlannedChange,
} from '../../../src/analysis/estate-checks/estate-facts.ts';
import type { EstateVerdict } from '../../../src/analysis/estate-checks/estate-rule.ts';
import { type AnalysisSettings, defaultSettings } from '../../../src/analysis/settings.ts';
import type {
  AllocatedCost,
  AllocationTag,
  CommitmentOffer,
  CommitmentUse,
  CostFactSet,
  CostFactTypes,
  CostSubject,
  HourlyOnDemandCost,
  OnDemandUsage,
  TransferUsage,
} from '../../../src/domain/cost-facts.ts';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { CostEstimate } from '../../../src/domain/findings.ts';
import { addDays, type Day, dayOf, type DayRange } from '../../../src/domain/instant.ts';
import { exactAmount, money } from '../../../src/domain/money.ts';
import type { CostSeries } from '../../../src/domain/ports/cost-store.ts';
import type { Recommendation } from '../../../src/domain/recommendations.ts';
import type { Commitment, StoredResource } from '../../../src/domain/resources.ts';
import { daysAgo, NOW, SCOPE, stored } from '../../support/resource-builders.ts';

export const PAYER = '111122223333';
export const OTHER_PAYER = '444455556666';

/** The last settled days, as the readers of cost facts ask for them. */
export function settled(days: number): DayRange {
  const to = addDays(dayOf(NOW), -2);
  return { from: addDays(to, -days), to };
}

/** Records of one payer, or of several by payer; or why they were not read. What is left out was never read. */
export type CostAnswers = {
  readonly [S in CostSubject]?:
    | readonly CostFactTypes[S][]
    | Readonly<Record<string, readonly CostFactTypes[S][]>>
    | string;
};

export interface EstateSpec extends Partial<Omit<EstateFacts, 'cost' | 'commitments' | 'settings'>> {
  readonly costs?: CostAnswers;
  readonly commitments?: readonly Commitment[] | string;
  readonly settings?: Partial<AnalysisSettings>;
}

export function estateFacts({ costs = {}, commitments = [], settings = {}, ...given }: EstateSpec = {}): EstateFacts {
  return {
    now: NOW,
    provider: 'aws',
    payers: [PAYER],
    settings: { ...defaultSettings, ...settings },
    cost: <S extends CostSubject>(subject: S) => setsOf(subject, costs[subject]),
    commitments: typeof commitments === 'string' ? unread(commitments) : known(commitments.map((each) => stored(each))),
    planned: [],
    tags: known({ resources: 0, byKey: new Map() }),
    ...given,
  };
}

function setsOf<S extends CostSubject>(subject: S, told: CostAnswers[S] | undefined): Fact<readonly CostFactSet<S>[]> {
  if (told === undefined) return unread('never read by a sync');
  if (typeof told === 'string') return unread(told);
  const byPayer: readonly (readonly [string, unknown])[] = Array.isArray(told) ? [[PAYER, told]] : Object.entries(told);
  return known(
    byPayer.map(([payerAccountId, records]) => ({
      payerAccountId,
      subject,
      observedAt: NOW,
      records: records as readonly CostFactTypes[S][],
    })),
  );
}

export interface AccountSpec extends Partial<
  Omit<AccountFacts, 'transfers' | 'recommendations' | 'findings' | 'resources'>
> {
  readonly transfers?: readonly TransferUsage[] | string;
  readonly recommendations?: readonly Recommendation[] | string;
  readonly findings?: Readonly<Record<string, readonly OwnFinding[]>>;
  /** By the id that names them here. */
  readonly resources?: Readonly<Record<string, StoredResource>>;
}

const factOf = <T>(given: readonly T[] | string): Fact<readonly T[]> =>
  typeof given === 'string' ? unread(given) : known(given);

/** An account with 60 settled days of charges. */
export function accountFacts(spec: AccountSpec = {}): AccountFacts {
  const { transfers = [], recommendations = [], findings = {}, resources = {}, ...given } = spec;
  const range = given.range ?? settled(60);
  return {
    now: NOW,
    provider: 'aws',
    accountId: SCOPE.accountId,
    settings: defaultSettings,
    range,
    series: [],
    chargedDays: new Set(daysOf(range)),
    transfers: factOf(transfers),
    recommendations: factOf(recommendations),
    findings: new Map(Object.entries(findings)),
    resources: new Map(Object.entries(resources)),
    holes: new Map(),
    billed: { range: { from: addDays(dayOf(NOW), -30), to: dayOf(NOW) }, costs: new Map() },
    ...given,
  };
}

export function daysOf({ from, to }: DayRange): readonly Day[] {
  const days: Day[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** What a check says of an estate, with the parameters that its settings give. */
export function estateVerdicts(check: Check, facts: EstateFacts): readonly EstateVerdict[] {
  if (check.estate?.reach !== 'estate') throw new Error(`${check.name} judges no estate`);
  return check.estate.evaluate(facts, paramsOf(check, facts.provider, facts.settings));
}

export function accountVerdicts(check: Check, facts: AccountFacts): readonly EstateVerdict[] {
  if (check.estate?.reach !== 'account') throw new Error(`${check.name} judges no account`);
  return check.estate.evaluate(facts, paramsOf(check, facts.provider, facts.settings));
}

/** `fine` for no answer, the confidence of waste, `unknown` for what cannot be told; in the order of the answers. */
export const outcomes = (verdicts: readonly EstateVerdict[]): number | string =>
  verdicts.length === 0
    ? 'fine'
    : verdicts.length === 1
      ? outcomeOf(verdicts[0])
      : verdicts.map((each) => `${each.subject.id}: ${outcomeOf(each)}`).join(', ');

const outcomeOf = (of: EstateVerdict | undefined): number | string =>
  of?.verdict.verdict === 'waste' ? of.verdict.confidence : 'unknown';

export const reasonsOf = (verdicts: readonly EstateVerdict[]): readonly string[] =>
  verdicts.flatMap(({ verdict }) => (verdict.verdict === 'cannot-tell' ? [verdict.reason] : []));

/** The only waste there is; throws when there is none or more. */
export function onlyWaste(verdicts: readonly EstateVerdict[]) {
  const [found, ...more] = verdicts.flatMap((of) =>
    of.verdict.verdict === 'waste' ? [{ ...of, verdict: of.verdict }] : [],
  );
  if (found === undefined || more.length > 0)
    throw new Error(`expected one waste, not ${JSON.stringify(outcomes(verdicts))}`);
  return found;
}

export function estimateOf(of: EstateVerdict): CostEstimate {
  if (of.verdict.verdict !== 'waste' || !of.verdict.monthlySavings.known) throw new Error('no saving is known');
  return of.verdict.monthlySavings.value;
}

/** `153.30 [153.30 to 262.80] USD`, exact. */
export function savingText(of: EstateVerdict): string {
  if (of.verdict.verdict !== 'waste') return 'no waste';
  if (!of.verdict.monthlySavings.known) return `unread: ${of.verdict.monthlySavings.reason}`;
  const { amount, low, high } = of.verdict.monthlySavings.value;
  return `${exactAmount(amount)} [${exactAmount(low)} to ${exactAmount(high)}] ${amount.currency}`;
}

/** A Compute plan of 1 USD an hour in the middle of its year. */
export const plan = (change: Partial<Commitment> = {}): Commitment => ({
  scope: { ...SCOPE, regionId: 'global' },
  createdAt: known(daysAgo(180)),
  tags: known({}),
  kind: 'commitment',
  type: 'aws:savingsplans:savings-plan',
  resourceId: 'sp-1',
  category: 'spend',
  covers: 'Compute',
  phase: 'active',
  state: 'active',
  startsAt: known(daysAgo(180)),
  endsAt: known(daysAgo(-185)),
  termMonths: 12,
  payment: 'none',
  hourlyCommitment: { amount: '1', currency: 'USD' },
  hourlyFee: known({ amount: '1', currency: 'USD' }),
  upfront: known({ amount: '0', currency: 'USD' }),
  ...change,
});

/** Two reserved database instances in the middle of their year. */
export const reservation = (change: Partial<Commitment> = {}): Commitment => {
  const { hourlyCommitment: _none, ...base } = plan();
  return {
    ...base,
    scope: SCOPE,
    type: 'aws:rds:reserved-instance',
    resourceId: 'ri-1',
    category: 'usage',
    covers: 'RDS',
    units: 2,
    unitName: 'db.r6g.large',
    boundTo: 'postgresql',
    ...change,
  };
};

/** Fourteen days of 1 USD an hour, wholly used; it saves 40 cents an hour: 134.4 of 336 hours. */
export const use = (change: Partial<CommitmentUse> = {}): CommitmentUse => ({
  commitmentId: 'sp-1',
  accountId: PAYER,
  category: 'spend',
  window: settled(14),
  currency: 'USD',
  amortizedCost: '336',
  unusedCost: '0',
  utilization: 1,
  netSavings: '134.4',
  ...change,
});

export const allocationTag = (key: string, change: Partial<AllocationTag> = {}): AllocationTag => ({
  key,
  madeBy: 'user',
  isActive: true,
  lastUsedAt: '2026-11-01',
  ...change,
});

export const allocated = (value: string, cost: string, change: Partial<AllocatedCost> = {}): AllocatedCost => ({
  dimension: 'tag',
  key: 'team',
  value,
  accountId: PAYER,
  window: settled(30),
  currency: 'USD',
  cost,
  ...change,
});

export const transfer = (change: Partial<TransferUsage> = {}): TransferUsage => ({
  accountId: PAYER,
  usageType: 'DataTransfer-Regional-Bytes',
  route: 'zones',
  window: settled(30),
  currency: 'USD',
  cost: '720',
  formerCost: '360',
  quantityGiB: 72_000,
  formerQuantityGiB: 36_000,
  ...change,
});

/** Daily cost of a service in whole units, the same every day or day by day. */
export const costSeries = (
  daily: number | readonly number[],
  change: Partial<CostSeries> = {},
  days = 60,
): CostSeries => ({
  accountId: SCOPE.accountId,
  regionId: 'us-east-1',
  serviceName: 'Amazon Elastic Compute Cloud - Compute',
  currency: 'USD',
  costs: (typeof daily === 'number' ? Array.from({ length: days }, () => daily) : daily).map(
    (cost) => BigInt(Math.round(cost * 100)) * 10_000_000n,
  ),
  ...change,
});

export interface UsageSpec extends Partial<OnDemandUsage> {
  /** Machines in use, every day of 30 or day by day. */
  readonly machines?: number | readonly number[];
  /** Cents of the currency per machine and hour. */
  readonly cents?: number;
}

/** Three db.r6g.large of PostgreSQL on demand for 30 days, at a round 0.20 USD an hour. */
export function onDemand({ machines = 3, cents = 20, ...change }: UsageSpec = {}): OnDemandUsage {
  const daily = typeof machines === 'number' ? Array.from({ length: 30 }, () => machines) : machines;
  return {
    serviceName: 'Amazon Relational Database Service',
    serviceCode: 'AmazonRDS',
    regionId: 'us-east-1',
    usageType: 'InstanceUsage:db.r6g.large',
    operation: 'CreateDBInstance:0014',
    window: settled(daily.length),
    currency: 'USD',
    unit: 'Hrs',
    costs: daily.map((count) => String((Math.round(count * 1000) * 24 * cents) / 100_000)),
    quantities: daily.map((count) => count * 24),
    ...change,
  };
}

/** Ten m5.large of Linux on demand, at a round 0.10 USD an hour. */
export const compute = (spec: UsageSpec = {}): OnDemandUsage =>
  onDemand({
    serviceName: 'Amazon Elastic Compute Cloud - Compute',
    serviceCode: 'AmazonEC2',
    usageType: 'BoxUsage:m5.large',
    operation: 'RunInstances',
    machines: 10,
    cents: 10,
    ...spec,
  });

/** A reservation of the database for a year with nothing paid ahead, at 0.13 USD an hour. */
export const offer = (change: Partial<CommitmentOffer> = {}): CommitmentOffer => ({
  category: 'usage',
  plan: 'standard',
  serviceCode: 'AmazonRDS',
  regionId: 'us-east-1',
  usageType: 'InstanceUsage:db.r6g.large',
  operation: 'CreateDBInstance:0014',
  termYears: 1,
  payment: 'none',
  currency: 'USD',
  hourlyRate: '0.13',
  upfront: '0',
  source: 'AWS Price List API',
  asOf: NOW,
  ...change,
});

/** A Compute plan for the m5.large, at 0.07 USD an hour. */
export const planOffer = (change: Partial<CommitmentOffer> = {}): CommitmentOffer =>
  offer({
    category: 'spend',
    plan: 'Compute',
    serviceCode: 'AmazonEC2',
    usageType: 'BoxUsage:m5.large',
    operation: 'RunInstances',
    hourlyRate: '0.07',
    source: 'AWS Savings Plans API',
    ...change,
  });

export const hourly = (costs: readonly number[], change: Partial<HourlyOnDemandCost> = {}): HourlyOnDemandCost => ({
  serviceName: 'Amazon Elastic Compute Cloud - Compute',
  window: settled(Math.floor(costs.length / 24)),
  currency: 'USD',
  costs: costs.map(String),
  ...change,
});

/** The removal of one database of the size, which saves its 146 USD a month. */
export const planned = (change: Partial<PlannedChange> = {}): PlannedChange => ({
  scope: SCOPE,
  resourceId: 'db-1',
  kind: 'database',
  machines: [{ items: [], sizeName: 'db.r6g.large', count: 1 }],
  effect: 'remove',
  monthlySavings: money(146_000_000_000n, 'USD'),
  ...change,
});
