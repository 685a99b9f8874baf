import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { DAY, daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpImage } from './model.ts';
import { computeName, relativeName } from './names.ts';
import { HOURS_PER_MONTH, machineHourly } from './prices.ts';

const GIB = 1024 ** 3;
/** A GiB of image, a month. Source: Compute Engine, disk pricing, "Images". */
const IMAGE_GIB_MONTH = picoOf('0.05');

/** Custom images, and how many there are in a thousand resources. */
const IMAGE_ROLES = {
  unused: 2,
  'replaced-in-family': 1.2,
  obsolete: 1.2,
  'in-template': 1.2,
  'on-disk': 1.2,
  shared: 1.2,
  young: 1.2,
  'latest-of-family': 1.2,
  keep: 1.2,
} as const;
type ImageRole = keyof typeof IMAGE_ROLES;

const FINE: Readonly<Partial<Record<ImageRole, string>>> = {
  'in-template': 'an instance template makes machines of it',
  'on-disk': 'a disk was made of it, maybe in another project',
  shared: 'its own policy lets others use it',
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
  const inFamily = role === 'latest-of-family' || role === 'replaced-in-family';
  const image: GcpImage = {
    projectId: place.accountId,
    region: 'global',
    id: numericId(random),
    name: `${name}-image`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(5, 60) : random.between(140, 600)),
    labels,
    ...(inFamily && { family: `${name}-family` }),
    ...(role === 'obsolete' && { deprecated: 'OBSOLETE' as const }),
    ...(role === 'shared' && { sharedWith: 'domain:partner.example.com' }),
    diskSizeGiB,
    archiveSizeBytes: Math.round(diskSizeGiB * random.between(0.2, 0.6) * GIB),
    storageLocation: place.region,
  };
  builder.images.push(image);
  const reference = `projects/${place.accountId}/${relativeName('images', image)}`;
  if (role === 'in-template') {
    builder.templates.push({
      projectId: place.accountId,
      region: 'global',
      id: numericId(random),
      name: `${name}-template`,
      createdAt: image.createdAt + DAY,
      labels,
      machineType: 'n2-standard-2',
      sourceImage: reference,
    });
  }
  if (role === 'on-disk') makeDiskOf(builder, reference, index);
  if (role === 'replaced-in-family') {
    const newer = { id: numericId(random), name: `${name}-image-2`, createdAt: daysBefore(builder.now, 30) };
    builder.images.push({ ...image, ...newer });
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

/** The boot disk of one of the working machines was made of it. */
function makeDiskOf(builder: GcpBuilder, image: string, index: number): void {
  const boots = builder.disks.flatMap(({ sourceImage, user }, at) =>
    sourceImage?.startsWith('projects/debian-cloud/') === true && user !== undefined ? [at] : [],
  );
  const at = boots[index * 7] ?? boots[0];
  const disk = at === undefined ? undefined : builder.disks[at];
  if (at !== undefined && disk !== undefined) builder.disks[at] = { ...disk, sourceImage: image };
}

/** What a reservation plays: how many of it there are in a thousand resources, places that are taken of four, why it is fine. */
const RESERVATION_ROLES = {
  idle: { perThousand: 1.2, inUse: 0 },
  'quarter-used': { perThousand: 1.2, inUse: 1 },
  used: { perThousand: 1.2, inUse: 4, fine: 'all its places are taken' },
  'mostly-used': { perThousand: 1.2, inUse: 3, fine: 'three of four places are taken' },
  committed: { perThousand: 1.2, inUse: 0, fine: 'belongs to a commitment: it cannot be deleted alone' },
  ending: { perThousand: 1.2, inUse: 0, fine: 'deletes itself in a few days' },
  young: { perThousand: 1.2, inUse: 0, fine: 'younger than the window of seven days' },
} as const satisfies Readonly<Record<string, ReservationRole>>;

interface ReservationRole {
  readonly perThousand: number;
  readonly inUse: number;
  readonly fine?: string;
}

/** Reservations that machines take their places in, and some that nobody does. */
export function buildReservations(builder: GcpBuilder): void {
  for (const [role, spec] of Object.entries<ReservationRole>(RESERVATION_ROLES)) {
    for (let index = 0; index < builder.context.count(spec.perThousand); index++) {
      addReservation(builder, role, index, spec);
    }
  }
}

function addReservation(builder: GcpBuilder, role: string, index: number, { inUse, fine }: ReservationRole): void {
  const { random, place, zone, name, labels } = partOf(builder, 'reservation', role, index);
  const count = 4;
  const reservation = {
    projectId: place.accountId,
    region: place.region,
    zone,
    id: numericId(random),
    name: `${name}-reservation`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(1, 5) : random.between(40, 300)),
    labels,
    machineType: 'n2-standard-4',
    count,
    inUse,
    ...(role === 'committed' && { commitment: `${name}-commitment` }),
    ...(role === 'ending' && { deleteAt: builder.now + random.integer(2, 6) * DAY }),
  };
  builder.reservations.push(reservation);
  const at = { accountId: place.accountId, region: place.region };
  const id = computeName('reservations', reservation);
  if (fine !== undefined) return builder.context.plantFine(CHECK.reservationIdle, at, id, fine);
  const monthly = machineHourly(reservation.machineType, place.region) * BigInt(count - inUse) * HOURS_PER_MONTH;
  const because = `of ${count} places, ${inUse} are ever taken`;
  builder.context.plantWaste(CHECK.reservationIdle, at, id, because, decimalOf(monthly));
}
