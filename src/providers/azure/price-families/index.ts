import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { cachePrices, flexibleServerPrices, sqlPrices } from './databases.ts';
import { diskPrices } from './disks.ts';
import { documentThroughputPrices } from './document-throughput.ts';
import { warehouseUnitPrices } from './warehouse-units.ts';
import { licencePrices, machinePrices } from './machines.ts';
import {
  dedicatedLinePrices,
  loadBalancerPrices,
  natGatewayPrices,
  networkGatewayPrices,
  privateEndpointPrices,
  protectionPlanPrices,
} from './networks.ts';
import { apiGatewayPrices } from './api-gateways.ts';
import { modelThroughputPrices } from './model-throughput.ts';
import { bastionPrices, firewallPrices } from './network-services.ts';
import { bucketPrices } from './object-stores.ts';
import { appPlanPrices, functionPrices, kubernetesPrices } from './platforms.ts';

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
  bastionPrices,
  firewallPrices,
  apiGatewayPrices,
  modelThroughputPrices,
  dedicatedLinePrices,
  appPlanPrices,
  functionPrices,
  kubernetesPrices,
  sqlPrices,
  flexibleServerPrices,
  cachePrices,
  documentThroughputPrices,
  warehouseUnitPrices,
  bucketPrices,
];
