import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { cachePrices, flexibleServerPrices, sqlPrices } from './databases.ts';
import { diskPrices } from './disks.ts';
import { licencePrices, machinePrices } from './machines.ts';
import {
  dedicatedLinePrices,
  loadBalancerPrices,
  natGatewayPrices,
  networkGatewayPrices,
  privateEndpointPrices,
  protectionPlanPrices,
} from './networks.ts';
import { bucketPrices } from './object-stores.ts';
import { appPlanPrices, kubernetesPrices } from './platforms.ts';

/** Everything that is asked of the price list. */
export const priceFamilies: readonly PriceFamily[] = [
  machinePrices,
  licencePrices,
  diskPrices,
  addressPrices,
  loadBalancerPrices,
  networkGatewayPrices,
  natGatewayPrices,
  privateEndpointPrices,
  protectionPlanPrices,
  dedicatedLinePrices,
  appPlanPrices,
  kubernetesPrices,
  sqlPrices,
  flexibleServerPrices,
  cachePrices,
  bucketPrices,
];
