import { planRate, reservedRate } from '../../estate/commitments/rates.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import { commitmentPeriod, type CoveredLine, percentText, usd } from './commitment-days.ts';
import { costExplorerErrors } from './errors.ts';
import type { TimePeriod } from './time-period.ts';

const DAY_MS = 86_400_000;
const lookbacks = { SEVEN_DAYS: 7, THIRTY_DAYS: 30, SIXTY_DAYS: 60 } as const;

function readQuestion(call: Call, input: DocumentInput) {
  const lookback = input.oneOf('LookbackPeriodInDays', ['SEVEN_DAYS', 'THIRTY_DAYS', 'SIXTY_DAYS']);
  const years = input.oneOf('TermInYears', ['ONE_YEAR', 'THREE_YEARS']) === 'ONE_YEAR' ? (1 as const) : (3 as const);
  const option = input.oneOf('PaymentOption', ['NO_UPFRONT', 'PARTIAL_UPFRONT', 'ALL_UPFRONT']);
  const payment = (
    { NO_UPFRONT: 'No Upfront', PARTIAL_UPFRONT: 'Partial Upfront', ALL_UPFRONT: 'All Upfront' } as const
  )[option];
  const day = (ago: number): string => new Date(call.now - ago * DAY_MS).toISOString().slice(0, 10);
  const period: TimePeriod = { start: day(lookbacks[lookback]), end: day(0) };
  return { lookback, years, payment, period, days: lookbacks[lookback] };
}

const onDemandOf = ({ nano, planNano, reservedNano }: CoveredLine): bigint => nano - planNano - reservedNano;

/** GetSavingsPlansPurchaseRecommendation: AWS sizes a plan by what would have saved the most over the lookback. */
export function getSavingsPlansPurchaseRecommendation(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const type = input.oneOf('SavingsPlansType', ['COMPUTE_SP', 'EC2_INSTANCE_SP', 'SAGEMAKER_SP', 'DATABASE_SP']);
  const { lookback, years, payment, period, days } = readQuestion(call, input);
  // One plan is all that is ever recommended: no answer gives a token.
  if (input.has('NextPageToken')) throw costExplorerErrors.invalidToken();
  const base = {
    AccountScope: input.optionalText('AccountScope') ?? 'PAYER',
    SavingsPlansType: type,
    TermInYears: years === 1 ? 'ONE_YEAR' : 'THREE_YEARS',
    PaymentOption: input.text('PaymentOption'),
    LookbackPeriodInDays: lookback,
  };
  const metadata = {
    RecommendationId: `sandbox-${type}`.toLowerCase(),
    GenerationTimestamp: `${period.end}T00:00:00Z`,
  };
  if (type !== 'COMPUTE_SP') return { Metadata: metadata, SavingsPlansPurchaseRecommendation: base };
  const compute = commitmentPeriod(call, period).lines.filter(({ line }) => line.usageType.includes('BoxUsage:'));
  const spend = compute.reduce((sum, line) => sum + onDemandOf(line), 0n);
  // Nine tenths of the mean: AWS takes more of the peaks than a low-water mark does.
  const hourly = (spend * 9n) / (10n * BigInt(days * 24));
  const rate = planRate('Compute', years, payment);
  const commitment = (hourly * rate) / 1000n;
  if (commitment <= 0n) return { Metadata: metadata, SavingsPlansPurchaseRecommendation: base };
  const saved = (hourly - commitment) * BigInt(days * 24);
  const monthly = (hourly - commitment) * 730n;
  const mean = spend / BigInt(days * 24);
  const figures = {
    EstimatedROI: percentText(Number(saved), Number(commitment * BigInt(days * 24))),
    CurrencyCode: 'USD',
    EstimatedSavingsAmount: usd(saved),
    EstimatedSavingsPercentage: percentText(Number(saved), Number(spend)),
    HourlyCommitmentToPurchase: usd(commitment),
    EstimatedMonthlySavingsAmount: usd(monthly),
    EstimatedOnDemandCostWithCurrentCommitment: usd(spend),
  };
  return {
    Metadata: metadata,
    SavingsPlansPurchaseRecommendation: {
      ...base,
      SavingsPlansPurchaseRecommendationDetails: [
        {
          SavingsPlansDetails: { OfferingId: '11111111-2222-4333-a444-555555555555' },
          AccountId: call.accountId,
          UpfrontCost: payment === 'No Upfront' ? '0' : usd(commitment * 8760n * BigInt(years)),
          ...figures,
          EstimatedSPCost: usd(commitment * BigInt(days * 24)),
          EstimatedOnDemandCost: usd(spend - hourly * BigInt(days * 24)),
          EstimatedAverageUtilization: '100',
          CurrentMinimumHourlyOnDemandSpend: usd(mean),
          CurrentMaximumHourlyOnDemandSpend: usd(mean),
          CurrentAverageHourlyOnDemandSpend: usd(mean),
        },
      ],
      SavingsPlansPurchaseRecommendationSummary: {
        ...figures,
        EstimatedTotalCost: usd(spend - saved),
        CurrentOnDemandSpend: usd(spend),
        TotalRecommendationCount: '1',
        DailyCommitmentToPurchase: usd(commitment * 24n),
      },
    },
  };
}

/** Names of the members that describe what to reserve, and how each service calls a size. */
const details: Readonly<Record<string, { readonly member: string; readonly size: string; readonly code: string }>> = {
  'Amazon Elastic Compute Cloud - Compute': { member: 'EC2InstanceDetails', size: 'InstanceType', code: 'AmazonEC2' },
  'Amazon Relational Database Service': { member: 'RDSInstanceDetails', size: 'InstanceType', code: 'AmazonRDS' },
  'Amazon ElastiCache': { member: 'ElastiCacheInstanceDetails', size: 'NodeType', code: 'AmazonElastiCache' },
  'Amazon OpenSearch Service': { member: 'ESInstanceDetails', size: 'InstanceClass', code: 'AmazonES' },
  'Amazon Redshift': { member: 'RedshiftInstanceDetails', size: 'NodeType', code: 'AmazonRedshift' },
  'Amazon MemoryDB': { member: 'MemoryDBInstanceDetails', size: 'NodeType', code: 'AmazonMemoryDB' },
};

interface Recommended {
  /** Region, usage type and operation. */
  readonly key: string;
  readonly detail: object;
}

/** GetReservationPurchaseRecommendation: whole machines that ran on demand on average over the lookback. */
export function getReservationPurchaseRecommendation(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, costExplorerErrors.validation);
  const service = input.text('Service');
  const { lookback, years, payment, period, days } = readQuestion(call, input);
  const of = details[service];
  const lines = commitmentPeriod(call, period).lines.filter(
    ({ line }) => line.service === service && !line.usageType.includes('SpotUsage'),
  );
  const groups = Map.groupBy(lines, ({ line }) => `${line.region}\t${line.usageType}\t${line.operation ?? ''}`);
  const found =
    of === undefined
      ? []
      : [...groups]
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .flatMap(([key, group]): readonly Recommended[] => {
            const hours = group.reduce((sum, each) => sum + each.hours - each.reservedHours, 0);
            const count = Math.floor(hours / (days * 24) + 0.01);
            const spend = group.reduce((sum, each) => sum + onDemandOf(each), 0n);
            if (count < 1 || spend <= 0n) return [];
            const hourly = BigInt(Math.round(Number(spend) / hours));
            const rate = reservedRate(of.code, years, payment);
            const saved = ((hourly * (1000n - rate)) / 1000n) * 730n * BigInt(count);
            const [region = '', usageType = ''] = key.split('\t');
            const detail = {
              AccountId: call.accountId,
              InstanceDetails: {
                [of.member]: {
                  [of.size]: (usageType.split(':').at(-1) ?? '').replace(/(\d)xl$/, '$1xlarge'),
                  Region: region,
                },
              },
              RecommendedNumberOfInstancesToPurchase: String(count),
              RecommendedNormalizedUnitsToPurchase: String(count),
              CurrencyCode: 'USD',
              EstimatedMonthlySavingsAmount: usd(saved),
              EstimatedMonthlySavingsPercentage: percentText(Number(1000n - rate), 1000),
              EstimatedMonthlyOnDemandCost: usd(hourly * 730n * BigInt(count)),
              EstimatedReservationCostForLookbackPeriod: usd(((hourly * rate) / 1000n) * BigInt(days * 24 * count)),
              UpfrontCost: '0',
              RecurringStandardMonthlyCost: usd(((hourly * rate) / 1000n) * 730n * BigInt(count)),
            };
            return [{ key, detail }];
          });
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([service, lookback, years, payment]),
    token: input.optionalText('NextPageToken'),
    limit: input.optionalInteger('PageSize', { min: 1, max: 2_147_483_647 }) ?? 1000,
    items: (after) => itemsAfter(found, after, ({ key }) => key),
    positionOf: ({ key }) => key,
    badToken: () => costExplorerErrors.invalidToken(),
  });
  return {
    Metadata: { RecommendationId: 'sandbox-reservations', GenerationTimestamp: `${period.end}T00:00:00Z` },
    Recommendations: [
      {
        AccountScope: input.optionalText('AccountScope') ?? 'PAYER',
        LookbackPeriodInDays: lookback,
        TermInYears: years === 1 ? 'ONE_YEAR' : 'THREE_YEARS',
        PaymentOption: input.text('PaymentOption'),
        RecommendationDetails: items.map(({ detail }) => detail),
      },
    ],
    ...(nextToken !== undefined && { NextPageToken: nextToken }),
  };
}
