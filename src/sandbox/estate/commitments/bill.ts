import { usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { CostCell } from '../model.ts';
import type { CommitmentDay, CoverableLine, CoveredPart } from './coverage.ts';
import type { Reservation, SavingsPlan } from './model.ts';

const PLAN_SERVICES: Readonly<Record<SavingsPlan['type'], string>> = {
  Compute: 'Savings Plans for AWS Compute usage',
  EC2Instance: 'Savings Plans for AWS Compute usage',
  SageMaker: 'Savings Plans for AWS Machine Learning',
  Database: 'Savings Plans for AWS Database usage',
};

/** The price list's code of what a plan's fee is billed as. */
export const planProductCodes: Readonly<Record<string, string>> = {
  [PLAN_SERVICES.Compute]: 'ComputeSavingsPlans',
  [PLAN_SERVICES.SageMaker]: 'MachineLearningSavingsPlans',
  [PLAN_SERVICES.Database]: 'DatabaseSavingsPlans',
};

/** The cells of a line's covered parts: what is discounted, or what a plan covers and negates. */
export function* coveredCells(base: CostCell, parts: readonly CoveredPart[]): Generator<CostCell> {
  for (const { by, kind, hours, onDemandNano, nano } of parts) {
    const covered = { ...base, usageQuantity: hours, commitmentArn: by.arn, onDemandNanoUsd: onDemandNano };
    if (kind === 'reservation') {
      yield { ...covered, recordType: 'DiscountedUsage', unblendedNanoUsd: 0n, amortizedNanoUsd: nano };
      continue;
    }
    yield {
      ...covered,
      recordType: 'SavingsPlanCoveredUsage',
      unblendedNanoUsd: onDemandNano,
      amortizedNanoUsd: nano,
    };
    yield {
      ...base,
      commitmentArn: by.arn,
      recordType: 'SavingsPlanNegation',
      unblendedNanoUsd: -onDemandNano,
      amortizedNanoUsd: 0n,
      usageQuantity: 0,
    };
  }
}

/** What is left of a line for its on-demand price. */
export function restOf(line: Pick<CoverableLine, 'hours' | 'nano'>, parts: readonly CoveredPart[]) {
  return {
    hours: parts.reduce((left, part) => left - part.hours, line.hours),
    nano: parts.reduce((left, part) => left - part.onDemandNano, line.nano),
  };
}

/** Fees of a commitment on one day. What was paid and not used is amortized here, where it is told apart from usage. */
export function* feeCells(of: CommitmentDay, label: string, monthHours: number): Generator<CostCell> {
  const { commitment, kind, hours, paidNano, usedNano } = of;
  const startsToday = new Date(commitment.startAt).toISOString().slice(0, 10) === label;
  const unused = paidNano - usedNano;
  if (kind === 'plan') {
    const plan = commitment as SavingsPlan;
    const fee = planCell(plan, label, hours);
    yield {
      ...fee,
      recordType: 'SavingsPlanRecurringFee',
      unblendedNanoUsd: plan.payment === 'No Upfront' ? paidNano : plan.payment === 'All Upfront' ? 0n : paidNano / 2n,
      amortizedNanoUsd: unused,
    };
    if (startsToday && plan.payment !== 'No Upfront') {
      const whole = (picoOf(plan.commitment) / 1000n) * 8760n * BigInt(plan.years);
      const upfront = plan.payment === 'All Upfront' ? whole : whole / 2n;
      yield {
        ...fee,
        recordType: 'SavingsPlanUpfrontFee',
        unblendedNanoUsd: upfront,
        amortizedNanoUsd: 0n,
        usageQuantity: 1,
      };
    }
    return;
  }
  const reservation = commitment as Reservation;
  const fee = reservationCell(reservation, label);
  // The month's recurring fee is billed on its first day, or on the day on which the term begins.
  const isBilled = label.endsWith('-01') || startsToday;
  const monthly = isBilled
    ? (picoOf(reservation.hourly) / 1000n) * BigInt(Math.round(monthHours) * reservation.count)
    : 0n;
  if (monthly !== 0n || unused !== 0n) {
    yield {
      ...fee,
      recordType: 'RIFee',
      unblendedNanoUsd: monthly,
      amortizedNanoUsd: unused,
      usageQuantity: isBilled ? monthHours * reservation.count : 0,
    };
  }
  if (startsToday && picoOf(reservation.upfront) > 0n) {
    const upfront = (picoOf(reservation.upfront) / 1000n) * BigInt(reservation.count);
    yield {
      ...fee,
      recordType: 'Fee',
      unblendedNanoUsd: upfront,
      amortizedNanoUsd: 0n,
      usageQuantity: reservation.count,
    };
  }
}

const short = (payment: string): string => payment.replaceAll(' ', '');

function planCell(
  plan: SavingsPlan,
  day: string,
  hours: number,
): Omit<CostCell, 'recordType' | 'unblendedNanoUsd' | 'amortizedNanoUsd'> {
  const term = `${plan.years}yr${short(plan.payment)}`;
  return {
    day,
    accountId: plan.accountId,
    region: plan.region,
    service: PLAN_SERVICES[plan.type],
    usageType:
      plan.type === 'EC2Instance' ? usageTypeIn(plan.region, `EC2SP:${plan.family}.${term}`) : `${plan.type}SP:${term}`,
    usageQuantity: hours,
    usageUnit: 'Hrs',
    commitmentArn: plan.arn,
  };
}

function reservationCell(
  of: Reservation,
  day: string,
): Omit<CostCell, 'recordType' | 'unblendedNanoUsd' | 'amortizedNanoUsd' | 'usageQuantity'> {
  return {
    day,
    accountId: of.accountId,
    region: of.region,
    service: of.serviceName,
    usageType: usageTypeIn(of.region, `HeavyUsage:${of.unitName}`),
    operation: of.operation,
    usageUnit: 'Hrs',
    commitmentArn: of.arn,
  };
}
