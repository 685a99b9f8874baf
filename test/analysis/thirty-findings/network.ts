import { known } from '../../../src/domain/fact.ts';
import {
  dayDigest,
  loadBalancer,
  natGateway,
  network,
  privateEndpoint,
  transitAttachment,
  vpnConnection,
} from '../../support/network-builders.ts';
import { address, stored } from '../../support/resource-builders.ts';
import { defaultSettings } from '../../../src/analysis/settings.ts';
import { byId, priced, type PricedFinding } from './case.ts';

const GIB = 2 ** 30;
const related = byId(network());
const balancer = loadBalancer().resourceId;

/** Networks. */
export const networkFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-eip-unassociated',
    of: 'an address that nothing uses',
    facts: priced(stored(address({ attachedTo: known([]) }), { idleDays: 30 })),
    saves: ['0.005 x 730', '3.65'],
  },
  {
    checkId: 'aws-nat-gateway-idle',
    of: 'a NAT gateway and its public address',
    facts: priced(
      natGateway(),
      [dayDigest('nat-1', 'processed-bytes', 0, 14), dayDigest('nat-1', 'active-connections-maximum', 0, 14)],
      { related },
    ),
    saves: ['0.045 x 730 + 0.005 x 730', '36.50'],
  },
  {
    checkId: 'aws-nat-gateway-endpoint-missing',
    of: '24 GiB a day through a NAT gateway, 730 GiB in a month of 730 hours; 40 % of it to S3, as flow logs say',
    facts: priced(natGateway(), [dayDigest('nat-1', 'processed-bytes', 48 * GIB, 14)], {
      related,
      settings: { ...defaultSettings, params: { 'aws-nat-gateway-endpoint-missing': { sharePercent: 40 } } },
    }),
    saves: ['730 x 0.045 x 40 / 100', '13.14'],
    low: ['730 x 0.045 x 0 / 100', '0.00'],
    high: ['730 x 0.045 x 100 / 100', '32.85'],
  },
  {
    checkId: 'aws-alb-idle',
    of: 'an application load balancer that nobody asks; its capacity units are less than a cent',
    facts: priced(loadBalancer(), [
      dayDigest(balancer, 'requests', 0, 14),
      dayDigest(balancer, 'processed-bytes', 0, 14),
    ]),
    saves: ['0.0225 x 730', '16.425'],
  },
  {
    checkId: 'aws-clb-idle',
    of: 'a classic load balancer that nobody asks',
    facts: priced(loadBalancer({ flavor: 'classic' }), [
      dayDigest(balancer, 'requests', 0, 7),
      dayDigest(balancer, 'processed-bytes', 0, 7),
    ]),
    saves: ['0.025 x 730', '18.25'],
  },
  {
    checkId: 'aws-vpc-endpoint-idle',
    of: 'an interface endpoint in three zones',
    facts: priced(privateEndpoint({ subnetIds: ['subnet-a', 'subnet-b', 'subnet-c'] }), [
      dayDigest('vpce-1', 'processed-bytes', 0, 30),
    ]),
    saves: ['3 x 0.01 x 730', '21.90'],
  },
  {
    checkId: 'aws-tgw-attachment-idle',
    of: 'the attachment of a network to a transit gateway',
    facts: priced(transitAttachment(), [dayDigest('tgw-attach-1', 'processed-bytes', 0, 30)]),
    saves: ['0.05 x 730', '36.50'],
  },
  {
    checkId: 'aws-vpn-connection-idle',
    of: 'a VPN connection',
    facts: priced(vpnConnection(), [
      dayDigest('vpn-1', 'tunnel-up-maximum', 0, 30),
      dayDigest('vpn-1', 'processed-bytes', 0, 30),
    ]),
    saves: ['0.05 x 730', '36.50'],
  },
];
