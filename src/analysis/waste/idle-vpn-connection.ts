import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { VpnConnection } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates, certain, labelled } from '../pricing/estimates.ts';
import { transitAttachment, vpnConnection } from '../pricing/networks.ts';
import { busiestDay, exceeds, highest, windowParams } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { idleAddressTranslation } from './idle-address-translation.ts';

/** A VPN connection whose tunnels never came up, or carried nothing. */
export const idleVpnConnection = defineCheck({
  name: 'vpn-connection-idle',
  // Of Google Cloud one row means tunnels and NAT gateways.
  ids: { aws: 'aws-vpn-connection-idle', gcp: 'gcp-nat-vpn-idle' },
  kind: 'vpn-connection',
  also: idleAddressTranslation,
  title: 'VPN connection that is down or carries nothing',
  description:
    'A VPN connection bills by the hour, its tunnels up or down. Reported is one of which no tunnel was up for a month, or ' +
    'that carried not a byte. One tunnel that is down while the other is up is how a connection is made. A connection that ' +
    'is up and silent beside another one of the same gateway stands by for it and is left alone; a line to the same ' +
    'site is not seen here. The saving is its cost by the hour, and that of its attachment where a transit gateway has it. Of ' +
    'Google Cloud it looks at Cloud NAT too, which bills for each machine that it holds ports for and for each of its addresses, ' +
    'whether or not a byte passes.',
  savings:
    'the cost of the connection as billed, else its price by the hour; and the price of its attachment where a transit gateway has it',
  ignores: [
    'a connection of which one tunnel was up and carried something',
    'one that is up and silent beside another connection of the same gateway',
    'one of whose samples a day is missing, such as one made within the window',
    'a NAT gateway of Google Cloud without machines and addresses: it bills nothing',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    tunnelsWereUp: 'a tunnel was up at some time of the window',
    maxBytesPerDay: 'bytes on the busiest day',
    coverage: 'share of the days that have a sample, 0 to 1',
    otherConnectionsOfGateway: 'other connections of the same gateway',
    gateway: 'the gateway on the side of the cloud',
    machines: 'machines that a NAT gateway holds ports for',
    addresses: 'public addresses of a NAT gateway',
  },
  params: {
    ...windowParams(30, 'a month holds a month-end run and a test of the disaster recovery'),
    lookbackDays: {
      default: 30,
      // So far back the metrics of tunnels are asked there.
      byProvider: { gcp: 14 },
      min: 1,
      max: 90,
      why: 'a month holds a month-end run and a test of the disaster recovery',
    },
    maxBytesPerDay: {
      default: 0,
      min: 0,
      max: 1_000_000_000,
      why: 'AWS counts its own status checks and routing messages on some tunnels: raise it where yours show those',
    },
  },
  needs: { metrics: ['tunnel-up-maximum', 'processed-bytes'] },
  savesBeyond: true,
  risk: 'high',
  risks: { gcp: 'medium' },
  action: 'vpn-connection.delete',
  evaluate(connection, params, { now, digest, costs }) {
    const up = highest(digest('tunnel-up-maximum'), params, now);
    const bytes = busiestDay(digest('processed-bytes'), params, now);
    const wasUp = exceeds(up, 0);
    if (wasUp && exceeds(bytes, params.maxBytesPerDay)) return fine();
    if (wasUp && connection.siblings > 0) return fine(); // ready to take over from another connection
    const evidence = {
      lookbackDays: params.lookbackDays,
      tunnelsWereUp: up.known ? wasUp : null,
      maxBytesPerDay: bytes.known ? bytes.value.peak : null,
      coverage: up.known ? rounded(up.value.coverage) : null,
      otherConnectionsOfGateway: connection.siblings,
      gateway: connection.gatewayId ?? null,
    };
    const gap = gapIn(up, params.minCoverage) ?? (wasUp ? gapIn(bytes, params.minCoverage) : undefined);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: wasUp ? 0.5 : 0.7,
      evidence,
      monthlySavings: savingOf(connection, costs),
    });
  },
});

function savingOf(connection: VpnConnection, costs: Costs): Fact<CostEstimate> {
  const own = mapFact(costs.monthlyOf(connection, vpnConnection(connection)), certain);
  if (connection.gatewayKind !== 'transit') return own;
  // The attachment goes with the connection. A bill lists it under its own id, which the connection does not tell.
  const resourceId = `attachment of ${connection.resourceId}`;
  const attachment = mapFact(costs.monthlyOf({ resourceId }, transitAttachment('vpn')), (quote) =>
    labelled(certain(quote), resourceId),
  );
  return addEstimates([own, attachment]);
}
