import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { Instance, MachineBuild, PowerState, Software, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { instanceSchedules, type IsScheduled, schedulePermissions } from '../instance-schedules.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { architectureOf, customShape, familyOf } from '../machine-types.ts';
import { gpuKey } from '../machine-skus.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { NOTEBOOK_LABEL } from '../notebook-machines.ts';
import { computeName, computeResource, lastPart, withProject } from '../names.ts';

const Disk = z.object({
  type: z.string().default('PERSISTENT'),
  boot: z.boolean().default(false),
  source: z.string().optional(),
  licenses: z.array(z.string()).default([]),
  architecture: z.string().optional(),
});

const Row = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  machineType: z.string().min(1),
  status: z.string().min(1),
  creationTimestamp: Time.optional(),
  lastStartTimestamp: Time.optional(),
  lastStopTimestamp: Time.optional(),
  lastSuspendedTimestamp: Time.optional(),
  labels: Labels,
  // Every machine has at least its boot disk: a missing list was not read.
  disks: z.array(Disk).optional(),
  networkInterfaces: z.array(z.object({ network: z.string().optional() })).optional(),
  scheduling: z
    .object({
      preemptible: z.boolean().default(false),
      provisioningModel: z.string().optional(),
      nodeAffinities: z.array(z.object({ key: z.string().optional() })).default([]),
    })
    .default({ preemptible: false, nodeAffinities: [] }),
  // Left out where none are attached; those of an accelerator-optimised type stand there too.
  guestAccelerators: z
    .array(z.object({ acceleratorType: z.string(), acceleratorCount: z.int().positive() }))
    .default([]),
  // Left out where there are none.
  resourcePolicies: z.array(z.string()).default([]),
  metadata: z
    .object({ items: z.array(z.object({ key: z.string(), value: z.string().optional() })).default([]) })
    .default({ items: [] }),
  advancedMachineFeatures: z
    .object({ visibleCoreCount: z.int().optional(), threadsPerCore: z.int().optional() })
    .optional(),
});

type Row = z.infer<typeof Row>;

const OPERATION = 'compute.instances.aggregatedList';

/**
 * Virtual machines of a project, over all zones. Source: Compute Engine API, instances.aggregatedList. Its bill names
 * them by their number, which stands in `billingIds`.
 */
export const instances = defineCollector({
  type: 'gcp:compute:instance',
  kind: 'instance',
  permissions: ['compute.instances.list', ...schedulePermissions],
  metrics: metricsOfType('gcp:compute:instance'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  prepare: (gcp, scope): Promise<IsScheduled> => instanceSchedules(gcp, scope),
  fetch: (gcp, scope) => aggregated(gcp, scope, OPERATION, { path: 'instances' }),
  toResource(row, { accountId: projectId }, isScheduled): Instance {
    const managedBy = managerOf(row, projectId);
    const uses: readonly Use[] =
      managedBy?.startsWith('//') === true ? [{ relation: 'member-of', targetId: managedBy }] : [];
    return {
      kind: 'instance',
      type: 'gcp:compute:instance',
      resourceId: computeResource(projectId, row.place, 'instances', row.name),
      billingIds: [computeResource(projectId, row.place, 'instances', row.id)],
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      ...(uses.length > 0 && { uses: known(uses) }),
      sizeName: lastPart(row.machineType),
      powerState: powerStates[row.status] ?? 'changing',
      startedAt: fact(row.lastStartTimestamp ?? row.creationTimestamp, 'lastStartTimestamp'),
      stoppedSince: stoppedSince(row),
      architecture: architecture(row),
      operatingSystem: operatingSystem(row),
      pricingModel: pricingModel(row),
      software: software(row),
      build: buildOf(row),
      ...attachedAccelerators(row),
      scheduled: isScheduled(row.resourcePolicies),
      ...(row.status === 'SUSPENDED' && { suspended: true }),
      ...(managedBy !== undefined && { managedBy }),
    };
  },
});

/** Source: Compute Engine documentation, "VM instance lifecycle". TERMINATED is a machine that was stopped. */
const powerStates: Readonly<Record<string, PowerState>> = {
  RUNNING: 'running',
  TERMINATED: 'stopped',
  STOPPED: 'stopped',
  SUSPENDED: 'stopped',
};

function stoppedSince({ status, lastStopTimestamp, lastSuspendedTimestamp }: Row): Fact<Instant> {
  if (status === 'SUSPENDED') return fact(lastSuspendedTimestamp, 'lastSuspendedTimestamp');
  if (powerStates[status] === 'stopped') return fact(lastStopTimestamp, 'lastStopTimestamp');
  return unread('it is not stopped');
}

function architecture({ machineType, disks = [] }: Row): Instance['architecture'] {
  const boot = disks.find((disk) => disk.boot)?.architecture;
  return known(boot === 'ARM64' ? 'arm64' : architectureOf(lastPart(machineType)));
}

/** `…/projects/windows-cloud/global/licenses/windows-server-2022-dc`: licences tell what is paid for with the machine. */
function bootLicences({ disks }: Row): readonly string[] | undefined {
  return disks?.find((disk) => disk.boot)?.licenses;
}

/**
 * By the licences of the boot disk: they are what is billed. An image without any, such as one that was brought
 * along, bills none and is taken for Linux. Source: "Premium images" and "Licenses".
 */
function operatingSystem(row: Row): Instance['operatingSystem'] {
  const licences = bootLicences(row);
  if (licences === undefined) return unread('the boot disk was not listed');
  const has = (pattern: RegExp): boolean => licences.some((licence) => pattern.test(licence));
  if (has(/byol|byos/)) return known('other');
  if (has(/\/windows-cloud\/|windows-server/)) return known('windows');
  if (has(/\/rhel-cloud\/|\/rhel-sap-cloud\/|licenses\/rhel-/)) return known('rhel');
  if (has(/\/suse-cloud\/|\/suse-sap-cloud\/|licenses\/sles-/)) return known('suse');
  return known('linux');
}

function software(row: Row): Fact<Software> {
  const licences = row.disks?.flatMap((disk) => disk.licenses);
  if (licences === undefined) return unread('the disks were not listed');
  const edition = licences
    .map((licence) => /sql-server-\w+-(web|standard|enterprise)/.exec(licence)?.[1])
    .find(Boolean);
  return known(edition === undefined ? 'none' : (`sql-${edition}` as Software));
}

function pricingModel({ scheduling }: Row): Instance['pricingModel'] {
  if (scheduling.provisioningModel === 'SPOT' || scheduling.preemptible) return 'spot';
  // Sole-tenant nodes are paid as nodes ("Sole-tenancy overview").
  const onNode = scheduling.nodeAffinities.some(({ key }) => key?.startsWith('compute.googleapis.com/node') === true);
  return onNode ? 'dedicated' : 'on-demand';
}

/**
 * The managed instance group that made it, by the metadata that Compute sets: `created-by`, a path with the project's
 * number. GKE's nodes and Dataproc's workers are told by it or by their labels.
 */
function managerOf({ metadata, labels }: Row, projectId: string): string | undefined {
  const creator = metadata.items.find(({ key }) => key === 'created-by')?.value;
  if (creator?.includes('/instanceGroupManagers/') === true) return withProject(computeName(creator), projectId);
  const cluster = labels['goog-k8s-cluster-name'] ?? labels['goog-dataproc-cluster-name'];
  // A Workbench instance is stopped, and changed in size, by its own service.
  return cluster ?? (labels[NOTEBOOK_LABEL] === undefined ? undefined : (labels['resource-name'] ?? 'Workbench'));
}

function buildOf({ machineType, disks, networkInterfaces, advancedMachineFeatures }: Row): MachineBuild {
  const cores = advancedMachineFeatures?.visibleCoreCount;
  const threads = advancedMachineFeatures?.threadsPerCore ?? 2;
  return {
    networkInterfaces: fact(networkInterfaces?.length, 'networkInterfaces'),
    volumes: fact(disks?.filter(({ type }) => type === 'PERSISTENT').length, 'disks'),
    // Boot disks are network disks: local SSDs are never booted from.
    localRoot: known(false),
    localDisks: fact(disks?.filter(({ type }) => type === 'SCRATCH').length, 'disks'),
    vcpus: cores === undefined ? vcpusOf(lastPart(machineType)) : known(cores * threads),
    // The choice of a network adapter is no matter of sizes, but of images: gVNIC is not needed by any size that is offered.
    enhancedNetworking: known(true),
  };
}

/** N1 alone takes GPUs beside its type; other types have theirs built in ("GPU machine types"). */
function attachedAccelerators({ machineType, guestAccelerators }: Row): Pick<Instance, 'accelerators'> {
  if (guestAccelerators.length === 0 || familyOf(lastPart(machineType)) !== 'n1') return {};
  return {
    accelerators: guestAccelerators.map(({ acceleratorType, acceleratorCount }) => ({
      name: gpuKey(lastPart(acceleratorType)),
      count: acceleratorCount,
    })),
  };
}

/** All vCPUs of a type are switched on unless somebody chose fewer cores; the type's name tells how many. */
function vcpusOf(machineType: string): Fact<number> {
  const custom = customShape(machineType);
  if (custom !== undefined) return known(custom.vcpus);
  const told = /^[a-z][a-z0-9]*-(?:standard|highcpu|highmem|megamem|ultramem)-(\d+)(?:-|$)/.exec(machineType)?.[1];
  return told === undefined ? unread(`${machineType} does not tell its vCPUs`) : known(Number(told));
}
