import { z } from 'zod';
import type { PurchaseAdvice } from '../../../domain/cost-facts.ts';
import type { CostCalls } from '../cost-calls.ts';
import { Amount, type CostReader, parsed, unlessNoData } from './cost-reader.ts';

/**
 * One question per kind of plan and per service: the shortest term with nothing paid ahead, which risks the least, over
 * the same 30 days as our own sizing.
 */
const planTypes = ['COMPUTE_SP', 'EC2_INSTANCE_SP', 'SAGEMAKER_SP', 'DATABASE_SP'] as const;
const terms = {
  TermInYears: 'ONE_YEAR',
  PaymentOption: 'NO_UPFRONT',
  LookbackPeriodInDays: 'THIRTY_DAYS',
  AccountScope: 'PAYER',
} as const;

/** Services that GetReservationPurchaseRecommendation takes; those without on-demand usage are not asked about. */
const reservable = new Set([
  'Amazon Elastic Compute Cloud - Compute',
  'Amazon Relational Database Service',
  'Amazon ElastiCache',
  'Amazon OpenSearch Service',
  'Amazon Redshift',
  'Amazon MemoryDB',
  'Amazon DynamoDB',
]);

/** What AWS itself recommends to buy: a second opinion. */
export const purchaseAdvice: CostReader<'purchase-advice'> = {
  permissions: ['ce:GetSavingsPlansPurchaseRecommendation', 'ce:GetReservationPurchaseRecommendation'],
  async read({ calls, request }) {
    const services = new Set(request.onDemandUsage.map(({ serviceName }) => serviceName));
    const advice: PurchaseAdvice[] = [];
    for (const type of planTypes) advice.push(...(await planAdvice(calls, type)));
    for (const service of [...services].filter((name) => reservable.has(name)).toSorted()) {
      advice.push(...(await reservationAdvice(calls, service)));
    }
    return advice;
  },
};

const common = { termYears: 1, payment: 'none', lookbackDays: 30 } as const;

const PlanPage = z.object({
  // Absent where AWS has nothing to recommend.
  SavingsPlansPurchaseRecommendation: z
    .object({
      SavingsPlansPurchaseRecommendationDetails: z
        .array(
          z.object({
            SavingsPlansDetails: z
              .object({ Region: z.string().optional(), InstanceFamily: z.string().optional() })
              .default({}),
            CurrencyCode: z.string().min(1),
            HourlyCommitmentToPurchase: Amount,
            EstimatedMonthlySavingsAmount: Amount,
            UpfrontCost: Amount.default('0'),
          }),
        )
        .default([]),
    })
    .optional(),
});

async function planAdvice(calls: CostCalls, type: (typeof planTypes)[number]): Promise<readonly PurchaseAdvice[]> {
  return unlessNoData(async () => {
    const advice: PurchaseAdvice[] = [];
    const input = { SavingsPlansType: type, ...terms };
    for await (const answer of calls.pages('NextPageToken', 'GetSavingsPlansPurchaseRecommendation', input)) {
      const page = parsed('ce:GetSavingsPlansPurchaseRecommendation', PlanPage, answer);
      for (const row of page.SavingsPlansPurchaseRecommendation?.SavingsPlansPurchaseRecommendationDetails ?? []) {
        const { Region, InstanceFamily } = row.SavingsPlansDetails;
        advice.push({
          category: 'spend',
          subject: type,
          detail: [InstanceFamily, Region].filter((part) => part !== undefined && part !== '').join(' in '),
          ...common,
          currency: row.CurrencyCode,
          hourlyCommitment: row.HourlyCommitmentToPurchase,
          units: null,
          monthlySavings: row.EstimatedMonthlySavingsAmount,
          upfront: row.UpfrontCost,
        });
      }
    }
    return advice;
  });
}

const ReservationPage = z.object({
  Recommendations: z
    .array(
      z.object({
        RecommendationDetails: z
          .array(
            z.object({
              // One member per service, each with words of its own for size, engine and region.
              InstanceDetails: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
              RecommendedNumberOfInstancesToPurchase: Amount.optional(),
              RecommendedNumberOfCapacityUnitsToPurchase: Amount.optional(),
              CurrencyCode: z.string().min(1),
              EstimatedMonthlySavingsAmount: Amount,
              UpfrontCost: Amount.default('0'),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

async function reservationAdvice(calls: CostCalls, service: string): Promise<readonly PurchaseAdvice[]> {
  return unlessNoData(async () => {
    const advice: PurchaseAdvice[] = [];
    const input = { Service: service, ...terms };
    for await (const answer of calls.pages('NextPageToken', 'GetReservationPurchaseRecommendation', input)) {
      const page = parsed('ce:GetReservationPurchaseRecommendation', ReservationPage, answer);
      for (const row of page.Recommendations.flatMap(({ RecommendationDetails }) => RecommendationDetails)) {
        const units = row.RecommendedNumberOfInstancesToPurchase ?? row.RecommendedNumberOfCapacityUnitsToPurchase;
        advice.push({
          category: 'usage',
          subject: service,
          detail: detailOf(row.InstanceDetails),
          ...common,
          currency: row.CurrencyCode,
          hourlyCommitment: null,
          units: units === undefined ? null : Number(units),
          monthlySavings: row.EstimatedMonthlySavingsAmount,
          upfront: row.UpfrontCost,
        });
      }
    }
    return advice;
  });
}

/** `db.r6g.large, PostgreSQL, us-east-1`: what the details say in texts, sizes first. */
function detailOf(details: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string {
  const [of = {}] = Object.values(details);
  const names = [
    'InstanceType',
    'NodeType',
    'InstanceClass',
    'DatabaseEngine',
    'ProductDescription',
    'Platform',
    'Region',
  ];
  return names.flatMap((name) => (typeof of[name] === 'string' && of[name] !== '' ? [of[name]] : [])).join(', ');
}
