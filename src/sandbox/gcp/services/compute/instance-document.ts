import type { GcpDisk, GcpInstance } from '../../../provider-estate/gcp/model.ts';
import { relativeName } from '../../../provider-estate/gcp/names.ts';
import { shapeOf } from '../../../provider-estate/gcp/prices.ts';
import { pacificTime } from '../../wire/times.ts';
import { fingerprint, head, labelled, link } from './documents.ts';

export const LICENCES: Readonly<Record<GcpInstance['os'], readonly string[]>> = {
  debian: ['projects/debian-cloud/global/licenses/debian-12-bookworm'],
  cos: ['projects/cos-cloud/global/licenses/cos', 'projects/cos-cloud/global/licenses/cos-pcid'],
  windows: ['projects/windows-cloud/global/licenses/windows-server-2022-dc'],
};

const CPU_PLATFORMS: Readonly<Record<string, string>> = {
  n1: 'Intel Broadwell',
  g1: 'Intel Broadwell',
  n2: 'Intel Ice Lake',
  n2d: 'AMD Milan',
  n4: 'Intel Emerald Rapids',
  c3: 'Intel Sapphire Rapids',
  e2: 'Intel Broadwell',
};

export function instanceDocument(
  instance: GcpInstance,
  projectNumber: string,
  diskOf: (name: string) => GcpDisk | undefined,
): object {
  const { projectId, region, machineType, status, spot, internalIp, externalIp, group, node, accelerator } = instance;
  const running = status === 'RUNNING';
  const email = `${projectNumber}-compute@developer.gserviceaccount.com`;
  return {
    ...head('instance', instance, relativeName('instances', instance)),
    description: '',
    tags: { fingerprint: fingerprint('tags') },
    machineType: link(projectId, `zones/${instance.zone}/machineTypes/${machineType}`),
    status,
    canIpForward: false,
    networkInterfaces: [
      {
        kind: 'compute#networkInterface',
        network: link(projectId, 'global/networks/main'),
        subnetwork: link(projectId, `regions/${region}/subnetworks/main-${region}`),
        networkIP: internalIp,
        name: 'nic0',
        ...(externalIp !== undefined && { accessConfigs: [accessConfig(externalIp)] }),
        fingerprint: fingerprint(internalIp),
        stackType: 'IPV4_ONLY',
      },
    ],
    disks: instance.disks.map((name, index) => attachedDisk(instance, diskOf(name), name, index)),
    metadata: {
      kind: 'compute#metadata',
      fingerprint: fingerprint(machineType),
      items: metadata(instance, projectNumber, group),
    },
    serviceAccounts: [{ email, scopes: ['https://www.googleapis.com/auth/cloud-platform'] }],
    scheduling: {
      onHostMaintenance: spot || accelerator ? 'TERMINATE' : 'MIGRATE',
      automaticRestart: !spot,
      preemptible: spot,
      provisioningModel: spot ? 'SPOT' : 'STANDARD',
      ...(spot && { instanceTerminationAction: 'STOP' }),
      ...(instance.tenantOf && {
        nodeAffinities: [
          { key: 'compute.googleapis.com/node-group-name', operator: 'IN', values: [instance.tenantOf.group] },
        ],
      }),
    },
    cpuPlatform: running ? (CPU_PLATFORMS[shapeOf(machineType).family] ?? 'Intel Broadwell') : 'Unknown CPU Platform',
    ...labelled(instance),
    startRestricted: false,
    deletionProtection: instance.deletionProtection,
    ...(accelerator && {
      guestAccelerators: [
        {
          acceleratorType: link(projectId, `zones/${instance.zone}/acceleratorTypes/${accelerator.type}`),
          acceleratorCount: accelerator.count,
        },
      ],
    }),
    reservationAffinity: { consumeReservationType: 'ANY_RESERVATION' },
    ...(instance.policies.length > 0 && {
      resourcePolicies: instance.policies.map((name) => link(projectId, `regions/${region}/resourcePolicies/${name}`)),
    }),
    shieldedInstanceConfig: { enableSecureBoot: false, enableVtpm: true, enableIntegrityMonitoring: true },
    shieldedInstanceIntegrityPolicy: { updateAutoLearnPolicy: true },
    fingerprint: fingerprint(instance.id),
    lastStartTimestamp: pacificTime(instance.lastStartAt),
    ...(instance.lastStopAt !== undefined && { lastStopTimestamp: pacificTime(instance.lastStopAt) }),
    ...(instance.lastSuspendedAt !== undefined && { lastSuspendedTimestamp: pacificTime(instance.lastSuspendedAt) }),
    keyRevocationActionType: 'NONE',
    ...(node && { displayDevice: { enableDisplay: false } }),
  };
}

function accessConfig(natIP: string): object {
  return { kind: 'compute#accessConfig', type: 'ONE_TO_ONE_NAT', name: 'External NAT', natIP, networkTier: 'PREMIUM' };
}

function attachedDisk(instance: GcpInstance, disk: GcpDisk | undefined, name: string, index: number): object {
  const boot = index === 0;
  return {
    kind: 'compute#attachedDisk',
    type: 'PERSISTENT',
    mode: 'READ_WRITE',
    source: link(instance.projectId, `zones/${instance.zone}/disks/${name}`),
    deviceName: name,
    index,
    boot,
    autoDelete: boot,
    ...(boot && {
      licenses: LICENCES[instance.os].map((licence) => link(instance.projectId, licence)),
      guestOsFeatures: [{ type: 'VIRTIO_SCSI_MULTIQUEUE' }, { type: 'UEFI_COMPATIBLE' }],
      architecture: 'X86_64',
    }),
    interface: 'SCSI',
    ...(disk && { diskSizeGb: String(disk.sizeGiB) }),
  };
}

function metadata({ node }: GcpInstance, projectNumber: string, group: string | undefined): readonly object[] {
  const items: { readonly key: string; readonly value: string }[] = [];
  if (group !== undefined) items.push({ key: 'created-by', value: `projects/${projectNumber}/${group}` });
  if (node) {
    items.push(
      { key: 'cluster-name', value: node.cluster },
      { key: 'cluster-location', value: node.location },
      { key: 'kube-labels', value: `cloud.google.com/gke-nodepool=${node.pool}` },
    );
  }
  return [...items, { key: 'enable-oslogin', value: 'TRUE' }];
}
