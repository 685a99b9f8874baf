import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import { computeName, relativeName } from './names.ts';
import { familyRates, GCP_REGIONS, HOURS_PER_MONTH, machineHourly, shapeOf } from './prices.ts';

const GIB = 1024 ** 3;
/** A GiB of image, a month. Source: Compute Engine, disk pricing, "Images". */
const IMAGE_GIB_MONTH = picoOf('0.05');

/** Custom images, and how many there are in a thousand resources. */
const IMAGE_ROLES = { unused: 2, 'in-template': 1.2, young: 1.2, 'latest-of-family': 1.2, keep: 1.2 } as const;
type ImageRole = keyof typeof IMAGE_ROLES;

const FINE: Readonly<Partial<Record<ImageRole, string>>> = {
  'in-template': 'an instance template makes machines of it',
  young: 'younger than 90 days',
  'latest-of-family': 'the newest of its family: the family’s name means it',
  keep: `protected by the label ${KEEP_LABEL}`,
};

export function buildImages(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(IMAGE_ROLES) as [ImageRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addImage(builder, role, index);
  }
}

function addImage(builder: GcpBuilder, role: ImageRole, index: number): void {
  const { random, place, name, labels } = partOf(builder, 'image', role, index, { keep: role === 'keep' });
  const diskSizeGiB = random.pick([10, 20, 50]);
  const image = {
    projectId: place.accountId,
    region: 'global',
    id: numericId(random),
    name: `${name}-image`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(5, 60) : random.between(140, 600)),
    labels,
    ...(role === 'latest-of-family' && { family: `${name}-family` }),
    diskSizeGiB,
    archiveSizeBytes: Math.round(diskSizeGiB * random.between(0.2, 0.6) * GIB),
    storageLocation: place.region,
  };
  builder.images.push(image);
  if (role === 'in-template') {
    builder.templates.push({
      projectId: place.accountId,
      region: 'global',
      id: numericId(random),
      name: `${name}-template`,
      createdAt: image.createdAt + DAY,
      labels,
      machineType: 'n2-standard-2',
      sourceImage: `projects/${place.accountId}/${relativeName('images', image)}`,
    });
  }
  const at = { accountId: image.projectId, region: image.storageLocation };
  const id = computeName('images', image);
  const because = FINE[role];
  if (because !== undefined) builder.context.plantFine(CHECK.imageUnused, at, id, because);
  else {
    const monthly = (IMAGE_GIB_MONTH * BigInt(Math.round(image.archiveSizeBytes / 1024))) / BigInt(GIB / 1024);
    builder.context.plantWaste(CHECK.imageUnused, at, id, 'no disk was made of it for months', decimalOf(monthly));
  }
}

/** Reservations that machines take their places in, and some that nobody does. */
export function buildReservations(builder: GcpBuilder): void {
  for (const [role, perThousand] of [
    ['idle', 1.2],
    ['used', 1.2],
    ['committed', 1.2],
  ] as const) {
    for (let index = 0; index < builder.context.count(perThousand); index++) {
      const { random, place, zone, name, labels } = partOf(builder, 'reservation', role, index);
      const reservation = {
        projectId: place.accountId,
        region: place.region,
        zone,
        id: numericId(random),
        name: `${name}-reservation`,
        createdAt: daysBefore(builder.now, random.between(40, 300)),
        labels,
        machineType: 'n2-standard-4',
        count: 4,
        inUse: role === 'used' ? 4 : 0,
        ...(role === 'committed' && { commitment: `${name}-commitment` }),
      };
      builder.reservations.push(reservation);
      const at = { accountId: place.accountId, region: place.region };
      const id = computeName('reservations', reservation);
      if (role === 'idle') {
        const monthly = machineHourly('n2-standard-4', place.region) * 4n * HOURS_PER_MONTH;
        builder.context.plantWaste(
          CHECK.reservationIdle,
          at,
          id,
          'four places, and nobody takes one',
          decimalOf(monthly),
        );
      } else {
        const because =
          role === 'used' ? 'all its places are taken' : 'belongs to a commitment: it cannot be deleted alone';
        builder.context.plantFine(CHECK.reservationIdle, at, id, because);
      }
    }
  }
}

/** What a commitment's project uses of a family in its region, all day long: its machines that work. */
function usedOf(
  builder: GcpBuilder,
  projectId: string,
  region: string,
): { readonly vcpus: number; readonly memoryMiB: number } {
  const used = { vcpus: 0, memoryMiB: 0 };
  for (const instance of builder.instances) {
    const fits =
      instance.projectId === projectId && instance.region === region && instance.status === 'RUNNING' && !instance.spot;
    const shape = shapeOf(instance.machineType);
    // Machines that ran for all of the last two months.
    if (!fits || shape.family !== 'n2' || builder.now - instance.createdAt < 60 * DAY) continue;
    used.vcpus += shape.vcpus;
    used.memoryMiB += shape.memoryMiB;
  }
  return used;
}

/** Resource-based commitments of N2: one that is used up in each project that is large enough, and one too large. */
export function buildCommitments(builder: GcpBuilder): void {
  const [first, , third] = GCP_REGIONS;
  builder.organization.projects.forEach(({ projectId, state, labels }, index) => {
    if (state !== 'ACTIVE') return;
    const used = usedOf(builder, projectId, first);
    // Half of what runs all day: it is always used.
    if (used.vcpus >= 8) addCommitment(builder, { projectId, region: first, labels, index, ...halfOf(used) }, 'used');
    const elsewhere = usedOf(builder, projectId, third);
    if (elsewhere.vcpus >= 4) {
      const double = { vcpus: elsewhere.vcpus * 2, memoryMiB: elsewhere.memoryMiB * 2 };
      addCommitment(builder, { projectId, region: third, labels, index, ...double }, 'too-large');
    }
  });
}

/** Vcpus in whole numbers, memory in multiples of 256 MiB. */
function halfOf({ vcpus, memoryMiB }: { readonly vcpus: number; readonly memoryMiB: number }) {
  return { vcpus: Math.floor(vcpus / 2), memoryMiB: Math.floor(memoryMiB / 2 / 256) * 256 };
}

function addCommitment(
  builder: GcpBuilder,
  spec: {
    readonly projectId: string;
    readonly region: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly index: number;
    readonly vcpus: number;
    readonly memoryMiB: number;
  },
  role: 'used' | 'too-large',
): void {
  const random = builder.context.random('commitment', role, spec.index);
  const startAt = daysBefore(builder.now, random.between(100, 200));
  const commitment = {
    projectId: spec.projectId,
    region: spec.region,
    id: numericId(random),
    name: `n2-${spec.region}-${role}`,
    createdAt: startAt - DAY,
    labels: {},
    status: 'ACTIVE' as const,
    plan: 'TWELVE_MONTH' as const,
    type: 'GENERAL_PURPOSE_N2',
    family: 'n2',
    vcpus: spec.vcpus,
    memoryMiB: spec.memoryMiB,
    startAt,
    endAt: startAt + 365 * DAY,
    autoRenew: false,
  };
  builder.commitments.push(commitment);
  const at = { accountId: spec.projectId, region: spec.region };
  const id = computeName('commitments', commitment);
  if (role === 'used') builder.context.plantFine(CHECK.commitment, at, id, 'all of it is used, at all hours');
  else {
    const { core1y, memory1y } = familyRates('n2', spec.region);
    const unused = (core1y * BigInt(spec.vcpus)) / 2n + (memory1y * BigInt(spec.memoryMiB)) / 2048n;
    builder.context.plantWaste(
      CHECK.commitment,
      at,
      id,
      'twice of what runs: half of it is never used',
      decimalOf(unused),
    );
  }
}
