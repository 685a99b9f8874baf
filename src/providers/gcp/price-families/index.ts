import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { commitmentPrices } from './commitments.ts';
import { imageStoragePrices, processingPrices } from './data-processing.ts';
import { databasePrices } from './databases.ts';
import { instancePrices } from './instances.ts';
import { nodeDatabasePrices } from './node-databases.ts';
import { networkPrices } from './networks.ts';
import { soleTenantNodePrices } from './sole-tenant-nodes.ts';
import { bucketPrices, cachePrices, clusterPrices, datasetPrices, logPrices, servicePrices } from './stores.ts';
import { volumePrices } from './volumes.ts';

export const priceFamilies: readonly PriceFamily[] = [
  instancePrices,
  soleTenantNodePrices,
  commitmentPrices,
  volumePrices,
  addressPrices,
  networkPrices,
  databasePrices,
  nodeDatabasePrices,
  bucketPrices,
  datasetPrices,
  logPrices,
  clusterPrices,
  cachePrices,
  servicePrices,
  processingPrices,
  imageStoragePrices,
];
