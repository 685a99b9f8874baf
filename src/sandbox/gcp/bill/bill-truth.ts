import type { TruthEntry } from '../../estate/model.ts';
import { anomalyTruth, BilledDays, type BillPart, coverageTruth } from '../../provider-estate/bill-truth.ts';
import type { GcpEstate } from '../../provider-estate/gcp/estate.ts';
import { CHECK } from '../../provider-estate/gcp/instance-roles.ts';
import { CATALOGUE_SERVICES } from '../services/billing/catalogue.ts';
import { costOf } from './export-rows.ts';
import { type BilledUsage, usageOf } from './usage.ts';

const DAY = 86_400_000;
const made = new WeakMap<GcpEstate, readonly TruthEntry[]>();

/** What the bill of an estate says about itself. Reckoned once, when it is first asked for. */
export function billTruth(estate: GcpEstate): readonly TruthEntry[] {
  let truth = made.get(estate);
  if (truth === undefined) {
    const days = new BilledDays(partsOf(estate), estate.generatedAt);
    truth = [
      ...anomalyTruth(CHECK.anomaly, days),
      ...coverageTruth(CHECK.labels, estate.organization.billingAccountId, days),
    ];
    made.set(estate, truth);
  }
  return truth;
}

/** Usage alone: what is paid for commitments is no usage. */
function* partsOf(estate: GcpEstate): Generator<BillPart> {
  for (const each of usageOf(estate)) {
    if (each.sku.description.startsWith('Commitment')) continue;
    const { projectId, region, service, labels } = each;
    yield { accountId: projectId, region, service: CATALOGUE_SERVICES[service][1], labels, costOf: netOf(each) };
  }
}

function netOf(each: BilledUsage): BillPart['costOf'] {
  const { committed = 0, sustained = 0, runs } = each;
  const net = 1 - committed - sustained;
  return (day) => {
    const ms = runs.reduce((sum, run) => sum + Math.max(0, Math.min(run.to, day + DAY) - Math.max(run.from, day)), 0);
    return ms > 0 ? costOf(each, ms, day) * net : 0;
  };
}
