import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { databasePrices } from './databases.ts';
import { dedicatedHostPrices } from './dedicated-hosts.ts';
import { fastSnapshotRestorePrices } from './fast-snapshot-restores.ts';
import { instancePrices, softwarePrices } from './instances.ts';
import { volumePrices } from './volumes.ts';
import {
  loadBalancerPrices,
  natGatewayPrices,
  privateEndpointPrices,
  transitAttachmentPrices,
  vpnConnectionPrices,
} from './networks.ts';

/** Everything that is asked of the Price List. */
export const priceFamilies: readonly PriceFamily[] = [
  instancePrices,
  softwarePrices,
  dedicatedHostPrices,
  volumePrices,
  addressPrices,
  databasePrices,
  natGatewayPrices,
  privateEndpointPrices,
  transitAttachmentPrices,
  vpnConnectionPrices,
  loadBalancerPrices,
  fastSnapshotRestorePrices,
];
