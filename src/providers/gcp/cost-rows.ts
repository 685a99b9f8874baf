import { z } from 'zod';
import type { Charge, ChargeCategory } from '../../domain/charges.ts';
import { decimal, parseDecimal, toScaled } from '../../domain/decimal.ts';
import { type Day, parseDay } from '../../domain/instant.ts';
import type { QueryRow } from './bigquery.ts';
import { malformed } from './client.ts';
import { parsed } from './resource-manager.ts';

const OPERATION = 'bigquery.jobs.query';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

const Row = z.object({
  billing_account: z.string().min(1),
  project_id: z.string().nullable(),
  project_number: z.string().nullable(),
  project_name: z.string().nullable(),
  service: z.string().nullable(),
  sku_id: z.string().nullable(),
  sku: z.string().nullable(),
  region: z.string().nullable(),
  location: z.string().nullable(),
  cost_type: z.string().nullable(),
  currency: z.string().min(1),
  usage_unit: z.string().nullable(),
  labels: z.string().nullable(),
  commitment: z.string().nullable(),
  fee_offset: flag,
  resource_id: z.string().nullish(),
  resource_name: z.string().nullish(),
  /** Its days with their measures (export-queries.ts). */
  days: z.string().min(1),
});

type Row = z.infer<typeof Row>;

const Labels = z.array(z.object({ key: z.string(), value: z.string().nullable() }));

/** Nano-units, rounded half to even. */
const nanos = (text: string): bigint => toScaled(decimal(text), 9);

interface DayMeasures {
  readonly day: Day;
  readonly cost: bigint;
  readonly listCost: bigint | null;
  readonly credits: bigint;
  readonly promotions: bigint;
  readonly quantity: number | null;
}

/** `2026-11-01 <cost> <list cost> <credits> <promotions> <quantity>`. Checked by hand: there are a million of them. */
function measuresOf(text: string): DayMeasures {
  const [day = '', cost = '', listCost = '', credits = '', promotions = '', quantity = '', ...more] = text.split(' ');
  const parsedDay = parseDay(day);
  if (parsedDay === undefined || more.length > 0) throw malformed(OPERATION, `${JSON.stringify(day)} is no day`);
  const amount = (value: string): bigint => {
    if (parseDecimal(value) === undefined) throw malformed(OPERATION, `${JSON.stringify(value)} is no amount`);
    return nanos(value);
  };
  if (quantity !== '' && parseDecimal(quantity) === undefined) {
    throw malformed(OPERATION, `${JSON.stringify(quantity)} is no quantity`);
  }
  return {
    day: parsedDay,
    cost: amount(cost),
    listCost: listCost === '' ? null : amount(listCost),
    credits: amount(credits),
    promotions: amount(promotions),
    quantity: quantity === '' ? null : Number(quantity),
  };
}

/**
 * The FOCUS charges of one row, day by day, as the import of export files makes them (docs/billing.md): what is paid is
 * the cost with its credits; promotions are a payment, and become a charge of the category Credit. Throws a malformed
 * CloudError.
 */
export function* chargesOf(raw: QueryRow, billingMonth: Day): Generator<Charge, void, undefined> {
  const row = parsed(OPERATION, Row, raw);
  const type = (row.cost_type ?? 'regular').toLowerCase();
  const isFee = type === 'regular' && (/^commitment/i.test(row.sku ?? '') || row.fee_offset);
  const isUsage = type === 'regular' && !isFee;
  const common = commonOf(row, billingMonth);
  const kind = {
    chargeCategory: categoryOf(type, isFee),
    pricingCategory: isFee ? 'Standard' : isUsage ? pricingOf(row) : null,
    commitmentDiscountType: commitmentOf(row, isFee, isUsage),
    commitmentDiscountStatus: isUsage && row.commitment !== null ? 'Used' : null,
    consumedUnit: isUsage ? row.usage_unit : null,
  };
  for (const text of row.days.split(',')) {
    const { day, cost, listCost, credits, promotions, quantity } = measuresOf(text);
    const paid = cost + credits;
    yield {
      ...common,
      ...kind,
      day,
      billedCost: paid,
      effectiveCost: paid,
      listCost: listCost ?? (type === 'regular' ? null : cost),
      contractedCost: cost,
      consumedQuantity: isUsage ? quantity : null,
    };
    if (promotions === 0n) continue;
    const costs = {
      billedCost: promotions,
      effectiveCost: promotions,
      listCost: promotions,
      contractedCost: promotions,
    };
    yield { ...common, ...noUsage, ...costs, day, chargeCategory: 'Credit' };
  }
}

const noUsage = {
  pricingCategory: null,
  commitmentDiscountType: null,
  commitmentDiscountStatus: null,
  consumedQuantity: null,
  consumedUnit: null,
};

const commonOf = (row: Row, billingMonth: Day) => ({
  billingMonth,
  provider: 'gcp' as const,
  billingAccountId: row.billing_account,
  subAccountId: row.project_id,
  subAccountName: row.project_name,
  regionId: row.region ?? row.location?.replace(/^([a-z]+-[a-z]+\d+)-[a-z]$/, '$1') ?? null,
  serviceName: row.service ?? 'not told',
  serviceCategory: null,
  chargeClass: null,
  commitmentDiscountId: null,
  skuId: row.sku_id,
  resourceId: ownName(row.resource_id ?? null, row),
  resourceName: row.resource_name ?? null,
  resourceType: null,
  tags: tagsOf(row.labels),
  currency: row.currency,
});

/** A project that stands in a name by its number is named by its id, as everywhere else. */
export const ownName = (
  name: string | null,
  { project_id, project_number }: { readonly project_id: string | null; readonly project_number: string | null },
): string | null =>
  name === null || project_id === null || project_number === null
    ? name
    : name.replace(`/projects/${project_number}/`, `/projects/${project_id}/`);

function categoryOf(type: string, isFee: boolean): ChargeCategory {
  if (isFee) return 'Purchase';
  if (type === 'regular') return 'Usage';
  return type === 'tax' ? 'Tax' : 'Adjustment';
}

const pricingOf = ({ commitment, sku }: Row): string =>
  commitment !== null ? 'Committed' : /^(spot |preemptible )/i.test(sku ?? '') ? 'Dynamic' : 'Standard';

const RESOURCE_BASED = 'Resource-based committed use discount';
const SPEND_BASED = 'Spend-based committed use discount';

function commitmentOf({ sku, commitment }: Row, isFee: boolean, isUsage: boolean): string | null {
  if (isFee) return /^commitment v\d+:/i.test(sku ?? '') ? RESOURCE_BASED : SPEND_BASED;
  if (!isUsage || commitment === null) return null;
  return commitment === 'COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE' ? SPEND_BASED : RESOURCE_BASED;
}

function tagsOf(json: string | null): Charge['tags'] {
  if (json === null) return null;
  const labels = parsed(OPERATION, Labels, JSON.parse(json) as unknown);
  return Object.fromEntries(labels.map(({ key, value }) => [key, value ?? '']));
}
