import type { EstateFamily } from '../family.ts';
import { DatabaseMaker } from './maker.ts';
import { databaseMetrics } from './metrics.ts';
import type { DatabasesState } from './model.ts';
import { auroraClusters } from './roles/clusters.ts';
import { idleDatabases } from './roles/idle.ts';
import { databaseLifecycles } from './roles/lifecycle.ts';
import { readReplicas } from './roles/replicas.ts';
import { databaseSizes } from './roles/sizes.ts';
import { databaseSnapshots } from './roles/snapshots.ts';
import { databaseStorages } from './roles/storage.ts';
import { databaseUsage } from './usage.ts';

/** RDS and Aurora. Every database is in good use but for what its role says of it. */
export const databasesFamily: EstateFamily<DatabasesState> = {
  name: 'databases',
  generate(context) {
    const maker = new DatabaseMaker(context);
    maker.each(3, (index) => void maker.database('plain', index, index % 4 === 0 ? { multiAz: true } : {}));
    idleDatabases(maker);
    readReplicas(maker);
    databaseSizes(maker);
    databaseLifecycles(maker);
    databaseStorages(maker);
    auroraClusters(maker);
    databaseSnapshots(maker);
    const { databases, clusters, snapshots, exports } = maker;
    return { databases, clusters, snapshots, exports };
  },
  metrics: (state, { generatedAt }) => databaseMetrics(state, generatedAt),
  usage: (state) => databaseUsage(state),
};
