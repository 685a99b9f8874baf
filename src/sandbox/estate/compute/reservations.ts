import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import type { BuiltInstance } from '../generate/builder.ts';
import { CHECK } from '../generate/checks.ts';
import type { InstanceRole } from '../generate/roles.ts';
import { KEEP_TAG, nameOf, tagsOf } from '../generate/tags.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import { hourlyPico } from '../licences.ts';
import { HOURS_PER_MONTH } from '../prices.ts';
import type { CapacityReservation } from './model.ts';

/** Reservations that no instance takes a place of. */
type EmptyRole = 'unused' | 'dated' | 'block' | 'young' | 'committed' | 'keep';

const PER_THOUSAND: Readonly<Record<EmptyRole, number>> = {
  unused: 1.5,
  dated: 0.4,
  block: 0.4,
  young: 0.4,
  committed: 0.4,
  keep: 0.4,
};

/** Types that are sold in every region of the price data. */
const TYPES = ['m5.xlarge', 'm5.2xlarge', 'm6i.2xlarge', 'c5.4xlarge', 'r5.2xlarge'];

const TAKEN: readonly InstanceRole[] = ['reserved-busy', 'reserved-lone', 'reserved-peak'];

export function capacityReservations(context: FamilyContext): readonly CapacityReservation[] {
  const empty = (Object.keys(PER_THOUSAND) as EmptyRole[]).flatMap((role) =>
    Array.from({ length: context.count(PER_THOUSAND[role]) }, (_, index) => emptyReservation(context, role, index)),
  );
  const taken = context.instances
    .filter(({ role }) => TAKEN.includes(role))
    .map((built) => takenReservation(context, built));
  return [...empty, ...taken];
}

function emptyReservation(context: FamilyContext, role: EmptyRole, index: number): CapacityReservation {
  const random = context.random('reservation', role, index);
  const place = context.places.pick(random);
  const { now } = context;
  const identity = context.identity(random, place);
  const reservation: CapacityReservation = {
    id: `cr-0${random.hex(16)}`,
    accountId: place.accountId,
    region: place.region,
    zone: random.pick(place.subnets).zone,
    instanceType: random.pick(TYPES),
    platform: 'Linux/UNIX',
    totalCount: random.integer(1, 4),
    createdAt: daysBefore(now, role === 'young' ? random.between(1, 5) : random.between(20, 300)),
    ...(role === 'dated' && { endAt: now + 20 * DAY }),
    type: role === 'block' ? 'capacity-block' : 'default',
    ...(role === 'block' && { endAt: now + 5 * DAY }),
    ...(role === 'committed' && { committedUntil: now + 30 * DAY }),
    dailyPeak: false,
    tags: {
      ...tagsOf(random, identity, nameOf(identity)),
      ...(role === 'keep' && { [KEEP_TAG]: 'capacity for a failover' }),
    },
  };
  plantEmpty(context, role, reservation);
  return reservation;
}

function plantEmpty(context: FamilyContext, role: EmptyRole, reservation: CapacityReservation): void {
  const { id } = reservation;
  if (role === 'unused') {
    const because = 'none of its places was ever used';
    context.plantWaste(
      CHECK.capacityReservation,
      reservation,
      id,
      because,
      placesMonthly(reservation, reservation.totalCount),
    );
    return;
  }
  const because = {
    dated: 'unused, but it ends at a date',
    block: 'a capacity block: paid ahead',
    young: 'unused, but younger than a week',
    committed: 'unused, but it cannot be cancelled for a month',
    keep: `unused, but protected by the tag ${KEEP_TAG}`,
  }[role];
  context.plantFine(CHECK.capacityReservation, reservation, id, because);
}

function takenReservation(context: FamilyContext, { role, instance }: BuiltInstance): CapacityReservation {
  const reservation: CapacityReservation = {
    id: instance.capacityReservationId!,
    accountId: instance.accountId,
    region: instance.region,
    zone: instance.zone,
    instanceType: instance.type,
    platform: 'Linux/UNIX',
    totalCount: role === 'reserved-busy' ? 1 : 4,
    createdAt: instance.createdAt,
    type: 'default',
    instanceId: instance.id,
    dailyPeak: role === 'reserved-peak',
    tags: { ...instance.tags },
  };
  if (role === 'reserved-lone') {
    const because = 'one of its four places is used, the others never were';
    context.plantWaste(CHECK.capacityReservation, reservation, reservation.id, because, placesMonthly(reservation, 3));
  } else {
    const because = role === 'reserved-busy' ? 'its place is used' : 'mostly free, but full for an hour every day';
    context.plantFine(CHECK.capacityReservation, reservation, reservation.id, because);
  }
  return reservation;
}

function placesMonthly({ instanceType, region }: CapacityReservation, places: number): string {
  return decimalOf(hourlyPico(instanceType, region)! * BigInt(HOURS_PER_MONTH * places));
}
