import type { CommitmentDay } from '../../estate/commitments/coverage.ts';
import type { SavingsPlan } from '../../estate/commitments/model.ts';
import { picoOf } from '../../estate/decimal.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { commitmentPeriod, type CoveredLine, percentText, timeText, usd } from './commitment-days.ts';
import { costExplorerErrors } from './errors.ts';
import { periodsAsked, readTimePeriod } from './time-period.ts';

/** GetSavingsPlansUtilizationDetails: each plan over the whole period; 20 a page unless asked for more. */
export function getSavingsPlansUtilizationDetails(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const period = readTimePeriod(input, call.now);
  const days = commitmentPeriod(call, period).days.filter(({ kind }) => kind === 'plan');
  const visible = days.filter(({ commitment }) => isVisible(call, commitment.accountId));
  if (visible.length === 0) throw costExplorerErrors.unavailable('No Savings Plans data is available for the period.');
  const uses = [...Map.groupBy(visible, ({ commitment }) => commitment.arn)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([period, fields['Filter']]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 2_147_483_647 }) ?? 20,
    items: (after) => itemsAfter(uses, after, ([arn]) => arn),
    positionOf: ([arn]) => arn,
    badToken: () => costExplorerErrors.invalidToken(),
  });
  return {
    SavingsPlansUtilizationDetails: items.map(([SavingsPlanArn, of]) => ({
      SavingsPlanArn,
      Attributes: attributesOf(call, of[0]?.commitment as SavingsPlan),
      ...figuresOf(of),
    })),
    Total: figuresOf(visible),
    TimePeriod: { Start: period.start, End: period.end },
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}

export const isVisible = (call: Call, accountId: string): boolean =>
  call.accountId === call.world.estate.organization.managementAccountId || call.accountId === accountId;

function figuresOf(days: readonly CommitmentDay[]): object {
  const sum = (of: (day: CommitmentDay) => bigint): bigint => days.reduce((total, day) => total + of(day), 0n);
  const [paid, used, onDemand] = [sum((d) => d.paidNano), sum((d) => d.usedNano), sum((d) => d.onDemandNano)];
  const upfront = sum(({ paidNano, commitment }) =>
    commitment.payment === 'All Upfront' ? paidNano : commitment.payment === 'Partial Upfront' ? paidNano / 2n : 0n,
  );
  return {
    Utilization: {
      TotalCommitment: usd(paid),
      UsedCommitment: usd(used),
      UnusedCommitment: usd(paid - used),
      UtilizationPercentage: percentText(Number(used), Number(paid)),
    },
    Savings: { NetSavings: usd(onDemand - paid), OnDemandCostEquivalent: usd(onDemand) },
    AmortizedCommitment: {
      AmortizedRecurringCommitment: usd(paid - upfront),
      AmortizedUpfrontCommitment: usd(upfront),
      TotalAmortizedCommitment: usd(paid),
    },
  };
}

function attributesOf(call: Call, plan: SavingsPlan): Readonly<Record<string, string>> {
  const names = new Map(call.world.estate.accounts.map(({ id, name }) => [id, name]));
  return {
    AccountId: plan.accountId,
    AccountName: names.get(plan.accountId) ?? plan.accountId,
    SavingsPlansType: `${plan.type}SavingsPlans`,
    ...(plan.family !== undefined && { InstanceFamily: plan.family, Region: plan.region }),
    PaymentOption: plan.payment,
    PurchaseTerm: `${plan.years}yr`,
    StartDateTime: timeText(plan.startAt),
    EndDateTime: timeText(plan.endAt),
    HourlyCommitment: plan.commitment,
    RecurringHourlyFee: plan.payment === 'No Upfront' ? plan.commitment : '0',
    UpfrontFee:
      plan.payment === 'No Upfront' ? '0' : usd((picoOf(plan.commitment) / 1000n) * 8760n * BigInt(plan.years)),
    Status: plan.state,
  };
}

/** GetSavingsPlansCoverage: a row for each group, or for each period that is asked for. */
export function getSavingsPlansCoverage(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const period = readTimePeriod(input, call.now);
  const groupBy = input
    .children('GroupBy')
    .map((group) => group.oneOf('Key', ['SERVICE', 'REGION', 'INSTANCE_FAMILY']));
  const read = {
    SERVICE: ({ line }: CoveredLine) => line.service,
    REGION: ({ line }: CoveredLine) => line.region,
    INSTANCE_FAMILY: ({ line }: CoveredLine) => line.usageType.split(':').at(-1)?.split('.')[0] ?? '',
  };
  const rows = periodsAsked(input, period).flatMap((part) => {
    const eligible = commitmentPeriod(call, part).lines.filter(
      ({ line }) => line.usageType.includes('BoxUsage:') && isVisible(call, line.accountId),
    );
    const groups = Map.groupBy(eligible, (each) => JSON.stringify(groupBy.map((key) => read[key](each))));
    return [...groups]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, of]) => ({ part, position: `${part.start} ${key}`, key, of }));
  });
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([period, groupBy, input.optionalText('Granularity')]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 2_147_483_647 }) ?? 20,
    items: (after) => itemsAfter(rows, after, ({ position }) => position),
    positionOf: ({ position }) => position,
    badToken: () => costExplorerErrors.invalidToken(),
  });
  return {
    SavingsPlansCoverages: items.map(({ part, key, of }) => {
      const covered = of.reduce((sum, { planNano }) => sum + planNano, 0n);
      const left = of.reduce((sum, { nano, planNano, reservedNano }) => sum + nano - planNano - reservedNano, 0n);
      const values = JSON.parse(key) as readonly string[];
      return {
        Attributes: Object.fromEntries(groupBy.map((name, at) => [name, values[at] ?? ''])),
        Coverage: {
          SpendCoveredBySavingsPlans: usd(covered),
          OnDemandCost: usd(left),
          TotalCost: usd(covered + left),
          CoveragePercentage: percentText(Number(covered), Number(covered + left)),
        },
        TimePeriod: { Start: part.start, End: part.end },
      };
    }),
    ...(nextToken !== undefined && { NextToken: nextToken }),
  };
}
