import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { uuidOf } from '../../estate/family-parts.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { GcpDataprocCluster } from './analytics-model.ts';
import { type GcpBuilder, KEEP_LABEL, partOf, type Part } from './builder.ts';
import { addInstance } from './instances.ts';
import { HOURS_PER_MONTH, machineMonthly, shapeOf } from './prices.ts';

const CHECK = 'gcp-dataproc-idle';

/** Of each vCPU, an hour. Source: Dataproc pricing, "Dataproc on Compute Engine pricing": 0.010 USD; as of 2026-07. */
export const DATAPROC_VCPU_HOUR = picoOf('0.01');

/** What a cluster does, and how many of it there are in a thousand resources. */
const ROLES = {
  idle: 1.2,
  busy: 0.3,
  nightly: 0.3,
  'own-jobs': 0.3,
  'idle-delete': 0.3,
  autoscaled: 0.3,
  trino: 0.3,
  young: 0.3,
  keep: 0.3,
  working: 0.3,
} as const;
type Role = keyof typeof ROLES;

export function buildDataprocClusters(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addCluster(builder, role, index);
  }
}

function addCluster(builder: GcpBuilder, role: Role, index: number): void {
  const part = partOf(builder, 'dataproc', role, index, { keep: role === 'keep' });
  const { random, place, zone, identity } = part;
  const name = `${identity.application.app.slice(0, 20)}-spark-${random.hex(4)}`;
  const cluster: GcpDataprocCluster = {
    projectId: place.accountId,
    region: place.region,
    name,
    uuid: uuidOf(random),
    zone,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(0.2, 0.9) : random.between(20, 300)),
    labels: part.labels,
    machineType: random.pick(['n2-standard-4', 'e2-standard-4', 'n2d-standard-4']),
    machines: ['m', ...Array.from({ length: random.integer(2, 3) }, (_, at) => `w-${at}`)].map(
      (suffix) => `${name}-${suffix}`,
    ),
    optionalComponents: role === 'trino' ? ['TRINO'] : random.pick([[], ['JUPYTER']]),
    ...(role === 'autoscaled' && {
      autoscalingPolicy: `projects/${place.accountId}/regions/${place.region}/autoscalingPolicies/two-to-ten`,
    }),
    // Fourteen days are the most. Source: Dataproc, "Cluster scheduled deletion".
    ...(role === 'idle-delete' && { idleDeleteSeconds: 5 * 86_400 }),
    load: role === 'busy' ? 'daily' : role === 'nightly' ? 'nightly' : 'none',
    ownJobsPerHour: role === 'own-jobs' ? 2 : 0,
    activeJobs: role === 'working' ? [`job-${random.hex(8)}`] : [],
  };
  builder.dataprocClusters.push(cluster);
  for (const machine of cluster.machines) addMachine(builder, cluster, part, machine);
  plant(builder, role, cluster);
}

/** Labels that Dataproc gives its clusters and their machines. Source: Dataproc, "Labels". */
export const clusterLabels = ({ name, uuid, region }: GcpDataprocCluster): Readonly<Record<string, string>> => ({
  'goog-dataproc-cluster-name': name,
  'goog-dataproc-cluster-uuid': uuid,
  'goog-dataproc-location': region,
});

function addMachine(builder: GcpBuilder, cluster: GcpDataprocCluster, { place }: Part, name: string): void {
  const part = partOf(builder, 'dataproc machine', name, 0, { place });
  addInstance(builder, cluster.load === 'daily' ? 'cluster-machine' : 'cluster-machine-low', part, {
    name,
    machineType: cluster.machineType,
    zone: cluster.zone,
    createdAt: cluster.createdAt,
    labels: { ...cluster.labels, ...clusterLabels(cluster) },
    diskGiB: 100,
  });
}

export const clusterName = ({ projectId, region, name }: GcpDataprocCluster): string =>
  `//dataproc.googleapis.com/projects/${projectId}/regions/${region}/clusters/${name}`;

const FINE: Readonly<Record<Exclude<Role, 'idle'>, string>> = {
  busy: 'jobs run on it by day',
  nightly: 'one job runs on it each night',
  'own-jobs': 'its jobs run beside the resource manager, and are handed in all day',
  'idle-delete': 'idle, but it deletes itself after five days without a job',
  autoscaled: 'idle, but an autoscaling policy takes its workers away',
  trino: 'Trino answers queries on it, which nothing counts',
  young: 'younger than the window of two days',
  keep: `protected by the label ${KEEP_LABEL}`,
  working: 'a job runs on it now',
};

function plant(builder: GcpBuilder, role: Role, cluster: GcpDataprocCluster): void {
  const at = { accountId: cluster.projectId, region: cluster.region };
  const id = clusterName(cluster);
  if (role !== 'idle') return builder.context.plantFine(CHECK, at, id, FINE[role]);
  const { vcpus } = shapeOf(cluster.machineType);
  const each =
    machineMonthly(cluster.machineType, cluster.region) + DATAPROC_VCPU_HOUR * BigInt(vcpus) * HOURS_PER_MONTH;
  const because = 'no job for weeks, and nothing that ends it';
  builder.context.plantWaste(CHECK, at, id, because, decimalOf(each * BigInt(cluster.machines.length)));
}
