import type { SavingsPlanRateServiceCode } from '@aws-sdk/client-savingsplans';
import { z } from 'zod';
import type { CommitmentOffer, CommitmentPayment, OnDemandUsage } from '../../../domain/cost-facts.ts';
import { decimal, divideHalfEven, formatDecimal, multiply } from '../../../domain/decimal.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { AwsClient } from '../client.ts';
import { paymentOf, termMonthsOf } from '../commitment-facts.ts';
import { Amount, parsed } from './cost-reader.ts';

const Page = z.object({
  searchResults: z.array(
    z.object({
      savingsPlanOffering: z.object({
        paymentOption: z.string().min(1),
        planType: z.string().min(1),
        durationSeconds: z.number().positive(),
        currency: z.string().min(1),
      }),
      rate: Amount,
      unit: z.string(),
      usageType: z.string().min(1),
      operation: z.string(),
    }),
  ),
});

/** Usage types of one request: its answer holds up to 24 rates of each. */
const USAGE_TYPES_PER_QUESTION = 20;

/** Rates of every Savings Plan that could cover the usage. Source: Savings Plans API, DescribeSavingsPlansOfferingRates. */
export async function planRates(
  aws: AwsClient,
  scope: Scope,
  serviceCode: string,
  usages: readonly OnDemandUsage[],
  asOf: Instant,
): Promise<readonly CommitmentOffer[]> {
  const operation = 'savingsplans:DescribeSavingsPlansOfferingRates';
  const wanted = new Map(usages.map((usage) => [`${usage.usageType}\n${usage.operation}`, usage]));
  const usageTypes = [...new Set(usages.map(({ usageType }) => usageType))].toSorted();
  const offers: CommitmentOffer[] = [];
  for (let at = 0; at < usageTypes.length; at += USAGE_TYPES_PER_QUESTION) {
    const input = {
      serviceCodes: [serviceCode as SavingsPlanRateServiceCode],
      usageTypes: usageTypes.slice(at, at + USAGE_TYPES_PER_QUESTION),
      maxResults: 1000,
    };
    for await (const answer of aws.pagesBy(
      'nextToken',
      'savingsplans',
      'DescribeSavingsPlansOfferingRates',
      scope,
      input,
    )) {
      for (const { savingsPlanOffering, rate, unit, usageType, operation: of } of parsed(operation, Page, answer)
        .searchResults) {
        const usage = wanted.get(`${usageType}\n${of}`);
        const years = termMonthsOf(savingsPlanOffering.durationSeconds) / 12;
        // Rates per something else than what the bill counts could not be compared with it.
        if (usage === undefined || unit !== usage.unit || (years !== 1 && years !== 3)) continue;
        const payment = paymentOf(savingsPlanOffering.paymentOption);
        offers.push({
          category: 'spend',
          plan: savingsPlanOffering.planType,
          serviceCode,
          regionId: usage.regionId,
          usageType,
          operation: of,
          termYears: years,
          payment,
          currency: savingsPlanOffering.currency,
          hourlyRate: rate,
          upfront: upfrontOf(rate, payment, years),
          source: 'AWS Savings Plans API',
          asOf,
        });
      }
    }
  }
  return offers;
}

const HOURS_PER_YEAR = 8760n;

/** A plan's rate already spreads what is paid ahead: all of it, or half (Savings Plans User Guide, "payment options"). */
function upfrontOf(rate: string, payment: CommitmentPayment, years: number): string {
  if (payment === 'none') return '0';
  const whole = multiply(decimal(rate), { digits: HOURS_PER_YEAR * BigInt(years), scale: 0 });
  if (payment === 'all') return formatDecimal(whole);
  return formatDecimal({ digits: divideHalfEven(whole.digits * 10n, 20n), scale: whole.scale });
}
