import { computeProducts } from './compute-products.ts';
import { hostProducts } from '../ec2-compute/products.ts';
import { databaseProducts } from '../rds/products.ts';
import { secretProducts } from '../secretsmanager/products.ts';
import { backupProducts } from '../backup/products.ts';
import { fastSnapshotRestoreProducts } from '../images/products.ts';
import { containerProducts } from '../ecs/products.ts';
import { processingProducts } from '../emr/products.ts';
import { functionProducts } from '../lambda/products.ts';
import { machineLearningProducts } from '../sagemaker/products.ts';
import { desktopProducts } from '../workspaces/products.ts';
import type { Product } from './product.ts';
import { addressProducts, storageProducts } from './storage-products.ts';
import { networkProducts } from '../ec2-networks/products.ts';
import { storageFamilyProducts } from '../storage-prices/products.ts';

import { dataStoreProducts } from '../data-stores/products.ts';
/** Makes products of one or several services. Each product names its service; several sources may add to the same. */
export type ProductSource = () => Iterable<Product>;

/** Every source of the price list, one a line. */
export const productSources: readonly ProductSource[] = [
  storageFamilyProducts,
  computeProducts,
  hostProducts,
  storageProducts,
  addressProducts,
  secretProducts,
  fastSnapshotRestoreProducts,
  databaseProducts,
  networkProducts,
  backupProducts,
  containerProducts,
  functionProducts,
  machineLearningProducts,
  processingProducts,
  desktopProducts,
  dataStoreProducts,
];
