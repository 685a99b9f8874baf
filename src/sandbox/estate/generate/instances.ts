import type { AwsInstance } from '../model.ts';
import { Random } from '../random.ts';
import { publicAddress, type Builder } from './builder.ts';
import { type BuiltGroup, GroupPlan } from './groups.ts';
import { earlierRunsOf, lifeOf, type Life } from './instance-life.ts';
import { plantInstance } from './instance-truth.ts';
import { instanceTags } from './instance-tags.ts';
import { TypePicker } from './instance-types.ts';
import { loadOf } from './load.ts';
import type { Place } from './placement.ts';
import type { InstanceRole } from './roles.ts';
import { identityOf } from './tags.ts';
import { DAY, daysBefore, transitionTime } from './time.ts';

/** Auto-assigned public addresses come after those of the Elastic IPs. */
const AUTO_ADDRESS_START = 20_000;

export function buildInstances(builder: Builder): void {
  const types = new Map(builder.options.regions.map((region) => [region, new TypePicker(region)]));
  const groups = new GroupPlan(builder, types);
  let ordinary = 0;
  builder.cast.instances.forEach((role, index) => {
    const random = new Random(builder.options.seed, 'instance', index);
    const group = role === 'member' || role === 'node' ? groups.next(role) : undefined;
    const place = group?.place ?? builder.places.pick(random);
    // The first ordinary one is always an old machine: later steps need at least one such host.
    const settled = role === 'ordinary' && ordinary++ === 0;
    const instance = buildInstance(builder, random, types.get(place.region)!, { index, role, place, group, settled });
    builder.instances.push({ instance, role, place });
    group?.instanceIds.push(instance.id);
    plantInstance(builder, role, instance);
  });
}

interface Part {
  readonly index: number;
  readonly role: InstanceRole;
  readonly place: Place;
  readonly group: BuiltGroup | undefined;
  readonly settled: boolean;
}

function buildInstance(
  builder: Builder,
  random: Random,
  types: TypePicker,
  { index, role, place, group, settled }: Part,
): AwsInstance {
  const { now } = builder.options;
  const facts = group?.type ?? types.pick(random, role);
  // A group spreads its members over two zones.
  const subnet = group ? place.subnets[group.instanceIds.length % 2]! : random.pick(place.subnets);
  const life = withinGroup(lifeOf(random, role, settled), group, now);
  const createdAt = daysBefore(now, life.createdDays);
  const launchedAt = daysBefore(now, life.launchedDays);
  const stoppedAt = life.stoppedDays === undefined ? undefined : daysBefore(now, life.stoppedDays);
  const isStopped = stoppedAt !== undefined;
  const identity = group?.identity ?? identityOf(random, place.environment);
  const earlierRuns = earlierRunsOf(life, createdAt, launchedAt);
  const hasPublicIp = !isStopped && role !== 'node' && random.chance(0.2);
  const id = `i-0${random.hex(16)}`;
  return {
    id,
    accountId: place.accountId,
    region: place.region,
    zone: subnet.zone,
    type: facts.type,
    state: isStopped ? 'stopped' : 'running',
    launchedAt,
    createdAt,
    ...(isStopped && { stoppedAt }),
    stateTransitionReason: isStopped ? `User initiated (${transitionTime(stoppedAt)})` : '',
    imageId: random.pick(place.images[facts.architecture]),
    vpcId: place.vpcId,
    subnetId: subnet.id,
    privateIp: `10.${place.index % 256}.${(index >> 8) & 255}.${index & 255}`,
    ...(hasPublicIp && { publicIp: publicAddress(AUTO_ADDRESS_START + index) }),
    architecture: facts.architecture,
    ...specials(role, id),
    ...(isSpot(random, group) && { lifecycle: 'spot' as const }),
    ...(earlierRuns.length > 0 && { earlierRuns }),
    rootDeviceName: random.chance(0.7) ? '/dev/xvda' : '/dev/sda1',
    detailedMonitoring: random.chance(0.1),
    tags: instanceTags(random, role, group, identity),
    load: loadOf(random, {
      role,
      ...(group !== undefined && { group: group.kind }),
      type: facts.type,
      region: place.region,
      launchedAt,
      createdAt,
      now,
    }),
  };
}

/** A member is younger than its group. */
function withinGroup(life: Life, group: BuiltGroup | undefined, now: number): Life {
  if (group === undefined) return life;
  const days = Math.min(life.launchedDays, ((now - group.createdAt) / DAY) * 0.9);
  return { createdDays: days, launchedDays: days };
}

/** Of a mix every second member is spot: both kinds of capacity are there. */
function isSpot(random: Random, group: BuiltGroup | undefined): boolean {
  // Drawn for every instance, so that a group changes nothing in the others' numbers.
  random.unit();
  if (group === undefined) return false;
  if (group.kind === 'mixed') return group.instanceIds.length % 2 === 1;
  return group.kind === 'spot-template' || group.kind === 'spot-nodes';
}

type Specials = Pick<AwsInstance, 'platform' | 'licence' | 'lacksEna' | 'hostId' | 'capacityReservationId'>;

function specials(role: InstanceRole, id: string): Specials {
  switch (role) {
    case 'windows':
    case 'oversized-windows':
      return { platform: 'windows' };
    case 'sql-oversized':
    case 'sql-unmeasured':
      return { platform: 'windows', licence: 'sql-enterprise' };
    case 'sql-optimized':
      return { platform: 'windows', licence: 'sql-standard' };
    case 'no-driver':
      return { lacksEna: true };
    case 'on-host-small':
    case 'on-host-large':
      return { hostId: `h-${id.slice(2)}` };
    case 'reserved-busy':
    case 'reserved-lone':
    case 'reserved-peak':
      return { capacityReservationId: `cr-${id.slice(2)}` };
    default:
      return {};
  }
}
