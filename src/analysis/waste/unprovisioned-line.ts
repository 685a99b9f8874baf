import { mapFact } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A leased line that is paid from the day it was ordered and that the provider has not set up. */
export const unprovisionedLine = defineCheck({
  name: 'dedicated-line-unprovisioned',
  ids: { azure: 'azure-expressroute-unprovisioned' },
  kind: 'dedicated-line',
  title: 'ExpressRoute circuit that its provider has not set up',
  description:
    'A circuit bills from the moment its service key is made. Where the provider has not set up its end for a month, nothing ' +
    'can flow, and often the order was dropped or the line given up.',
  savings: 'its cost as billed, else the monthly price of its size; what the provider takes for the line is not known',
  ignores: ['a circuit that its provider has set up', 'one ordered less than minDays ago'],
  evidence: { sku: 'its kind', bandwidthMbps: 'its bandwidth', ageDays: 'whole days since it was ordered' },
  params: { minDays: { default: 30, min: 1, max: 3650, why: 'providers take weeks to set up a line' } },
  risk: 'high',
  action: 'dedicated-line.delete',
  evaluate(line, { minDays }, { now, firstSeen, costs }) {
    if (line.provisioned) return fine();
    const age = ageDays(line.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const { sku, bandwidthMbps } = line;
    const evidence = { sku, bandwidthMbps, ageDays: age.known ? age.value : null };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!line.tags.known) return cannotTell(`tags: ${line.tags.reason}`, evidence);
    const item = `dedicated-line/${sku}/${bandwidthMbps}`.toLowerCase();
    return waste({
      confidence: 0.8,
      evidence,
      monthlySavings: mapFact(
        costs.monthlyOf(line, all([component(`circuit ${sku}, ${bandwidthMbps} Mbps`, item, 1, 'month')])),
        certain,
      ),
    });
  },
});
