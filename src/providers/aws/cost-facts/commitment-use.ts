import { z } from 'zod';
import type { CommitmentUse } from '../../../domain/cost-facts.ts';
import type { DayRange } from '../../../domain/instant.ts';
import type { CostCalls } from '../cost-calls.ts';
import { Amount, type CostReader, dimension, parsed, periodOf, settledWindow, unlessNoData } from './cost-reader.ts';
import { dimensionValues } from './grouped-costs.ts';

/** Two weeks: what Cost Explorer's own utilization alerts look at, and long enough for a weekly rhythm. */
const LOOKBACK_DAYS = 14;
/** Reservations bill their fee on the first of a month: the record types of five weeks hold one. */
const RECORD_DAYS = 35;

/** Use of each Savings Plan and each reservation, over the last two settled weeks. */
export const commitmentUse: CostReader<'commitment-use'> = {
  permissions: ['ce:GetDimensionValues', 'ce:GetSavingsPlansUtilizationDetails', 'ce:GetReservationUtilization'],
  async read({ calls, today }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const recordTypes = await dimensionValues(calls, settledWindow(today, RECORD_DAYS), 'RECORD_TYPE');
    const plans = recordTypes.some((type) => type.startsWith('SavingsPlan')) ? await planUse(calls, window) : [];
    const reserved = recordTypes.filter((type) => reservationRecords.includes(type));
    if (reserved.length === 0) return plans;
    const filter = dimension('RECORD_TYPE', reserved);
    const services = await dimensionValues(calls, settledWindow(today, RECORD_DAYS), 'SERVICE', filter);
    const reservations: CommitmentUse[] = [];
    for (const service of services) reservations.push(...(await reservationUse(calls, window, service)));
    return [...plans, ...reservations];
  },
};

export const reservationRecords: readonly string[] = ['DiscountedUsage', 'RIFee'];

const PlanPage = z.object({
  SavingsPlansUtilizationDetails: z.array(
    z.object({
      SavingsPlanArn: z.string().min(1),
      Attributes: z.record(z.string(), z.string()).default({}),
      Utilization: z.object({ TotalCommitment: Amount, UsedCommitment: Amount, UnusedCommitment: Amount }),
      Savings: z.object({ NetSavings: Amount }),
      AmortizedCommitment: z.object({ TotalAmortizedCommitment: Amount }),
    }),
  ),
});

async function planUse(calls: CostCalls, window: DayRange): Promise<readonly CommitmentUse[]> {
  const operation = 'ce:GetSavingsPlansUtilizationDetails';
  return unlessNoData(async () => {
    const uses: CommitmentUse[] = [];
    const input = { TimePeriod: periodOf(window), MaxResults: 100 };
    for await (const answer of calls.pages('NextToken', 'GetSavingsPlansUtilizationDetails', input)) {
      for (const row of parsed(operation, PlanPage, answer).SavingsPlansUtilizationDetails) {
        const { TotalCommitment, UsedCommitment, UnusedCommitment } = row.Utilization;
        uses.push({
          commitmentId: row.SavingsPlanArn,
          accountId: row.SavingsPlanArn.split(':')[4] || null,
          category: 'spend',
          window,
          currency: row.Attributes['Currency'] ?? 'USD',
          amortizedCost: row.AmortizedCommitment.TotalAmortizedCommitment,
          unusedCost: UnusedCommitment,
          utilization: ratio(UsedCommitment, TotalCommitment),
          netSavings: row.Savings.NetSavings,
        });
      }
    }
    return uses;
  });
}

const ReservationPage = z.object({
  UtilizationsByTime: z.array(
    z.object({
      Groups: z
        .array(
          z.object({
            Value: z.string().min(1),
            Attributes: z.record(z.string(), z.string()).default({}),
            Utilization: z.object({
              PurchasedHours: Amount,
              UnusedHours: Amount,
              NetRISavings: Amount,
              TotalAmortizedFee: Amount,
              RICostForUnusedHours: Amount,
            }),
          }),
        )
        .default([]),
    }),
  ),
});

async function reservationUse(calls: CostCalls, window: DayRange, service: string): Promise<readonly CommitmentUse[]> {
  const operation = 'ce:GetReservationUtilization';
  return unlessNoData(async () => {
    const uses: CommitmentUse[] = [];
    const input = {
      TimePeriod: periodOf(window),
      GroupBy: [{ Type: 'DIMENSION' as const, Key: 'SUBSCRIPTION_ID' }],
      Filter: dimension('SERVICE', [service]),
    };
    for await (const answer of calls.pages('NextPageToken', 'GetReservationUtilization', input)) {
      for (const { Value, Attributes, Utilization } of parsed(
        operation,
        ReservationPage,
        answer,
      ).UtilizationsByTime.flatMap(({ Groups }) => Groups)) {
        const { PurchasedHours, UnusedHours } = Utilization;
        uses.push({
          // The lease is what the services themselves call the reservation; the subscription is billing's number of it.
          commitmentId: Attributes['leaseId'] || Value,
          accountId: Attributes['accountId'] || null,
          category: 'usage',
          window,
          currency: Attributes['currencyCode'] || 'USD',
          amortizedCost: Utilization.TotalAmortizedFee,
          unusedCost: Utilization.RICostForUnusedHours,
          utilization: Number(PurchasedHours) === 0 ? 1 : 1 - Number(UnusedHours) / Number(PurchasedHours),
          netSavings: Utilization.NetRISavings,
        });
      }
    }
    return uses;
  });
}

/** A commitment of nothing in the window (one that had not begun) counts as wholly used: nothing of it was wasted. */
const ratio = (part: string, whole: string): number => (Number(whole) === 0 ? 1 : Number(part) / Number(whole));
