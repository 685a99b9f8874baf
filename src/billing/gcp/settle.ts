import { costFields, dimensions } from '../charges/schema.ts';
import type { DuckDb } from '../duckdb.ts';

/**
 * Sets promotions apart: a charge of the category Credit for what they pay, and the usage at what it costs without.
 * All four costs of a credit are its amount. Source: FOCUS specification, ChargeCategory and the costs' rules for
 * charges that stand alone.
 */
export async function settleGcp(duckDb: DuckDb): Promise<void> {
  const has = `promotionCost_nanos IS NOT NULL AND (promotionCost_nanos <> 0 OR promotionCost_rest <> 0)`;
  const ofUsage = [
    'pricingCategory',
    'commitmentDiscountId',
    'commitmentDiscountType',
    'commitmentDiscountStatus',
    'consumedUnit',
  ];
  const kept = dimensions.filter((dimension) => dimension !== 'chargeCategory' && !ofUsage.includes(dimension));
  const costs = costFields.flatMap((field) => [
    `sum(promotionCost_nanos) AS ${field}_nanos`,
    `sum(promotionCost_rest) AS ${field}_rest`,
  ]);
  await duckDb.make(`INSERT INTO grouped BY NAME
    SELECT day, 'Credit' AS chargeCategory, ${kept.join(', ')}, ${costs.join(', ')},
      FALSE AS no_listCost, FALSE AS no_contractedCost, TRUE AS no_consumedQuantity, 0 AS row_count, FALSE AS bad
    FROM grouped WHERE ${has} GROUP BY ALL`);
  const without = (['billedCost', 'effectiveCost'] as const).flatMap((field) =>
    ['nanos', 'rest'].map((part) => `${field}_${part} = ${field}_${part} - promotionCost_${part}`),
  );
  await duckDb.make(`UPDATE grouped SET ${without.join(', ')} WHERE ${has}`);
}
