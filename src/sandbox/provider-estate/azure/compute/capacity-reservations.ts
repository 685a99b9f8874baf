import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { armTime } from '../times.ts';
import type { BuiltMachine } from './machines.ts';

type ReservationRole = 'empty' | 'mostly-free' | 'full' | 'half' | 'new' | 'keep' | 'no-places';

const SHARES: Readonly<Record<ReservationRole, number>> = {
  empty: 0.3,
  'mostly-free': 0.15,
  full: 0.15,
  half: 0.1,
  new: 0.1,
  keep: 0.1,
  'no-places': 0.1,
};

const GROUP = 'Microsoft.Compute/capacityReservationGroups';

/** Capacity reservations, each in a group of its own; machines that work hold places in some. */
export function makeCapacityReservations(context: AzureContext, machines: readonly BuiltMachine[]): void {
  const hosts = machines.filter(({ role, plan }) => role === 'working' && plan.size.endsWith('_v5'));
  castOf<ReservationRole>(context, 'capacity reservations', SHARES, context.count(4, 9)).forEach((role, index) => {
    // From the end: the first ones got disks of their own.
    const host = hosts.at(-1 - index);
    if (host !== undefined) makeReservation(context, context.random('capacity reservation', index), role, host, index);
  });
}

function makeReservation(
  context: AzureContext,
  random: Random,
  role: ReservationRole,
  { plan, machine }: BuiltMachine,
  index: number,
): void {
  const { place, size } = plan;
  const held = role === 'mostly-free' || role === 'full' || role === 'half' ? [machine.id] : [];
  const count = placesOf(random, role);
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const groupName = `crg-${context.nameOf(identity)}-${index}`;
  const name = `cr-${size.slice('Standard_'.length).replaceAll('_', '').toLowerCase()}`;
  const tags = {
    ...context.tagsOf(random, identity, groupName),
    ...(role === 'keep' && { [KEEP_TAG]: 'for the failover drill' }),
  };
  const createdAt = context.now - (role === 'new' ? random.between(1, 5) : random.between(30, 400)) * DAY;
  const reservationId = context.idOf(place, resourceGroup, `${GROUP}/capacityReservations`, `${groupName}/${name}`);
  const refs = held.map((id) => ({ id }));
  const utilizationInfo = { currentCapacity: count, virtualMachinesAllocated: refs };
  const statuses = [{ code: 'ProvisioningState/succeeded', level: 'Info', displayStatus: 'Provisioning succeeded' }];
  context.add({
    place,
    type: GROUP,
    name: groupName,
    resourceGroup,
    tags,
    createdAt,
    properties: { capacityReservations: [{ id: reservationId }] },
    instanceView: { capacityReservations: [{ name, utilizationInfo, statuses }] },
  });
  const reservation = context.add({
    place,
    type: `${GROUP}/capacityReservations`,
    name: `${groupName}/${name}`,
    resourceGroup,
    tags,
    createdAt,
    top: { sku: { name: size, capacity: count } },
    properties: {
      platformFaultDomainCount: 1,
      reservationId: guidOf(random),
      ...(refs.length > 0 && { virtualMachinesAssociated: refs }),
      provisioningTime: armTime(createdAt),
      provisioningState: 'Succeeded',
      timeCreated: armTime(createdAt),
    },
    instanceView: { utilizationInfo, statuses },
  });
  if (held.length > 0) {
    const group: JsonObject = { id: context.idOf(place, resourceGroup, GROUP, groupName) };
    (machine.properties as Record<string, unknown>).capacityReservation = { capacityReservationGroup: group };
  }
  // Places that a machine holds bill as that machine.
  const free = count - held.length;
  if (free > 0) context.bill(reservation, `vm/${size}/linux`, { quantity: free });
  const cost = monthly(times(usdOf(`vm/${size}/linux`, place.region), free));
  const fine = (because: string): void => context.fine(CHECK.capacityReservation, reservation, because);
  switch (role) {
    case 'empty':
      return context.waste(CHECK.capacityReservation, reservation, 'places that no machine holds', cost);
    case 'mostly-free':
      return context.waste(CHECK.capacityReservation, reservation, 'a fifth of its places is held', cost);
    case 'full':
      return fine('its only place is held');
    case 'half':
      return fine('half of its places are held');
    case 'new':
      return fine('younger than a week');
    case 'keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'no-places':
      return fine('it holds no places: nothing bills');
  }
}

function placesOf(random: Random, role: ReservationRole): number {
  if (role === 'no-places') return 0;
  if (role === 'full') return 1;
  if (role === 'half') return 2;
  return role === 'mostly-free' ? random.integer(5, 8) : random.integer(2, 6);
}
