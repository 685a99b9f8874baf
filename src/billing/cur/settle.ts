import type { SchemaExtras } from '../charges/schema.ts';
import type { DuckDb } from '../duckdb.ts';

/** Finishes what single rows of a Cost and Usage Report cannot tell, on the sums. Rows without a role or code are others'. */
export async function settleCur(duckDb: DuckDb, extras: SchemaExtras): Promise<void> {
  await nameServices(duckDb);
  if (extras.costs.includes('netCost')) await billNetWhereNoLineDiscounts(duckDb);
  await setUnusedApart(duckDb);
}

/**
 * Credits, taxes and the rows of CUR 2.0 often have a product's code and no name: they belong to the service that
 * other rows name under this code, where that is one.
 */
async function nameServices(duckDb: DuckDb): Promise<void> {
  await duckDb.run(`CREATE TEMP TABLE product_name AS
    SELECT productCode AS code, min(serviceName) AS name FROM grouped
    WHERE productCode IS NOT NULL AND serviceName IS NOT NULL GROUP BY 1 HAVING count(DISTINCT serviceName) = 1`);
  await duckDb.make(`UPDATE grouped SET serviceName = coalesce((SELECT name FROM product_name WHERE code = productCode), productCode)
    WHERE serviceName IS NULL`);
  await duckDb.run('DROP TABLE product_name');
}

/**
 * What is invoiced is the unblended cost, where discounts have lines of their own. In a report without such lines
 * (Data Exports does so unless "manual discount compatibility" is on) they stand in columns alone, and the cost after
 * them is what is invoiced. Source: AWS Data Exports user guide, CUR 2.0 table dictionary, "Discount columns".
 */
async function billNetWhereNoLineDiscounts(duckDb: DuckDb): Promise<void> {
  await duckDb.run(`CREATE TEMP TABLE net_bill AS
    SELECT billingAccountId AS account, billingMonth AS month FROM grouped
    WHERE netCost_nanos IS NOT NULL GROUP BY ALL
    HAVING bool_and(lineRole IS DISTINCT FROM 'discount')`);
  for (const table of ['grouped', 'per_file']) {
    await duckDb.make(`UPDATE ${table} SET billedCost_nanos = netCost_nanos, billedCost_rest = netCost_rest
      WHERE netCost_nanos IS NOT NULL AND EXISTS
        (SELECT 1 FROM net_bill WHERE account = billingAccountId AND month = billingMonth)`);
  }
  await duckDb.run('DROP TABLE net_bill');
}

/**
 * A commitment's fee is two things in FOCUS: the purchase, which is billed and whose effective cost is 0, and usage
 * that did not happen, whose effective cost is what of the commitment was not used. Source: FOCUS specification,
 * EffectiveCost and CommitmentDiscountStatus.
 */
async function setUnusedApart(duckDb: DuckDb): Promise<void> {
  const isFee = `lineRole = 'fee'`;
  const isUnused = `${isFee} AND (effectiveCost_nanos <> 0 OR effectiveCost_rest <> 0)`;
  await duckDb.make(`INSERT INTO grouped BY NAME
    SELECT * REPLACE ('Usage' AS chargeCategory, 'Unused' AS commitmentDiscountStatus, 'Committed' AS pricingCategory,
      coalesce(commitmentDiscountId, resourceId) AS resourceId,
      0 AS billedCost_nanos, 0 AS billedCost_rest, 0 AS listCost_nanos, 0 AS listCost_rest,
      0 AS contractedCost_nanos, 0 AS contractedCost_rest, NULL AS consumedQuantity, TRUE AS no_consumedQuantity,
      0 AS row_count, 'unused' AS lineRole)
    FROM grouped WHERE ${isUnused}`);
  await duckDb.make(`UPDATE grouped SET effectiveCost_nanos = 0, effectiveCost_rest = 0 WHERE ${isFee}`);
}
