import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, plus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { armTime } from '../times.ts';
import { type DiskLoad, diskMetrics } from './loads.ts';
import type { BuiltMachine } from './machines.ts';

type UltraRole = 'overprovisioned' | 'busy' | 'large-requests' | 'nightly' | 'least' | 'young' | 'keep';

const SHARES: Readonly<Record<UltraRole, number>> = {
  overprovisioned: 0.34,
  busy: 0.11,
  'large-requests': 0.11,
  nightly: 0.11,
  least: 0.11,
  young: 0.11,
  keep: 0.11,
};

const GIB = 1024 ** 3;

interface Bought {
  readonly sizeGiB: number;
  readonly iops: number;
  readonly MBps: number;
}

/**
 * Ultra Disks of machines that work: IOPS and throughput are bought one by one, and of some hardly a third is used. Clear
 * of a half on both sides.
 */
export function addUltraDisks(context: AzureContext, machines: readonly BuiltMachine[]): void {
  // Of what is left by the premium disks, machines of a size and in a zone that can have one.
  const hosts = machines
    .filter(({ role, disks }) => role === 'working' && disks.length === 1)
    .slice(context.count(9, 5))
    .filter(({ plan, machine }) => /_[DE]\d+s_v5$/.test(plan.size) && machine.top.zones !== undefined);
  const roles = castOf<UltraRole>(context, 'ultra disks', SHARES, context.count(4, 9));
  roles.slice(0, hosts.length).forEach((role, index) => {
    addUltraDisk(context, context.random('ultra disk', index), role, hosts[index]!);
  });
}

function addUltraDisk(context: AzureContext, random: Random, role: UltraRole, { plan, machine }: BuiltMachine): void {
  const bought = boughtFor(random, role);
  const { sizeGiB, iops, MBps } = bought;
  const createdAt = role === 'young' ? context.now - random.between(2, 10) * DAY : plan.createdAt;
  const disk = context.add({
    place: plan.place,
    type: 'Microsoft.Compute/disks',
    name: `${machine.name}_DataDisk_ultra`,
    resourceGroup: machine.resourceGroup,
    tags: { ...machine.tags, ...(role === 'keep' && { [KEEP_TAG]: 'for the year end' }) },
    createdAt,
    top: {
      sku: { name: 'UltraSSD_LRS', tier: 'Ultra' },
      ...(machine.top.zones !== undefined && { zones: machine.top.zones }),
      managedBy: machine.id,
    },
    properties: {
      creationData: { createOption: 'Empty', logicalSectorSize: 4096 },
      diskSizeGB: sizeGiB,
      diskSizeBytes: sizeGiB * GIB,
      diskIOPSReadWrite: iops,
      diskMBpsReadWrite: MBps,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      timeCreated: armTime(createdAt),
      provisioningState: 'Succeeded',
      diskState: 'Attached',
      uniqueId: guidOf(random),
      LastOwnershipUpdateTime: armTime(createdAt),
    },
    metrics: diskMetrics(loadFor(random, role, bought), role === 'nightly' ? 'spiky' : 'daily', [
      { from: createdAt, to: Number.POSITIVE_INFINITY },
    ]),
  });
  // The machine's own description names each disk that it holds.
  const { dataDisks } = machine.properties.storageProfile as { readonly dataDisks: object[] };
  dataDisks.push({
    lun: dataDisks.length,
    name: disk.name,
    createOption: 'Attach',
    caching: 'None',
    managedDisk: { id: disk.id, storageAccountType: 'UltraSSD_LRS' },
    deleteOption: 'Detach',
    diskSizeGB: sizeGiB,
    toBeDetached: false,
  });
  (machine.properties as Record<string, unknown>).additionalCapabilities = { ultraSSDEnabled: true };
  context.bill(disk, 'disk/ultra/capacity', { quantity: sizeGiB });
  context.bill(disk, 'disk/ultra/iops', { quantity: iops });
  context.bill(disk, 'disk/ultra/throughput', { quantity: MBps });

  const fine = (because: string): void => context.fine(CHECK.diskUltra, disk, because);
  switch (role) {
    case 'overprovisioned': {
      const usd = (key: string, quantity: number): string => monthly(times(usdOf(key, plan.place.region), quantity));
      return context.waste(
        CHECK.diskUltra,
        disk,
        'an Ultra Disk whose IOPS and throughput are never used by a third',
        plus(usd('disk/ultra/iops', iops), usd('disk/ultra/throughput', MBps)),
      );
    }
    case 'busy':
      return fine('two thirds of what it was bought with are used');
    case 'large-requests':
      return fine('few operations, but large ones: its IOPS carry the throughput that it uses');
    case 'nightly':
      return fine('hardly used but for half an hour a night');
    case 'least':
      return fine('it has the least that a disk of its size can have');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
  }
}

/** Of the least: 1 IOPS a GiB and 4 kB/s an IOPS. Source: Azure, "Azure managed disk types", Ultra Disks. */
function boughtFor(random: Random, role: UltraRole): Bought {
  const sizeGiB = random.pick([256, 512, 1024]);
  if (role === 'least') return { sizeGiB, iops: sizeGiB, MBps: Math.ceil((sizeGiB * 4) / 1000) };
  const MBps = random.pick([200, 300, 400]);
  if (role === 'large-requests') return { sizeGiB, iops: MBps * 4, MBps };
  return { sizeGiB, iops: random.pick([8000, 12_000, 16_000]), MBps };
}

function loadFor(random: Random, role: UltraRole, { iops, MBps }: Bought): DiskLoad {
  const quiet = { peakIops: iops * random.between(0.1, 0.3), peakMBps: MBps * random.between(0.1, 0.3) };
  switch (role) {
    case 'large-requests':
      return { peakIops: iops * random.between(0.15, 0.3), peakMBps: MBps * random.between(0.65, 0.8) };
    case 'busy':
    case 'nightly':
      return { peakIops: iops * random.between(0.65, 0.8), peakMBps: MBps * random.between(0.65, 0.8) };
    default:
      return quiet;
  }
}
