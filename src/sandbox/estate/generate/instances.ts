import type { AwsInstance } from '../model.ts';
import { instanceMonthly, type InstanceTypePrice } from '../prices.ts';
import { Random, type Weighted } from '../random.ts';
import { publicAddress, plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import { typesOf } from './instance-types.ts';
import { earlierRunsOf, lifeOf, type Fleet } from './instance-life.ts';
import { loadOf } from './load.ts';
import type { Place } from './placement.ts';
import type { InstanceRole } from './roles.ts';
import { identityOf, KEEP_TAG, nameOf, tagsOf, type Identity } from './tags.ts';
import { daysBefore, transitionTime } from './time.ts';

/** Auto-assigned public addresses come after those of the Elastic IPs. */
const AUTO_ADDRESS_START = 20_000;

export function buildInstances(builder: Builder): void {
  const types = new Map(builder.options.regions.map((region) => [region, typesOf(region)]));
  let ordinary = 0;
  builder.cast.instances.forEach((role, index) => {
    const random = new Random(builder.options.seed, 'instance', index);
    const place = builder.places.pick(random);
    // The first ordinary one is always an old single machine: later steps need at least one such host.
    const settled = role === 'ordinary' && ordinary++ === 0;
    const fleet = role === 'ordinary' && !settled ? fleetOf(random) : 'single';
    const instance = buildInstance(builder, random, types.get(place.region)!, { index, role, place, fleet, settled });
    builder.instances.push({ instance, role, place });
    plant(builder, role, instance);
  });
}

function fleetOf(random: Random): Fleet {
  const draw = random.unit();
  return draw < 0.6 ? 'single' : draw < 0.8 ? 'asg' : 'eks';
}

interface Part {
  readonly index: number;
  readonly role: InstanceRole;
  readonly place: Place;
  readonly fleet: Fleet;
  readonly settled: boolean;
}

function buildInstance(
  builder: Builder,
  random: Random,
  types: Weighted<InstanceTypePrice>,
  { index, role, place, fleet, settled }: Part,
): AwsInstance {
  const { now } = builder.options;
  const facts = types.pick(random);
  const subnet = random.pick(place.subnets);
  const life = lifeOf(random, role, fleet, settled);
  const createdAt = daysBefore(now, life.createdDays);
  const launchedAt = daysBefore(now, life.launchedDays);
  const stoppedAt = life.stoppedDays === undefined ? undefined : daysBefore(now, life.stoppedDays);
  const isStopped = stoppedAt !== undefined;
  const identity = identityOf(random, place.environment);
  const earlierRuns = earlierRunsOf(life, createdAt, launchedAt);
  // Only a plain fleet machine runs on spot: planted waste must have an exact list price.
  const spot = fleet !== 'single' && random.chance(0.3);
  const hasPublicIp = !isStopped && fleet !== 'eks' && random.chance(0.2);
  return {
    id: `i-0${random.hex(16)}`,
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
    ...(spot && { lifecycle: 'spot' as const }),
    ...(earlierRuns.length > 0 && { earlierRuns }),
    rootDeviceName: random.chance(0.7) ? '/dev/xvda' : '/dev/sda1',
    detailedMonitoring: random.chance(0.15),
    tags: instanceTags(random, role, fleet, identity),
    load: loadOf(random, role, launchedAt, createdAt, now),
  };
}

const FORGOTTEN_NAMES = ['test', 'tmp', 'poc', 'old', 'migration', 'bastion-old', 'demo'];

function instanceTags(random: Random, role: InstanceRole, fleet: Fleet, identity: Identity): Record<string, string> {
  const { application, environment, tier } = identity;
  if (fleet === 'asg') {
    const group = `${application.app}-${environment}-${tier}`;
    return { ...tagsOf(random, identity, group), 'aws:autoscaling:groupName': `${group}-asg` };
  }
  if (fleet === 'eks') {
    const cluster = `${environment}-eks`;
    return {
      Name: `${cluster}-default-node`,
      'eks:cluster-name': cluster,
      'eks:nodegroup-name': 'default',
      [`kubernetes.io/cluster/${cluster}`]: 'owned',
      'aws:autoscaling:groupName': `eks-default-${application.team}`,
      team: application.team,
    };
  }
  const forgotten = (role === 'idle' || role === 'stopped-long') && random.chance(0.4);
  const name = forgotten ? `${application.team}-${random.pick(FORGOTTEN_NAMES)}-${identity.number}` : nameOf(identity);
  const tags = tagsOf(random, identity, name);
  if (role === 'idle-keep') tags[KEEP_TAG] = 'warm standby';
  if (role === 'stopped-keep') tags[KEEP_TAG] = 'disaster recovery';
  return tags;
}

/** Truth that an instance shows by itself; the cost of a stopped one needs its volumes and follows later. */
function plant(builder: Builder, role: InstanceRole, instance: AwsInstance): void {
  const fine = (checkId: string, because: string): void => plantFine(builder, checkId, instance, instance.id, because);
  switch (role) {
    case 'idle': {
      const cost = instanceMonthly(instance.type, instance.region)!;
      const because = 'runs for weeks with a CPU peak under 3.5 % and less than 3.2 MB of traffic a day';
      return plantWaste(builder, CHECK.idle, instance, instance.id, because, cost);
    }
    case 'idle-batch':
      return fine(CHECK.idle, 'a nightly batch takes the CPU to 60 %, though the average is low');
    case 'idle-proxy':
      return fine(CHECK.idle, 'little CPU but much traffic: a proxy');
    case 'idle-young':
      return fine(CHECK.idle, 'younger than the window of 14 days');
    case 'idle-restarted':
      return fine(CHECK.idle, 'started again less than 14 days ago; the window is not covered');
    case 'idle-gap':
      return fine(CHECK.idle, 'coverage: metrics begin less than 9 days ago, though it has run for longer');
    case 'idle-silent':
      return fine(CHECK.idle, 'coverage: it has no metrics at all');
    case 'idle-keep':
      return fine(CHECK.idle, `protected by the tag ${KEEP_TAG}`);
    case 'stopped-recent':
      return fine(CHECK.stoppedLong, 'stopped less than 30 days ago');
    case 'stopped-edge':
      return fine(CHECK.stoppedLong, 'stopped 27 to 28.5 days ago: inside the limit of 30 days by more than a day');
    case 'stopped-keep':
      return fine(CHECK.stoppedLong, `stopped for long, but protected by the tag ${KEEP_TAG}`);
    case 'ordinary':
    case 'stopped-long':
      return undefined;
  }
}
