import { databasesFamily } from './databases/family.ts';
import type { EstateFamily } from './family.ts';
import { backupsFamily } from './backups/family.ts';
import { computeFamily } from './compute/family.ts';
import { imagesFamily } from './images/family.ts';
import { secretsFamily } from './secrets/family.ts';
import { networkFamily } from './network/family.ts';
import { storageFamily } from './storage/family.ts';

import { commitmentsFamily } from './commitments/family.ts';
import { containersFamily } from './containers/family.ts';
import { dataProcessingFamily } from './data-processing/family.ts';
import { desktopsFamily } from './desktops/family.ts';
import { functionsFamily } from './functions/family.ts';
import { machineLearningFamily } from './machine-learning/family.ts';
import { dataStoresFamily } from './data-stores/family.ts';
/** Every family, one a line; a family that looks at another's state stands below it. */
export const families: readonly EstateFamily[] = [
  storageFamily,
  secretsFamily,
  networkFamily,
  databasesFamily,
  imagesFamily,
  computeFamily,
  backupsFamily,
  containersFamily,
  functionsFamily,
  machineLearningFamily,
  dataProcessingFamily,
  desktopsFamily,
  dataStoresFamily,
  // Last: it looks at the bill of all others.
  commitmentsFamily,
];
