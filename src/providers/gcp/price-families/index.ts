import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { commitmentPrices } from './commitments.ts';
import { databasePrices } from './databases.ts';
import { instancePrices } from './instances.ts';
import { networkPrices } from './networks.ts';
import { bucketPrices, cachePrices, clusterPrices, datasetPrices, logPrices, servicePrices } from './stores.ts';
import { volumePrices } from './volumes.ts';

export const priceFamilies: readonly PriceFamily[] = [
  instancePrices,
  commitmentPrices,
  volumePrices,
  addressPrices,
  networkPrices,
  databasePrices,
  bucketPrices,
  datasetPrices,
  logPrices,
  clusterPrices,
  cachePrices,
  servicePrices,
];
