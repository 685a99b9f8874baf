import { SERVICE } from '../billing-names.ts';
import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { type CommitmentPlanner, isReservable } from './planned.ts';
import type { SteadyLine } from './steady-usage.ts';

export const RESERVE = 'aws-reserved-purchase';
export const PLAN = 'aws-savings-plan-purchase';

const MONTH_HOURS = 730n;
/** USD a month below which nobody is asked to approve a purchase, with room on both sides. */
const TOO_LITTLE = 3;
const ENOUGH = 9;
/** Least that a reservation takes off. */
const DISCOUNT = 0.34;

/**
 * Which machines of databases, caches and the like should be reserved: whole ones that ran every day, without those that
 * another check would take away. Where it depends on what exactly becomes of these, all of the line is reserved already.
 */
export function plantReservations(
  context: FamilyContext,
  lines: readonly SteadyLine[],
  planner: CommitmentPlanner,
): void {
  const doomed = new Set(
    context.planted.filter(({ verdict }) => verdict === 'waste').map(({ resourceId }) => resourceId),
  );
  const payer = context.organization.managementAccountId;
  for (const line of lines.filter(isReservable)) {
    const whole = Math.floor(line.least + 0.01);
    const taken = [...line.unitsNow].filter(([id]) => doomed.has(id)).reduce((total, [, units]) => total + units, 0);
    const safe = whole - taken;
    const saved = (units: number): number => (Number(line.rate) / 1e12) * DISCOUNT * Number(MONTH_HOURS) * units;
    const place = { accountId: payer, region: line.region };
    const id = line.operation === '' ? line.usageType : `${line.usageType} ${line.operation}`;
    if (whole < 1) {
      if (line.most >= 1) context.plantFine(RESERVE, place, id, 'it did not run every day');
    } else if (saved(whole) < TOO_LITTLE) context.plantFine(RESERVE, place, id, 'too little to save');
    else if (safe >= 1 && saved(safe) > ENOUGH) {
      const cost = line.rate * MONTH_HOURS * BigInt(safe);
      context.plantWaste(RESERVE, place, id, 'it ran every day of the month, on demand', decimalOf(cost));
    } else {
      planner.cover(line, whole);
      context.plantFine(RESERVE, place, id, 'it is reserved already');
    }
  }
}

/** Compute runs on demand in every estate: what is left of it after its commitments is worth a plan. */
export function plantPlan(context: FamilyContext, lines: readonly SteadyLine[]): void {
  const compute = lines.filter(
    ({ service, usageType, least }) => service === SERVICE.compute && usageType.includes('BoxUsage:') && least >= 1,
  );
  const monthly = compute.reduce(
    (sum, { rate, least }) => sum + (rate * MONTH_HOURS * BigInt(Math.round(least * 1000))) / 1000n,
    0n,
  );
  if (monthly === 0n) return;
  const place = { accountId: context.organization.managementAccountId, region: 'global' };
  context.plantWaste(PLAN, place, 'Compute', 'compute that runs day and night on demand', decimalOf(monthly));
  for (const [id, because] of [
    ['SageMaker', 'no plan is on offer for what runs'],
    ['Database', 'no plan is on offer for what runs'],
  ] as const) {
    context.plantFine(PLAN, place, id, because);
  }
}
