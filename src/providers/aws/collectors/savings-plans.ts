import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant, parseInstant } from '../../../domain/instant.ts';
import type { Commitment } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { paymentOf, phaseOf, termMonthsOf } from '../commitment-facts.ts';

const time = z.string().refine((text) => parseInstant(text) !== undefined, 'expected a time');

const SavingsPlan = z.object({
  savingsPlanId: z.string().min(1),
  savingsPlanArn: z.string().min(1),
  start: time,
  end: time,
  state: z.string().min(1),
  savingsPlanType: z.string().min(1),
  paymentOption: z.string().min(1),
  currency: z.string().min(1),
  commitment: z.string().min(1),
  // Absent where nothing is paid ahead, or nothing by the hour.
  upfrontPaymentAmount: z.string().default('0'),
  recurringPaymentAmount: z.string().default('0'),
  termDurationInSeconds: z.number().positive(),
  // EC2 Instance Savings Plans alone are bound to a region and a family.
  region: z.string().optional(),
  ec2InstanceFamily: z.string().optional(),
  // A plan without tags has none or an empty map.
  tags: z.record(z.string(), z.string()).default({}),
});

type SavingsPlan = z.infer<typeof SavingsPlan>;

/** Without the filter the service leaves out what has ended. */
const states = [
  'payment-pending',
  'payment-failed',
  'active',
  'retired',
  'queued',
  'queued-deleted',
  'pending-return',
  'returned',
] as const;

/** Savings Plans that an account bought; one endpoint for all regions. Source: Savings Plans API, DescribeSavingsPlans. */
export const savingsPlans = defineCollector({
  type: 'aws:savingsplans:savings-plan',
  kind: 'commitment',
  reach: 'global',
  permissions: ['savingsplans:DescribeSavingsPlans'],
  operation: 'savingsplans:DescribeSavingsPlans',
  page: z.object({ savingsPlans: z.array(SavingsPlan) }),
  rows: ['savingsPlans'],
  rowId: 'savingsPlanId',
  fetch: (aws: AwsClient, scope) =>
    aws.pagesBy('nextToken', 'savingsplans', 'DescribeSavingsPlans', scope, { states: [...states], maxResults: 1000 }),
  toResources: (page, scope) =>
    page.savingsPlans.map((plan): Commitment => ({
      kind: 'commitment',
      type: 'aws:savingsplans:savings-plan',
      resourceId: plan.savingsPlanId,
      billingIds: [plan.savingsPlanArn],
      scope,
      name: nameOf(plan),
      state: plan.state,
      createdAt: known(instant(plan.start)),
      tags: known(plan.tags),
      category: 'spend',
      covers: plan.savingsPlanType,
      phase: phaseOf(plan.state),
      startsAt: known(instant(plan.start)),
      endsAt: known(instant(plan.end)),
      termMonths: termMonthsOf(plan.termDurationInSeconds),
      payment: paymentOf(plan.paymentOption),
      hourlyCommitment: { amount: plan.commitment, currency: plan.currency },
      hourlyFee: known({ amount: plan.recurringPaymentAmount, currency: plan.currency }),
      upfront: known({ amount: plan.upfrontPaymentAmount, currency: plan.currency }),
      ...(plan.ec2InstanceFamily !== undefined && { family: plan.ec2InstanceFamily }),
      ...(plan.region !== undefined && { boundTo: plan.region }),
    })),
});

function nameOf({ savingsPlanType, ec2InstanceFamily, region, commitment, currency }: SavingsPlan): string {
  const bound =
    ec2InstanceFamily === undefined ? '' : ` ${ec2InstanceFamily}${region === undefined ? '' : ` in ${region}`}`;
  return `${savingsPlanType} Savings Plan${bound}, ${commitment} ${currency} an hour`;
}
