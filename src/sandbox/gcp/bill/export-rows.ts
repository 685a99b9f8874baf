import type { GcpEstate } from '../../provider-estate/gcp/estate.ts';
import type { GcpProject } from '../../provider-estate/gcp/model.ts';
import { CATALOGUE_SERVICES } from '../services/billing/catalogue.ts';
import { type BilledUsage, usageOf } from './usage.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How long ago the export was set up: about a quarter, to the first of a month. */
const EXPORT_DAYS = 90;
/** Rows come into the table some hours after the usage. */
const EXPORT_DELAY_MS = 5 * HOUR_MS;

/** A row of the detailed export. Source: Cloud Billing, "Structure of Detailed data export". */
export type ExportRow = Readonly<Record<string, unknown>>;

/** The billing export of an estate: rows by the day of the partition that they came into. */
export class BillingExport {
  readonly #estate: GcpEstate;
  readonly #usages: readonly BilledUsage[];
  readonly #projects: ReadonlyMap<string, object>;
  readonly #firstDay: number;

  constructor(estate: GcpEstate) {
    this.#estate = estate;
    this.#usages = [...usageOf(estate)];
    this.#projects = new Map(
      estate.organization.projects.map((project) => [project.projectId, projectOf(estate, project)]),
    );
    const start = new Date(estate.generatedAt - EXPORT_DAYS * DAY_MS);
    this.#firstDay = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1) / DAY_MS;
  }

  /** Days (since the epoch) of the partitions that there are at an instant. */
  partitions(now: number): readonly number[] {
    const last = Math.floor((now - EXPORT_DELAY_MS) / DAY_MS);
    return Array.from({ length: Math.max(0, last - this.#firstDay) }, (_, i) => this.#firstDay + 1 + i);
  }

  /** The rows of a partition: the usage of the day before. */
  *rows(partition: number): Generator<ExportRow> {
    const [from, to] = [(partition - 1) * DAY_MS, partition * DAY_MS];
    const shared = {
      billing_account_id: this.#estate.organization.billingAccountId,
      usage_start_time: new Date(from),
      usage_end_time: new Date(to),
      export_time: new Date(to + EXPORT_DELAY_MS),
      invoice: { month: new Date(from).toISOString().slice(0, 7).replace('-', '') },
      currency: 'USD',
      currency_conversion_rate: 1,
      cost_type: 'regular',
      adjustment_info: null,
      transaction_type: 'GOOGLE',
      seller_name: 'Google',
      tags: [],
      _PARTITIONTIME: new Date(to),
      _PARTITIONDATE: new Date(to).toISOString().slice(0, 10),
    };
    for (const each of this.#usages) {
      const ms = each.runs.reduce((sum, run) => sum + Math.max(0, Math.min(run.to, to) - Math.max(run.from, from)), 0);
      if (ms > 0) yield { ...shared, ...this.#rowOf(each, ms, from) };
    }
  }

  #rowOf(each: BilledUsage, ms: number, day: number): ExportRow {
    const { sku, service } = each;
    const amount = amountOf(each, ms, day);
    const rate = rateOf(each);
    const cost = costOf(each, ms, day);
    const [serviceId, serviceName] = CATALOGUE_SERVICES[service];
    const multi = each.region === 'us' || each.region === 'eu';
    return {
      service: { id: serviceId, description: serviceName },
      sku: { id: each.skuId, description: sku.description },
      project: this.#projects.get(each.projectId) ?? null,
      labels: Object.entries(each.labels).map(([key, value]) => ({ key, value })),
      system_labels: each.instance
        ? [
            { key: 'compute.googleapis.com/machine_spec', value: each.instance.machineType },
            { key: 'compute.googleapis.com/is_unused_reservation', value: 'false' },
          ]
        : [],
      location: {
        location: each.zone ?? each.region,
        country: each.region.startsWith('us') ? 'US' : null,
        region: multi ? null : each.region,
        zone: each.zone ?? null,
      },
      // What is summed up over many resources names none.
      resource: each.globalName === '' ? null : { name: each.resourceName, global_name: each.globalName },
      cost,
      cost_at_list: cost,
      usage: usageDocument(sku.unit, amount, day),
      price: { effective_price: rate, tier_start_amount: 0, unit: sku.unit, pricing_unit_quantity: 1 },
      credits: creditsOf(each, cost),
    };
  }
}

const rateOf = ({ sku }: BilledUsage): number => Number(sku.rates.at(-1)?.pico ?? 0n) / 1e12;

/** Pricing units of so many milliseconds of a day. */
function amountOf({ quantity, sku }: BilledUsage, ms: number, day: number): number {
  const hours = ms / HOUR_MS;
  return quantity * (sku.unit === 'GiBy.mo' ? hours / hoursInMonth(day) : hours);
}

/** USD before credits; the export tells costs in millionths. */
export const costOf = (usage: BilledUsage, ms: number, day: number): number =>
  Math.round(amountOf(usage, ms, day) * rateOf(usage) * 1e6) / 1e6;

/** In the unit that is measured and in that of the price. Source: "Structure of Detailed data export", `usage`. */
function usageDocument(unit: BilledUsage['sku']['unit'], amount: number, day: number): object {
  const of = (factor: number, measured: string, pricingUnit: string): object => ({
    amount: amount * factor,
    unit: measured,
    amount_in_pricing_units: amount,
    pricing_unit: pricingUnit,
  });
  const GIB = 1024 ** 3;
  if (unit === 'h') return of(3600, 'seconds', 'hour');
  if (unit === 'GiBy') return of(GIB, 'bytes', 'gibibyte');
  return unit === 'GiBy.mo'
    ? of(hoursInMonth(day) * 3600 * GIB, 'byte-seconds', 'gibibyte month')
    : of(3600 * GIB, 'byte-seconds', 'gibibyte hour');
}

function creditsOf({ committed = 0, sustained = 0, sku }: BilledUsage, cost: number): readonly object[] {
  const part = sku.unit === 'h' ? 'CPU' : 'RAM';
  const credit = (share: number, type: string, name: string) => ({
    name,
    full_name: name,
    id: name,
    type,
    amount: -Math.round(cost * share * 1e6) / 1e6,
  });
  return [
    ...(committed > 0 ? [credit(committed, 'COMMITTED_USAGE_DISCOUNT', `Committed Usage Discount: ${part}`)] : []),
    ...(sustained > 0 ? [credit(sustained, 'SUSTAINED_USAGE_DISCOUNT', 'Sustained Usage Discount')] : []),
  ];
}

function hoursInMonth(day: number): number {
  const at = new Date(day);
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 0)).getUTCDate() * 24;
}

function projectOf(
  { organization }: GcpEstate,
  { projectId, number, displayName, labels, parent }: GcpProject,
): object {
  const ancestors: { readonly resource_name: string; readonly display_name: string }[] = [
    { resource_name: `projects/${number}`, display_name: displayName },
  ];
  for (let up: string | undefined = parent; up?.startsWith('folders/');) {
    const folder = organization.folders.find(({ id }) => `folders/${id}` === up);
    if (!folder) break;
    ancestors.push({ resource_name: up, display_name: folder.displayName });
    up = folder.parent;
  }
  ancestors.push({ resource_name: `organizations/${organization.id}`, display_name: organization.displayName });
  return {
    id: projectId,
    number,
    name: displayName,
    labels: Object.entries(labels).map(([key, value]) => ({ key, value })),
    ancestry_numbers: `/${ancestors
      .toReversed()
      .slice(0, -1)
      .map(({ resource_name: name }) => name.split('/')[1])
      .join('/')}/`,
    ancestors,
  };
}
