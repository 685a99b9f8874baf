import type { EstateFamily } from '../family.ts';
import { keyed } from '../family-parts.ts';
import { buildKubernetes, kubernetesVersions } from './kubernetes.ts';
import { buildMachineClusters } from './machine-clusters.ts';
import { containerMetrics } from './metrics.ts';
import type { ContainersState } from './model.ts';
import { buildNodeGroups } from './node-groups.ts';
import { buildTasks } from './tasks.ts';
import { containerUsage } from './usage.ts';

/** Clusters, services and node groups of ECS and EKS. */
export const containersFamily: EstateFamily<ContainersState> = {
  name: 'containers',
  generate(context) {
    const tasks = buildTasks(context);
    const kubernetes = buildKubernetes(context);
    const workers = buildNodeGroups(context);
    return {
      ecsClusters: keyed([...tasks.clusters, ...buildMachineClusters(context)], ({ arn }) => arn),
      ecsServices: keyed(tasks.services, ({ arn }) => arn),
      taskDefinitions: keyed(tasks.definitions, ({ arn }) => arn),
      targets: keyed(tasks.targets, ({ arn }) => arn),
      eksClusters: keyed([...kubernetes.clusters, ...workers.clusters], ({ arn }) => arn),
      nodeGroups: keyed([...kubernetes.nodeGroups, ...workers.nodeGroups], ({ arn }) => arn),
      versions: kubernetesVersions(context),
    };
  },
  metrics: containerMetrics,
  usage: (state) => containerUsage(state),
};
