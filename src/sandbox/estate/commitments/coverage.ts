import { SERVICE } from '../billing-names.ts';
import { divideHalfEven, picoOf } from '../decimal.ts';
import type { CommitmentsState, Reservation, SavingsPlan } from './model.ts';
import { HOURS_PER_YEAR, planRate } from './rates.ts';

/** On-demand usage of one line of the bill on one day, as far as a commitment could cover it. */
export interface CoverableLine {
  readonly accountId: string;
  readonly region: string;
  /** EMR bills its surcharge under the usage types of EC2: no commitment for machines covers that. */
  readonly service: string;
  readonly usageType: string;
  readonly operation: string;
  /** Instance hours. */
  readonly hours: number;
  /** At the on-demand price. */
  readonly nano: bigint;
}

/** A part of a line that a commitment covers. */
export interface CoveredPart {
  readonly by: SavingsPlan | Reservation;
  readonly kind: 'plan' | 'reservation';
  readonly hours: number;
  /** What it would cost on demand, and what it costs under the commitment. */
  readonly onDemandNano: bigint;
  readonly nano: bigint;
}

/** What a commitment was paid for on one day, and how much of it was used. */
export interface CommitmentDay {
  readonly kind: 'plan' | 'reservation';
  readonly commitment: SavingsPlan | Reservation;
  /** Of the term, on this day. */
  readonly hours: number;
  readonly paidNano: bigint;
  usedNano: bigint;
  usedHours: number;
  /** On-demand price of what it covered. */
  onDemandNano: bigint;
}

export interface DayCoverage {
  readonly parts: ReadonlyMap<CoverableLine, readonly CoveredPart[]>;
  readonly days: readonly CommitmentDay[];
}

const HOUR = 3600;
const PER_MILLE = 1000n;

/**
 * Which usage of a day is covered by what, as AWS applies them: reservations first, then plans bound to an instance
 * family, then those that are not; the owner's usage first, then that of the other accounts. Hours of a day are taken as
 * alike, so that a day is covered as each of its hours is.
 */
export function coverDay(
  { plans, reservations }: CommitmentsState,
  day: number,
  seconds: number,
  lines: readonly CoverableLine[],
): DayCoverage {
  const parts = new Map<CoverableLine, CoveredPart[]>();
  const days: CommitmentDay[] = [];
  const left = new Map(lines.map((line) => [line, { hours: line.hours, nano: line.nano }]));
  const take = (line: CoverableLine, part: CoveredPart): void => {
    const of = parts.get(line) ?? [];
    parts.set(line, of);
    of.push(part);
    const rest = left.get(line);
    if (rest === undefined) return;
    rest.hours -= part.hours;
    rest.nano -= part.onDemandNano;
  };
  const byUsage = Map.groupBy(lines, (line) => usageKey(line, line.service));
  for (const reservation of reservations.values()) {
    const hours = termHours(reservation, day, seconds) * reservation.count;
    if (hours <= 0) continue;
    const feeNano = perHourNano(reservation);
    const of = dayOf('reservation', reservation, hours, nanoOf(hours, feeNano));
    days.push(of);
    let wanted = hours;
    for (const line of ownFirst(
      byUsage.get(usageKey(reservation, reservation.serviceName)) ?? [],
      reservation.accountId,
    )) {
      const rest = left.get(line);
      if (rest === undefined || wanted <= 0 || rest.hours <= 1e-9) continue;
      const covered = Math.min(wanted, rest.hours);
      const onDemandNano = covered === rest.hours ? rest.nano : share(rest.nano, covered, rest.hours);
      take(line, {
        by: reservation,
        kind: 'reservation',
        hours: covered,
        onDemandNano,
        nano: nanoOf(covered, feeNano),
      });
      wanted -= covered;
      of.usedHours += covered;
      of.usedNano += nanoOf(covered, feeNano);
      of.onDemandNano += onDemandNano;
    }
  }
  const machines = lines.filter(({ service }) => service === SERVICE.compute);
  for (const plan of inOrder(plans)) {
    const hours = termHours(plan, day, seconds);
    if (hours <= 0) continue;
    const paid = nanoOf(hours, picoOf(plan.commitment) / 1000n);
    const of = dayOf('plan', plan, hours, paid);
    days.push(of);
    const rate = planRate(plan.type, plan.years, plan.payment);
    let budget = paid;
    for (const line of ownFirst(
      machines.filter((each) => isPlanned(each, plan)),
      plan.accountId,
    )) {
      const rest = left.get(line);
      if (rest === undefined || budget <= 0n || rest.nano <= 0n) continue;
      const whole = divideHalfEven(rest.nano * rate, PER_MILLE);
      const cost = whole <= budget ? whole : budget;
      const onDemandNano = whole <= budget ? rest.nano : divideHalfEven(cost * PER_MILLE, rate);
      const covered = onDemandNano === rest.nano ? rest.hours : (rest.hours * Number(onDemandNano)) / Number(rest.nano);
      take(line, { by: plan, kind: 'plan', hours: covered, onDemandNano, nano: cost });
      budget -= cost;
      of.usedHours += covered;
      of.usedNano += cost;
      of.onDemandNano += onDemandNano;
    }
  }
  return { parts, days };
}

const dayOf = (
  kind: CommitmentDay['kind'],
  commitment: SavingsPlan | Reservation,
  hours: number,
  paidNano: bigint,
): CommitmentDay => ({ kind, commitment, hours, paidNano, usedNano: 0n, usedHours: 0, onDemandNano: 0n });

/** Hours of the day's part that lie within the term. */
function termHours({ startAt, endAt, state }: SavingsPlan | Reservation, day: number, seconds: number): number {
  if (state === 'returned') return 0;
  const from = Math.max(day, Math.floor(startAt / 1000));
  const to = Math.min(day + seconds, Math.floor(endAt / 1000));
  return Math.max(0, to - from) / HOUR;
}

/** A reservation's price per unit and hour, what was paid ahead spread over the term. */
function perHourNano({ hourly, upfront, years }: Reservation): bigint {
  return (picoOf(hourly) + picoOf(upfront) / (HOURS_PER_YEAR * BigInt(years))) / 1000n;
}

const nanoOf = (hours: number, perHour: bigint): bigint =>
  divideHalfEven(BigInt(Math.round(hours * HOUR)) * perHour, BigInt(HOUR));

const share = (nano: bigint, part: number, whole: number): bigint =>
  divideHalfEven(nano * BigInt(Math.round(part * HOUR)), BigInt(Math.round(whole * HOUR)));

const usageKey = (
  { region, usageType, operation }: Pick<CoverableLine, 'region' | 'usageType' | 'operation'>,
  service: string,
): string => `${service} ${region} ${usageType} ${operation}`;

function isPlanned({ usageType, region }: CoverableLine, { type, family, region: planRegion }: SavingsPlan): boolean {
  const ofLine = familyOf(usageType);
  if (ofLine === undefined) return false;
  return type === 'Compute' || (type === 'EC2Instance' && region === planRegion && ofLine === family);
}

const families = new Map<string, string | undefined>();

/** Instance family of a usage type that bills machines: `USE1-BoxUsage:m5.large` is of `m5`. There are some thousand. */
function familyOf(usageType: string): string | undefined {
  if (!families.has(usageType)) {
    const [, instanceType] = /(?:^|-)BoxUsage:(.+)$/.exec(usageType) ?? [];
    families.set(usageType, instanceType?.split('.')[0]);
  }
  return families.get(usageType);
}

/** Plans that are bound to a family before those that are not; the older before the younger. */
const inOrder = (plans: ReadonlyMap<string, SavingsPlan>): readonly SavingsPlan[] =>
  [...plans.values()].toSorted(
    (a, b) =>
      Number(a.type === 'Compute') - Number(b.type === 'Compute') || a.startAt - b.startAt || (a.id < b.id ? -1 : 1),
  );

function ownFirst(fitting: readonly CoverableLine[], accountId: string): readonly CoverableLine[] {
  return [
    ...fitting.filter((line) => line.accountId === accountId),
    ...fitting.filter((line) => line.accountId !== accountId),
  ];
}
