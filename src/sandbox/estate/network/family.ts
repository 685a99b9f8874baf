import type { EstateFamily } from '../family.ts';
import { buildApplicationBalancers } from './application-balancers.ts';
import { buildClassicBalancers } from './classic-balancers.ts';
import { buildEndpoints } from './endpoints.ts';
import { buildFlowBalancers } from './flow-balancers.ts';
import { buildMainNetworks } from './main-networks.ts';
import { networkMetrics } from './metrics.ts';
import type { NetworkState } from './model.ts';
import { buildNatGateways } from './nat-gateways.ts';
import { NetworkBuilder } from './network-builder.ts';
import { plantPublicAddresses } from './public-addresses.ts';
import { buildAttachments, transitGateways } from './transit.ts';
import { networkUsage } from './usage.ts';
import { buildVpnConnections } from './vpn.ts';
import { buildZones } from './zones.ts';

/** Networks, gateways, endpoints, load balancers and DNS: the networks of the instances, and many cases beside. */
export const networkFamily: EstateFamily<NetworkState> = {
  name: 'network',
  generate(context) {
    const builder = new NetworkBuilder(context);
    const layouts = buildMainNetworks(builder);
    plantPublicAddresses(builder, layouts);
    buildNatGateways(builder);
    buildEndpoints(builder);
    const gateways = transitGateways(builder);
    buildAttachments(builder, gateways);
    buildVpnConnections(builder, gateways);
    buildZones(builder, buildApplicationBalancers(builder));
    buildFlowBalancers(builder);
    buildClassicBalancers(builder);
    return builder.state;
  },
  metrics: (state, estate) => networkMetrics(state, estate.generatedAt),
  usage: (state) => networkUsage(state),
};
