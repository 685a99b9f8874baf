import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { parseInstant } from '../../domain/instant.ts';
import { divideHalfEven } from '../../domain/decimal.ts';
import { money, parseMoney } from '../../domain/money.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import { readRows } from '../shared/read-rows.ts';
import { armId } from './arm-rows.ts';
import { locationName } from './azure-scope.ts';
import type { AzureClient } from './client.ts';

export const advisorPermissions = ['Microsoft.Advisor/recommendations/read'] as const;

const operation = advisorPermissions[0];

const Row = z.object({
  id: z.string().min(1),
  name: z.string().min(1),
  properties: z.object({
    category: z.string().nullish(),
    impact: z.string().nullish(),
    impactedField: z.string().nullish(),
    impactedValue: z.string().nullish(),
    lastUpdated: z.string().nullish(),
    shortDescription: z.object({ problem: z.string().nullish(), solution: z.string().nullish() }).nullish(),
    resourceMetadata: z.object({ resourceId: z.string().nullish() }).nullish(),
    // Which fields there are depends on the kind of advice.
    extendedProperties: z.record(z.string(), z.unknown()).nullish(),
    suppressionIds: z.array(z.string()).nullish(),
  }),
});
const Page = z.object({ value: z.array(Row) });

/**
 * Cost recommendations of one subscription that nobody put off. Amounts are a year's at retail prices, whatever was
 * negotiated. Source: Advisor API 2023-01-01, Recommendations_List; "Cost recommendations" (extended properties).
 */
export async function advisorRecommendations(azure: AzureClient, scope: Scope): Promise<readonly Recommendation[]> {
  const found: Recommendation[] = [];
  const request = {
    path: `/subscriptions/${scope.accountId}/providers/Microsoft.Advisor/recommendations`,
    apiVersion: '2023-01-01',
    query: { $filter: "Category eq 'Cost'" },
  };
  for await (const answer of azure.pages('advisor', operation, scope, request)) {
    const { page, unread } = readRows(answer, { operation, page: Page, rows: ['value'], rowId: 'id' });
    const [broken] = unread;
    if (broken !== undefined) throw new CloudError({ category: 'malformed', operation, message: broken.reason });
    // The filter is the service's; what it lets through beside is no advice on cost.
    const cost = page.value.filter(
      ({ properties }) => properties.category === 'Cost' && !properties.suppressionIds?.length,
    );
    found.push(...cost.map((row) => recommendationOf(row, scope)));
  }
  return found;
}

function recommendationOf({ id, name, properties }: z.infer<typeof Row>, scope: Scope): Recommendation {
  const { impactedField, impactedValue, impact, lastUpdated, shortDescription, resourceMetadata } = properties;
  const extended = properties.extendedProperties ?? {};
  const text = (...names: readonly string[]): string | undefined => {
    for (const one of names) {
      const value = extended[one];
      if (typeof value === 'string' && value !== '') return value;
      if (typeof value === 'number') return String(value);
    }
    return undefined;
  };
  // `<resource>/providers/Microsoft.Advisor/recommendations/<id>`, or the subscription's for purchases.
  const resourceId = armId(resourceMetadata?.resourceId || id.split(/\/providers\/microsoft\.advisor\//i)[0] || id);
  const current = text('currentSku', 'currentSKU', 'vmSize');
  const target = text('targetSku', 'targetSKU', 'displaySKU') ?? shortDescription?.solution ?? undefined;
  const savings = monthlyOf(text('annualSavingsAmount'), text('savingsCurrency'));
  const lookback = Number(text('lookbackPeriod', 'ObservationPeriod', 'observationPeriodInDays'));
  const refreshedAt = parseInstant((lastUpdated ?? '').replace(/(\.\d{3})\d+/, '$1'));
  return {
    adviser: 'advisor',
    id: name,
    scope: { ...scope, regionId: locationName(text('regionId', 'region', 'location') ?? 'global') },
    resourceId,
    otherIds: impactedValue ? [impactedValue] : [],
    resourceType: impactedField ?? 'unknown',
    action: text('recommendationType') ?? shortDescription?.problem ?? 'unknown',
    ...(current !== undefined && { current }),
    ...(target !== undefined && { recommended: target }),
    ...(savings !== undefined && { monthlySavings: savings }),
    afterDiscounts: false,
    ...(impact && { effort: impact }),
    ...(Number.isFinite(lookback) && lookback > 0 && { lookbackDays: lookback }),
    ...(refreshedAt !== undefined && { refreshedAt }),
  };
}

/** A twelfth of a year's amount, rounded once. */
function monthlyOf(annual: string | undefined, currency: string | undefined) {
  const amount = annual === undefined || currency === undefined ? undefined : parseMoney(annual, currency);
  return amount && money(divideHalfEven(amount.nanos, 12n), amount.currency);
}
