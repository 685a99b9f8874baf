import { mapFact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A gateway to other sites without a connection, or through which nothing passes. */
export const idleNetworkGateway = defineCheck({
  name: 'network-gateway-idle',
  ids: { azure: 'azure-vnet-gateway-idle' },
  kind: 'network-gateway',
  title: 'VPN or ExpressRoute gateway without connections or traffic',
  description:
    'A gateway bills by the hour from the moment it is made, with or without a tunnel or line. Reported is one that has no ' +
    'connection and lets no single machine dial in, and one that carried not a byte for a month. Making one again takes most ' +
    'of an hour and gives it another address, which the other side has to learn.',
  savings: 'its cost as billed, else the price of its size by the hour x 730',
  ignores: [
    'one that carried a byte, or that somebody dialled into, on any day of the window',
    'one that was made less than lookbackDays ago, where that is told',
  ],
  evidence: {
    sku: 'its size',
    connections: 'connections that it has; null where they were not read',
    servesClients: 'whether single machines may dial in',
    lookbackDays: 'days that were looked at',
    maxBytesPerDay: 'bytes on the busiest day; null where they were not measured',
    maxClients: 'most machines that dialled in at once; null where that was not measured',
  },
  params: windowParams(30, 'a month holds a month-end run and a test of the disaster recovery'),
  needs: { metrics: ['processed-bytes', 'active-connections-maximum'] },
  risk: 'high',
  action: 'network-gateway.delete',
  evaluate(gateway, params, { now, firstSeen, idleSince, digest, costs }) {
    const { attachedTo, servesClients, sku, tags } = gateway;
    const age = ageDays(gateway.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    const clients = highest(digest('active-connections-maximum'), params, now);
    if (exceeds(bytes, 0) || exceeds(clients, 0)) return fine();
    const evidence = {
      sku,
      connections: attachedTo.known ? attachedTo.value.length : null,
      servesClients,
      lookbackDays: params.lookbackDays,
      maxBytesPerDay: bytes.known ? rounded(bytes.value.peak) : null,
      maxClients: clients.known ? clients.value.peak : null,
    };
    if (!attachedTo.known) return cannotTell(`connections: ${attachedTo.reason}`, evidence);
    const isBare = attachedTo.value.length === 0 && !servesClients;
    // Without a connection nothing can pass; with one, silence has to be measured.
    const gap =
      (isBare || attachedTo.value.length === 0 ? undefined : gapIn(bytes, params.minCoverage)) ??
      (servesClients ? gapIn(clients, params.minCoverage) : undefined);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const watched = age.known || !isBare || idleSince !== undefined;
    const item = `network-gateway/${sku}`.toLowerCase();
    return waste({
      confidence: isBare ? (watched ? 0.9 : 0.7) : 0.6,
      evidence,
      monthlySavings: mapFact(
        costs.monthlyOf(gateway, all([component(`gateway ${sku}`, item, HOURS_PER_MONTH, 'hour')])),
        certain,
      ),
    });
  },
});
