import type { PriceFamily } from '../define-price-family.ts';
import { addressPrices } from './addresses.ts';
import { databasePrices } from './databases.ts';
import { dedicatedHostPrices } from './dedicated-hosts.ts';
import { backupPrices } from './backups.ts';
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
import {
  bucketPrices,
  elasticFilePrices,
  imageRepositoryPrices,
  logPrices,
  managedFilePrices,
  recorderPrices,
  secretPrices,
} from './object-stores.ts';

import { kubernetesPrices, taskPrices } from './containers.ts';
import { processingPrices } from './data-processing.ts';
import { desktopPrices } from './desktops.ts';
import { functionPrices } from './functions.ts';
import { machineLearningPrices } from './machine-learning.ts';
import {
  cachePrices,
  messageClusterPrices,
  nosqlTablePrices,
  replicationPrices,
  searchPrices,
  streamPrices,
  warehousePrices,
} from './data-stores.ts';
/** Everything that is asked of the Price List. */
export const priceFamilies: readonly PriceFamily[] = [
  bucketPrices,
  logPrices,
  imageRepositoryPrices,
  elasticFilePrices,
  managedFilePrices,
  recorderPrices,
  secretPrices,

  instancePrices,
  softwarePrices,
  dedicatedHostPrices,
  volumePrices,
  addressPrices,
  nosqlTablePrices,
  cachePrices,
  warehousePrices,
  searchPrices,
  replicationPrices,
  streamPrices,
  messageClusterPrices,
  databasePrices,
  natGatewayPrices,
  privateEndpointPrices,
  transitAttachmentPrices,
  vpnConnectionPrices,
  loadBalancerPrices,
  fastSnapshotRestorePrices,
  backupPrices,
  // containers, functions, machine learning, data processing, desktops
  taskPrices,
  kubernetesPrices,
  functionPrices,
  machineLearningPrices,
  processingPrices,
  desktopPrices,
];
