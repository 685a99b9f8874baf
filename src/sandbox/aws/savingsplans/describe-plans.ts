import { commitmentsFamily } from '../../estate/commitments/family.ts';
import type { SavingsPlan } from '../../estate/commitments/model.ts';
import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';

export const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** What each filter looks at; a filter that is not here is refused. */
const filterFields: Readonly<Record<string, (plan: SavingsPlan) => string | undefined>> = {
  region: (plan) => (plan.family === undefined ? undefined : plan.region),
  'ec2-instance-family': ({ family }) => family,
  commitment: ({ commitment }) => commitment,
  'savings-plan-type': ({ type }) => type,
  'payment-option': ({ payment }) => payment,
};

/** DescribeSavingsPlans: the caller's own, in the states that are asked for; those that have ended only when asked. */
export function describeSavingsPlans(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const states = input.texts('states');
  const ids = [...input.texts('savingsPlanIds'), ...input.texts('savingsPlanArns')];
  const filters = input.children('filters').map((filter) => ({
    field: filterFields[filter.oneOf('name', Object.keys(filterFields))]!,
    values: filter.texts('values'),
  }));
  const own = [...familyState(call.world.estate, commitmentsFamily).plans.values()]
    .filter(({ accountId }) => accountId === call.accountId)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([states, ids, fields['filters'] ?? []]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 1000 }) ?? 1000,
    items: (after) => itemsAfter(own, after, ({ id }) => id),
    keep: (plan) =>
      filters.every(({ field, values }) => values.includes(field(plan) ?? '')) &&
      (ids.length === 0 || ids.includes(plan.id) || ids.includes(plan.arn)) &&
      (states.length === 0 ? plan.state === 'active' || plan.state === 'queued' : states.includes(plan.state)),
    positionOf: ({ id }) => id,
    badToken: () => invalid('The pagination token is invalid.'),
  });
  return { savingsPlans: items.map(documentOf), ...(nextToken !== undefined && { nextToken }) };
}

const time = (epochMs: number): string => new Date(epochMs).toISOString();

function documentOf(plan: SavingsPlan): object {
  const whole = decimalOf(picoOf(plan.commitment) * 8760n * BigInt(plan.years));
  const isNone = plan.payment === 'No Upfront';
  return {
    offeringId: '11111111-2222-4333-a444-555555555555',
    savingsPlanId: plan.id,
    savingsPlanArn: plan.arn,
    description: `${plan.years} year ${plan.payment} ${plan.type} Savings Plan`,
    start: time(plan.startAt),
    end: time(plan.endAt),
    state: plan.state,
    ...(plan.family !== undefined && { region: plan.region, ec2InstanceFamily: plan.family }),
    savingsPlanType: plan.type,
    paymentOption: plan.payment,
    productTypes: plan.type === 'Compute' ? ['EC2', 'Fargate', 'Lambda'] : ['EC2'],
    currency: 'USD',
    commitment: plan.commitment,
    upfrontPaymentAmount: isNone ? '0.0' : whole,
    recurringPaymentAmount: isNone ? plan.commitment : '0.0',
    termDurationInSeconds: plan.years * 31_536_000,
    tags: plan.tags,
    returnableUntil: time(plan.startAt),
  };
}
