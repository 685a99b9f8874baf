import type {
  GcpCommitment,
  GcpInstanceGroup,
  GcpInstanceTemplate,
  GcpReservation,
  GcpResourcePolicy,
} from '../../../provider-estate/gcp/model.ts';
import { relativeName } from '../../../provider-estate/gcp/names.ts';
import { type MachineShape, machineShapes } from '../../../provider-estate/gcp/prices.ts';
import { pacificTime } from '../../wire/times.ts';
import { hashText } from '../../../estate/random.ts';
import { fingerprint, head, link } from './documents.ts';

export function instanceGroupManagerDocument(group: GcpInstanceGroup): object {
  const { projectId, zone, region, targetSize } = group;
  const scope = zone === undefined ? `regions/${region}` : `zones/${zone}`;
  const template = link(projectId, `global/instanceTemplates/${group.template}`);
  const nothing = Object.fromEntries(
    [
      'abandoning',
      'creating',
      'creatingWithoutRetries',
      'deleting',
      'recreating',
      'refreshing',
      'restarting',
      'verifying',
    ].map((action) => [action, 0]),
  );
  return {
    ...head('instanceGroupManager', group, relativeName('instanceGroupManagers', group)),
    description: '',
    instanceTemplate: template,
    versions: [{ instanceTemplate: template, targetSize: { calculated: targetSize } }],
    instanceGroup: link(projectId, `${scope}/instanceGroups/${group.name}`),
    baseInstanceName: group.baseInstanceName,
    fingerprint: fingerprint(group.id),
    currentActions: { none: targetSize, ...nothing },
    status: {
      isStable: true,
      versionTarget: { isReached: true },
      stateful: { hasStatefulConfig: group.stateful === true, perInstanceConfigs: { allEffective: true } },
      ...(group.autoscaler && { autoscaler: link(projectId, `${scope}/autoscalers/${group.name}`) }),
    },
    targetSize,
    ...(group.zones && {
      distributionPolicy: {
        zones: group.zones.map((each) => ({ zone: link(projectId, `zones/${each}`) })),
        targetShape: 'EVEN',
      },
    }),
    ...(group.stateful === true && {
      statefulPolicy: { preservedState: { disks: { boot: { autoDelete: 'NEVER' } } } },
    }),
    updatePolicy: {
      type: 'OPPORTUNISTIC',
      minimalAction: 'REPLACE',
      maxSurge: { fixed: 1, calculated: 1 },
      maxUnavailable: { fixed: 1, calculated: 1 },
      replacementMethod: 'SUBSTITUTE',
    },
  };
}

/** The autoscaler of a group that has one. */
export function autoscalerDocument(group: GcpInstanceGroup): object {
  const { projectId, zone, region, autoscaler } = group;
  const scope = zone === undefined ? `regions/${region}` : `zones/${zone}`;
  const id = `8${String(hashText(group.id)).padStart(10, '0')}${group.id.slice(0, 8)}`;
  return {
    ...head('autoscaler', { ...group, id }, relativeName('autoscalers', group)),
    target: link(projectId, `${scope}/instanceGroupManagers/${group.name}`),
    autoscalingPolicy: {
      minNumReplicas: autoscaler?.min,
      maxNumReplicas: autoscaler?.max,
      coolDownPeriodSec: 60,
      cpuUtilization: { utilizationTarget: autoscaler?.targetCpu, predictiveMethod: 'NONE' },
      ...(autoscaler?.schedule !== undefined && {
        scalingSchedules: {
          [autoscaler.schedule]: {
            minRequiredReplicas: group.targetSize,
            schedule: '0 7 * * MON-FRI',
            timeZone: 'Europe/Berlin',
            durationSec: 43_200,
            disabled: false,
          },
        },
      }),
      mode: 'ON',
    },
    status: 'ACTIVE',
    recommendedSize: group.targetSize,
  };
}

export function instanceTemplateDocument(template: GcpInstanceTemplate): object {
  const { projectId } = template;
  return {
    ...head('instanceTemplate', template, relativeName('instanceTemplates', template)),
    description: '',
    properties: {
      machineType: template.machineType,
      canIpForward: false,
      networkInterfaces: [
        { kind: 'compute#networkInterface', network: link(projectId, 'global/networks/main'), name: 'nic0' },
      ],
      disks: [
        {
          kind: 'compute#attachedDisk',
          type: 'PERSISTENT',
          mode: 'READ_WRITE',
          deviceName: 'boot',
          index: 0,
          boot: true,
          autoDelete: true,
          initializeParams: { sourceImage: template.sourceImage, diskSizeGb: '20', diskType: 'pd-balanced' },
        },
      ],
      ...(Object.keys(template.labels).length > 0 && { labels: template.labels }),
      scheduling: { onHostMaintenance: 'MIGRATE', automaticRestart: true, preemptible: false },
    },
  };
}

export function resourcePolicyDocument(policy: GcpResourcePolicy): object {
  const { retentionDays, instanceSchedule } = policy;
  return {
    ...head('resourcePolicy', policy, relativeName('resourcePolicies', policy)),
    status: 'READY',
    ...(retentionDays !== undefined && {
      snapshotSchedulePolicy: {
        schedule: { dailySchedule: { daysInCycle: 1, startTime: '04:00', duration: 'PT14400S' } },
        retentionPolicy: { maxRetentionDays: retentionDays, onSourceDiskDelete: 'KEEP_AUTO_SNAPSHOTS' },
      },
    }),
    ...(instanceSchedule && {
      instanceSchedulePolicy: {
        vmStartSchedule: { schedule: instanceSchedule.start },
        vmStopSchedule: { schedule: instanceSchedule.stop },
        timeZone: instanceSchedule.timeZone,
      },
    }),
  };
}

export function commitmentDocument(commitment: GcpCommitment): object {
  return {
    ...head('commitment', commitment, relativeName('commitments', commitment)),
    description: '',
    status: commitment.status,
    statusMessage: `The commitment is ${commitment.status.toLowerCase()}.`,
    plan: commitment.plan,
    category: 'MACHINE',
    type: commitment.type,
    resources: [
      { type: 'VCPU', amount: String(commitment.vcpus) },
      { type: 'MEMORY', amount: String(commitment.memoryMiB) },
    ],
    startTimestamp: pacificTime(commitment.startAt),
    endTimestamp: pacificTime(commitment.endAt),
    autoRenew: commitment.autoRenew,
  };
}

export function reservationDocument(reservation: GcpReservation): object {
  const { projectId, region } = reservation;
  return {
    ...head('reservation', reservation, relativeName('reservations', reservation)),
    description: '',
    specificReservation: {
      instanceProperties: { machineType: reservation.machineType },
      count: String(reservation.count),
      inUseCount: String(reservation.inUse),
      assuredCount: String(reservation.count),
    },
    specificReservationRequired: false,
    status: 'READY',
    shareSettings: { shareType: 'LOCAL' },
    ...(reservation.deleteAt !== undefined && { deleteAtTime: pacificTime(reservation.deleteAt) }),
    ...(reservation.commitment !== undefined && {
      commitment: link(projectId, `regions/${region}/commitments/${reservation.commitment}`),
    }),
  };
}

/** Machine types of a zone; ids follow from names, as the types are the same everywhere. */
export function machineTypeDocuments(projectId: string, zone: string): readonly object[] {
  return [...machineShapes().values()].map((shape) => machineTypeDocument(projectId, zone, shape));
}

function machineTypeDocument(projectId: string, zone: string, shape: MachineShape): object {
  const shared = shape.billedVcpus < shape.vcpus;
  return {
    kind: 'compute#machineType',
    id: `${1000 + (hashText(shape.name) % 9000)}${String(shape.vcpus).padStart(3, '0')}`,
    creationTimestamp: '1969-12-31T16:00:00.000-08:00',
    name: shape.name,
    description: `${shape.vcpus} vCPUs ${shape.memoryMiB / 1024} GB RAM`,
    guestCpus: shape.vcpus,
    memoryMb: Math.round(shape.memoryMiB),
    imageSpaceGb: 0,
    maximumPersistentDisks: shared ? 16 : 128,
    maximumPersistentDisksSizeGb: shared ? '3072' : '263168',
    zone,
    selfLink: link(projectId, `zones/${zone}/machineTypes/${shape.name}`),
    isSharedCpu: shared,
    architecture: /^(c4a|t2a|n4a)/.test(shape.family) ? 'ARM64' : 'X86_64',
  };
}
