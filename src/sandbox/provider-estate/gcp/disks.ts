import { decimalOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import { uuidOf } from '../../estate/family-parts.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf, type Part } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { DiskType, GcpDisk, GcpInstance } from './model.ts';
import { computeName } from './names.ts';
import { diskRate } from './prices.ts';

type Host = Pick<
  GcpInstance,
  'projectId' | 'region' | 'zone' | 'name' | 'createdAt' | 'status' | 'labels' | 'os' | 'node' | 'load'
>;

const IMAGES = {
  debian: 'projects/debian-cloud/global/images/debian-12-bookworm-v20260513',
  cos: 'projects/gke-node-images/global/images/gke-1334-gke1552000-cos-121-18867-294-38-c-pre',
  windows: 'projects/windows-cloud/global/images/windows-server-2022-dc-v20260512',
} as const;

/** The boot disk of a machine and, for about every third, a disk of data. */
export function attachedDisks(builder: GcpBuilder, { random }: Part, host: Host, bootGiB?: number): readonly GcpDisk[] {
  const boot = diskOf(random, host, {
    name: host.name,
    type: 'pd-balanced',
    sizeGiB: bootGiB ?? (host.os === 'windows' ? 50 : random.pick([10, 20, 30, 50])),
    sourceImage: IMAGES[host.os],
    peakIops: random.integer(20, 60),
  });
  const disks = [boot];
  if (host.node === undefined && random.chance(0.35)) disks.push(dataDisk(builder, random, host));
  builder.disks.push(...disks);
  return disks;
}

/** SSD where it is worked hard; some SSD that would do as a balanced disk. */
function dataDisk(builder: GcpBuilder, random: Random, host: Host): GcpDisk {
  const draw = random.unit();
  // Of machines whose metrics go back far enough, and of which nothing is protected.
  const measured = host.load.since <= host.createdAt && builder.now - host.createdAt > 30 * DAY;
  const running = host.status === 'RUNNING' && measured && !(KEEP_LABEL in host.labels);
  if (draw > 0.3) {
    const type: DiskType = draw > 0.8 ? 'pd-standard' : 'pd-balanced';
    const sizeGiB = random.pick([50, 100, 200, 500]);
    return diskOf(random, host, { name: `${host.name}-data`, type, sizeGiB, peakIops: random.integer(20, 70) });
  }
  // A machine that does nothing asks nothing of its disks either.
  const quiet = (draw < 0.12 || host.load.shape === 'idle') && running;
  // Hard-worked ones stay within what the smallest of machines gives a disk.
  const sizeGiB = random.pick(quiet ? [100, 200, 500] : [100, 200]);
  // A pd-ssd has 30 IOPS a GiB. Source: Compute Engine, "Configure disks to meet performance requirements".
  const limit = sizeGiB * 30;
  const disk = diskOf(random, host, {
    name: `${host.name}-data`,
    type: 'pd-ssd',
    sizeGiB,
    peakIops: Math.round(limit * (quiet ? random.between(0.01, 0.05) : random.between(0.6, 0.8))),
  });
  if (!running) return disk;
  const id = computeName('disks', disk);
  const at = { accountId: disk.projectId, region: disk.region };
  if (quiet) {
    const saved = (diskRate('pd-ssd', disk.region) - diskRate('pd-balanced', disk.region)) * BigInt(sizeGiB);
    builder.context.plantWaste(CHECK.diskType, at, id, 'an SSD of which 5 % of the IOPS are used', decimalOf(saved));
  } else builder.context.plantFine(CHECK.diskType, at, id, 'an SSD that is worked hard');
  return disk;
}

function diskOf(
  random: Random,
  host: Host,
  spec: Pick<GcpDisk, 'name' | 'type' | 'sizeGiB' | 'peakIops'> & { readonly sourceImage?: string },
): GcpDisk {
  return {
    projectId: host.projectId,
    region: host.region,
    zone: host.zone,
    id: numericId(random),
    createdAt: host.createdAt,
    labels: host.labels,
    lastAttachAt: host.createdAt,
    user: host.name,
    policies: [],
    ...spec,
  };
}

/** Disks that nobody holds, and how many there are in a thousand resources. */
const FREE_ROLES = {
  unattached: 8,
  'never-attached': 2,
  regional: 1.2,
  'detached-recently': 2,
  young: 1.5,
  claimed: 2,
  keep: 1.5,
} as const;
type FreeRole = keyof typeof FREE_ROLES;

const FINE: Readonly<Partial<Record<FreeRole, string>>> = {
  'detached-recently': 'detached less than 15 days ago',
  young: 'made less than 15 days ago, and not attached yet',
  claimed: 'a volume of a Kubernetes claim, which its driver attaches when a pod needs it',
  keep: `protected by the label ${KEEP_LABEL}`,
};

export function buildFreeDisks(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(FREE_ROLES) as [FreeRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) {
      const disk = freeDisk(builder, role, partOf(builder, 'disk', role, index, { keep: role === 'keep' }));
      builder.disks.push(disk);
      const at = { accountId: disk.projectId, region: disk.region };
      const id = computeName('disks', disk);
      const because = FINE[role];
      if (because !== undefined) builder.context.plantFine(CHECK.diskUnattached, at, id, because);
      else {
        const monthly = diskRate(disk.type, disk.region, disk.replicaZones !== undefined) * BigInt(disk.sizeGiB);
        const detached = role === 'never-attached' ? 'never attached to anything' : 'detached for weeks';
        builder.context.plantWaste(CHECK.diskUnattached, at, id, detached, decimalOf(monthly));
      }
    }
  }
}

function freeDisk(builder: GcpBuilder, role: FreeRole, part: Part): GcpDisk {
  const { random, place, zone, labels } = part;
  const { now } = builder;
  const createdAt = daysBefore(now, role === 'young' ? random.between(2, 10) : random.between(80, 600));
  const detached = daysBefore(now, role === 'detached-recently' ? random.between(1, 11) : random.between(20, 75));
  const everAttached = role !== 'young' && role !== 'never-attached';
  const claim = `pvc-${uuidOf(random)}`;
  return {
    projectId: place.accountId,
    region: place.region,
    ...(role === 'regional' ? { replicaZones: place.zones.slice(0, 2) } : { zone }),
    id: numericId(random),
    name: role === 'claimed' ? claim : `${part.name}-data`,
    createdAt,
    labels: role === 'claimed' ? { 'goog-gke-volume': '', 'goog-k8s-cluster-name': 'apps' } : labels,
    ...(role === 'claimed' && { description: claimDescription(claim, part.identity.environment) }),
    type: random.pick(['pd-standard', 'pd-balanced', 'pd-ssd'] as const),
    sizeGiB: random.pick([50, 100, 200, 500, 1000]),
    ...(everAttached && { lastAttachAt: createdAt, lastDetachAt: Math.max(createdAt + DAY, detached) }),
    policies: [],
    peakIops: 0,
  };
}

/** What GKE's driver writes. Source: GoogleCloudPlatform/gcp-compute-persistent-disk-csi-driver, disk description. */
function claimDescription(claim: string, namespace: string): string {
  return JSON.stringify({
    'kubernetes.io/created-for/pv/name': claim,
    'kubernetes.io/created-for/pvc/name': 'data-0',
    'kubernetes.io/created-for/pvc/namespace': namespace,
    'storage.gke.io/created-by': 'pd.csi.storage.gke.io',
  });
}
