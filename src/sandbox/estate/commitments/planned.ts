import { decimalOf, divideHalfEven } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import type { Random } from '../random.ts';
import { planOf, type PlanShape, reservationOf, type Term } from './maker.ts';
import type { Reservation, SavingsPlan } from './model.ts';
import { planRate } from './rates.ts';
import type { SteadyLine } from './steady-usage.ts';

export const UNDERUSED = 'aws-commitment-underused';
export const EXPIRING = 'aws-commitment-expiring';

const EC2 = 'Amazon Elastic Compute Cloud - Compute';
const MONTH_HOURS = 730n;

/** Commitments in their roles, with the truth about each. */
export class CommitmentPlanner {
  readonly plans = new Map<string, SavingsPlan>();
  readonly reservations = new Map<string, Reservation>();
  readonly #context: FamilyContext;
  /** EC2 lines that nothing is reserved of yet, in a random order. */
  readonly #free: SteadyLine[];
  readonly #lines: readonly SteadyLine[];
  #made = 0;

  constructor(context: FamilyContext, lines: readonly SteadyLine[]) {
    this.#context = context;
    this.#lines = lines;
    const ec2 = lines.filter(
      ({ service, least, usageType }) => service === EC2 && least >= 1 && usageType.includes('BoxUsage:'),
    );
    this.#free = context.random('lines').shuffle([...ec2]);
  }

  plant(): void {
    const few = Math.min(8, this.#context.count(1, 2));
    for (let index = 0; index < few; index += 1) {
      this.#used(100 + index * 17);
      this.#underused(110 + index * 13);
      this.#expiring(12 + index * 4);
      this.#ended(10 + index);
      this.#endedLongAgo(45 + index * 9);
    }
    this.#renewed(20);
    this.#unusedAndEnding(30);
    this.#young();
    this.#familyPlans(few);
    this.#computePlans();
  }

  /** Wholly used, and far from its end. */
  #used(endsInDays: number): void {
    const line = this.#take();
    if (line === undefined) return;
    const of = this.#reserve(line, Math.max(1, Math.floor(line.least / 2)), { endsInDays });
    this.#fine(UNDERUSED, of, 'every hour of it is used');
    this.#fine(EXPIRING, of, 'it ends in months');
  }

  /** At most seven tenths of it can be used. */
  #underused(endsInDays: number): void {
    const line = this.#take();
    if (line === undefined) return;
    const count = Math.ceil(line.most / 0.7);
    const of = this.#reserve(line, count, { endsInDays });
    const unused = BigInt(Math.round((count - line.most) * 1000));
    this.#waste(
      UNDERUSED,
      of,
      'a third of it or more buys nothing',
      divideHalfEven(this.#fee(of) * MONTH_HOURS * unused, 1000n),
    );
    this.#fine(EXPIRING, of, 'it ends in months');
  }

  #expiring(endsInDays: number): void {
    const line = this.#take();
    if (line === undefined) return;
    const of = this.#reserve(line, Math.max(1, Math.floor(line.least / 2)), { endsInDays });
    this.#waste(EXPIRING, of, 'it ends within two months, and nothing follows', this.#fee(of) * MONTH_HOURS);
    this.#fine(UNDERUSED, of, 'every hour of it is used');
  }

  #ended(daysAgo: number): void {
    const line = this.#take('cheap');
    if (line === undefined) return;
    const of = this.#reserve(line, 1, { endsInDays: -daysAgo, state: 'retired' });
    this.#waste(EXPIRING, of, 'it ended this month, and nothing follows', this.#fee(of) * MONTH_HOURS);
    this.#fine(UNDERUSED, of, 'it has ended');
  }

  #endedLongAgo(daysAgo: number): void {
    const line = this.#take('cheap');
    if (line === undefined) return;
    const of = this.#reserve(line, 1, { endsInDays: -daysAgo, state: 'retired' });
    this.#fine(EXPIRING, of, 'it ended too long ago');
    this.#fine(UNDERUSED, of, 'it has ended');
  }

  #renewed(endsInDays: number): void {
    const line = this.#take();
    if (line === undefined) return;
    const count = Math.max(1, Math.floor(line.least / 2));
    const of = this.#reserve(line, count, { endsInDays });
    const next = this.#reserve(line, count, { endsInDays: endsInDays + 365, state: 'queued' });
    this.#fine(EXPIRING, of, 'its successor is queued');
    this.#fine(UNDERUSED, of, 'every hour of it is used');
    this.#fine(UNDERUSED, next, 'it has not begun');
    this.#fine(EXPIRING, next, 'it has not begun');
  }

  /** Nothing of the size runs: it is waste while it lasts, and its end is no loss. */
  #unusedAndEnding(endsInDays: number): void {
    const line = this.#nobodys('m4.10xlarge');
    const of = this.#reserve(line, 1, { endsInDays });
    this.#waste(UNDERUSED, of, 'nothing of its size runs', this.#fee(of) * MONTH_HOURS);
    this.#fine(EXPIRING, of, 'it saves nothing: its end is no loss');
  }

  #young(): void {
    const of = this.#reserve(this.#nobodys('m4.4xlarge'), 1, { endsInDays: 360 });
    this.#fine(UNDERUSED, of, 'it began five days ago: what it is for may still be moving');
    this.#fine(EXPIRING, of, 'it has just begun');
  }

  /** Plans that are bound to an instance family of a region. */
  #familyPlans(few: number): void {
    const groups = Map.groupBy(this.#free, ({ region, usageType }) => `${region} ${familyOf(usageType)}`);
    const order = [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, lines]) => lines);
    this.#random('families').shuffle(order);
    for (const [index, lines] of order.slice(0, few + 1).entries()) {
      const [first] = lines;
      if (first === undefined) continue;
      const rate = planRate('EC2Instance', 1, 'No Upfront');
      const dailyOf = (some: readonly SteadyLine[]): readonly number[] =>
        first.units.map((_, day) => some.reduce((sum, line) => sum + (line.units[day] ?? 0) * Number(line.rate), 0));
      const cost = (value: number): bigint => divideHalfEven(BigInt(Math.round(value)) * rate, 1000n);
      const isUnderused = index < few;
      // What reservations leave of other lines of the family is used under the plan too.
      const most = Math.max(...dailyOf(this.#lines.filter((line) => isOfFamily(line, first))));
      const commitment = isUnderused ? cost(most / 0.7) : cost(Math.min(...dailyOf(lines)) * 0.95);
      const plan = this.#plan({
        type: 'EC2Instance',
        family: familyOf(first.usageType),
        region: first.region,
        commitment,
        endsInDays: 120 + index * 11,
      });
      if (isUnderused) {
        const unused = commitment - cost(most);
        this.#waste(UNDERUSED, plan, 'a third of it or more buys nothing', unused * MONTH_HOURS);
      } else this.#fine(UNDERUSED, plan, 'every hour of it is used');
      this.#fine(EXPIRING, plan, 'it ends in months');
      for (const line of lines) this.#free.splice(this.#free.indexOf(line), 1);
    }
  }

  /** Plans over all compute, together at two fifths of what is left of it. */
  #computePlans(): void {
    const daily = Array.from({ length: 30 }, (_, day) =>
      this.#free.reduce((sum, line) => sum + (line.units[day] ?? 0) * Number(line.rate), 0),
    );
    const least = Math.min(...daily);
    if (!(least > 1e10)) return;
    const share = (percent: number): bigint =>
      divideHalfEven(BigInt(Math.round(least * percent)) * planRate('Compute', 1, 'No Upfront'), 100_000n);
    const used = this.#plan({
      type: 'Compute',
      commitment: share(25),
      endsInDays: 200,
      tags: { team: 'finops', customer: 'internal' },
    });
    this.#fine(UNDERUSED, used, 'every hour of it is used');
    this.#fine(EXPIRING, used, 'it ends in months');
    const soon = this.#plan({ type: 'Compute', commitment: share(5), endsInDays: 42 });
    this.#waste(EXPIRING, soon, 'it ends within two months, and nothing follows', share(5) * MONTH_HOURS);
    this.#fine(UNDERUSED, soon, 'every hour of it is used');
    const ended = this.#plan({ type: 'Compute', commitment: share(2), endsInDays: -15, state: 'retired' });
    this.#waste(EXPIRING, ended, 'it ended this month, and nothing follows', share(2) * MONTH_HOURS);
    const renewed = this.#plan({ type: 'Compute', commitment: share(5), endsInDays: 25 });
    this.#fine(EXPIRING, renewed, 'its successor is queued');
    const next = this.#plan({ type: 'Compute', commitment: share(5), endsInDays: 390, state: 'queued' });
    this.#fine(UNDERUSED, next, 'it has not begun');
    const back = this.#plan({ type: 'Compute', commitment: share(30), endsInDays: 361, state: 'returned' });
    this.#fine(UNDERUSED, back, 'it was returned within its first week');
  }

  /** Reserves all that runs of a line, so that nothing is left to recommend of it. */
  cover(line: SteadyLine, count: number): void {
    const of = this.#reserve(line, count, { endsInDays: 150 });
    this.#fine(UNDERUSED, of, 'every hour of it is used');
    this.#fine(EXPIRING, of, 'it ends in months');
  }

  #random(...key: readonly (string | number)[]): Random {
    return this.#context.random(...key);
  }

  #reserve(line: SteadyLine, count: number, term: Term): Reservation {
    this.#made += 1;
    const of = reservationOf(this.#context, this.#random('reservation', this.#made), line, count, term);
    this.reservations.set(of.id, of);
    return of;
  }

  #plan(shape: PlanShape): SavingsPlan {
    this.#made += 1;
    const plan = planOf(this.#context, this.#random('plan', this.#made), shape);
    this.plans.set(plan.id, plan);
    return plan;
  }

  /** A line with machines that always run: the cheapest where its end must not be felt in the bill. */
  #take(which: 'any' | 'cheap' = 'any'): SteadyLine | undefined {
    if (which === 'any') return this.#free.pop();
    const [cheapest] = this.#free.toSorted((a, b) => Number(a.rate - b.rate));
    if (cheapest !== undefined) this.#free.splice(this.#free.indexOf(cheapest), 1);
    return cheapest;
  }

  /** A line of a size that nobody runs, in the region of the first one. */
  #nobodys(type: string): SteadyLine {
    const [like] = this.#lines.filter(({ usageType }) => usageType.includes('BoxUsage:'));
    const [place] = this.#context.places.items;
    return {
      region: like?.region ?? place?.region ?? 'us-east-1',
      service: EC2,
      productCode: 'AmazonEC2',
      usageType: `${/^(.*BoxUsage:)/.exec(like?.usageType ?? 'BoxUsage:')?.[1] ?? 'BoxUsage:'}${type}`,
      operation: like?.operation ?? '',
      rate: 800_000_000_000n,
      accountId: like?.accountId ?? this.#context.organization.managementAccountId,
      units: [],
      least: 0,
      most: 0,
      unitsNow: new Map<string, number>(),
    };
  }

  /** Pico-USD per hour, of all units. */
  #fee({ hourly, count }: Reservation): bigint {
    return BigInt(Math.round(Number(hourly) * 1e12)) * BigInt(count);
  }

  #waste(checkId: string, of: Reservation | SavingsPlan, because: string, monthlyPico: bigint): void {
    this.#context.plantWaste(checkId, placeOf(of), idOf(of), because, decimalOf(monthlyPico));
  }

  #fine(checkId: string, of: Reservation | SavingsPlan, because: string): void {
    this.#context.plantFine(checkId, placeOf(of), idOf(of), because);
  }
}

/** The id by which the service's own console knows it: RDS, ElastiCache and MemoryDB name theirs, so that the ARN tells. */
const idOf = (of: Reservation | SavingsPlan): string =>
  'service' in of && (of.service === 'rds' || of.service === 'elasticache' || of.service === 'memorydb')
    ? of.arn
    : of.id;

/** Plans are listed once for all regions. */
const placeOf = (of: Reservation | SavingsPlan): { readonly accountId: string; readonly region: string } => ({
  accountId: of.accountId,
  region: 'service' in of ? of.region : 'global',
});

const isOfFamily = (line: SteadyLine, { region, usageType }: SteadyLine): boolean =>
  line.service === EC2 &&
  line.region === region &&
  line.usageType.includes('BoxUsage:') &&
  familyOf(line.usageType) === familyOf(usageType);

const familyOf = (usageType: string): string => usageType.split(':').at(-1)?.split('.')[0] ?? '';

/** Machines of which reservations are on offer, by what the bill calls them: not EC2's, which plans cover as cheaply. */
const RESERVABLE: Readonly<Record<string, RegExp>> = {
  'Amazon Relational Database Service': /(^|-)(InstanceUsage|InstanceUsageIOOptimized|Multi-AZUsage):db\./,
  'Amazon ElastiCache': /(^|-)NodeUsage:cache\./,
  'Amazon OpenSearch Service': /(^|-)ESInstance:/,
  'Amazon Redshift': /(^|-)Node:/,
  'Amazon MemoryDB': /(^|-)NodeUsage:db\./,
};

export const isReservable = ({ service, usageType }: SteadyLine): boolean =>
  RESERVABLE[service]?.test(usageType) ?? false;
