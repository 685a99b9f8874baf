import type { PlanType } from './model.ts';

export type Payment = 'No Upfront' | 'Partial Upfront' | 'All Upfront';
export type Years = 1 | 3;

export const payments: readonly Payment[] = ['No Upfront', 'Partial Upfront', 'All Upfront'];
export const terms: readonly Years[] = [1, 3];

type Rates = Readonly<Record<Years, Readonly<Record<Payment, bigint>>>>;

/**
 * What is paid of the on-demand price, in per mille. AWS has a price of its own for each size; these are invented, one for
 * all sizes of a kind, of the order that AWS names on its pages (Compute Savings Plans up to 66 % off, EC2 Instance
 * Savings Plans and EC2 reserved instances up to 72 %, database plans up to 20 % off what is provisioned).
 */
const planRates: Readonly<Record<PlanType, Rates>> = {
  Compute: {
    1: { 'No Upfront': 730n, 'Partial Upfront': 695n, 'All Upfront': 680n },
    3: { 'No Upfront': 500n, 'Partial Upfront': 465n, 'All Upfront': 455n },
  },
  EC2Instance: {
    1: { 'No Upfront': 630n, 'Partial Upfront': 600n, 'All Upfront': 590n },
    3: { 'No Upfront': 430n, 'Partial Upfront': 400n, 'All Upfront': 375n },
  },
  SageMaker: {
    1: { 'No Upfront': 640n, 'Partial Upfront': 610n, 'All Upfront': 600n },
    3: { 'No Upfront': 440n, 'Partial Upfront': 410n, 'All Upfront': 390n },
  },
  Database: {
    1: { 'No Upfront': 800n, 'Partial Upfront': 800n, 'All Upfront': 800n },
    3: { 'No Upfront': 800n, 'Partial Upfront': 800n, 'All Upfront': 800n },
  },
};

const reservedRates: Rates = {
  1: { 'No Upfront': 660n, 'Partial Upfront': 620n, 'All Upfront': 605n },
  3: { 'No Upfront': 450n, 'Partial Upfront': 420n, 'All Upfront': 400n },
};

/** EC2's reservations cost what its instance plans do. */
const ec2Rates: Rates = planRates.EC2Instance;

export const planRate = (type: PlanType, years: Years, payment: Payment): bigint => planRates[type][years][payment];

export const reservedRate = (serviceCode: string, years: Years, payment: Payment): bigint =>
  (serviceCode === 'AmazonEC2' ? ec2Rates : reservedRates)[years][payment];

/** Database plans are sold for one year with nothing paid ahead only (AWS, "Database Savings Plans", December 2025). */
export const isSold = (type: PlanType, years: Years, payment: Payment): boolean =>
  type !== 'Database' || (years === 1 && payment === 'No Upfront');

export const HOURS_PER_YEAR = 8760n;

/** A rate split into what is paid per hour and what is paid ahead, in pico-USD: half of it for a partial payment. */
export function splitRate(
  pico: bigint,
  years: Years,
  payment: Payment,
): { readonly hourly: bigint; readonly upfront: bigint } {
  const whole = pico * HOURS_PER_YEAR * BigInt(years);
  if (payment === 'No Upfront') return { hourly: pico, upfront: 0n };
  if (payment === 'All Upfront') return { hourly: 0n, upfront: whole };
  return { hourly: pico / 2n, upfront: whole / 2n };
}
