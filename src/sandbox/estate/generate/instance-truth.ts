import { decimalOf } from '../decimal.ts';
import { hourlyPico, licenceOf } from '../licences.ts';
import type { AwsInstance } from '../model.ts';
import { HOURS_PER_MONTH, instanceType } from '../prices.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import { halfOf, leanerOf } from './instance-types.ts';
import type { InstanceRole } from './roles.ts';
import { KEEP_TAG } from './tags.ts';
import { DAY } from './time.ts';

/** What follows a family at the same size, by its maker's own word. Source: EC2 instance types guide. */
const SUCCESSORS: Readonly<Record<string, string>> = {
  t2: 't3',
  m4: 'm5',
  c4: 'c5',
  r4: 'r5',
  c5: 'c6i',
  c5a: 'c6a',
  m5: 'm6i',
  r5: 'r6i',
};

/** The family of Graviton that has the same sizes and is no older. */
const COUNTERPARTS: Readonly<Record<string, string>> = {
  t2: 't4g',
  t3: 't4g',
  t3a: 't4g',
  m4: 'm6g',
  m5: 'm6g',
  m6i: 'm6g',
  m6a: 'm6g',
  m7i: 'm7g',
  c4: 'c6g',
  c5: 'c6g',
  c5a: 'c6g',
  c6i: 'c6g',
  r4: 'r6g',
  r5: 'r6g',
  r6i: 'r6g',
};

/** Whose load is hardly one: a check that looks at idle machines tells it. */
const IDLE_ROLES: readonly InstanceRole[] = [
  'idle',
  'idle-young',
  'idle-restarted',
  'idle-gap',
  'idle-silent',
  'idle-keep',
];

/** Truth that an instance shows by itself; the cost of a stopped one needs its volumes and follows later. */
export function plantInstance(builder: Builder, role: InstanceRole, instance: AwsInstance): void {
  plantRole(builder, role, instance);
  if (instance.state !== 'running' || KEEP_TAG in instance.tags) return;
  plantSuccessor(builder, instance);
  plantCounterpart(builder, role, instance);
}

const familyOf = ({ type }: AwsInstance): string => type.slice(0, type.indexOf('.'));
const inFamily = (family: string, { type }: AwsInstance): string => `${family}${type.slice(type.indexOf('.'))}`;

/** Decimal USD per month that a change to another type saves; undefined where either has no price. */
function savedBy(
  instance: AwsInstance,
  type: string,
): { readonly share: number; readonly monthly: string } | undefined {
  const [before, after] = [instance.type, type].map((each) => hourlyPico(each, instance.region, licenceOf(instance)));
  if (before === undefined || after === undefined) return undefined;
  const saved = before - after;
  return { share: Number(saved) / Number(before), monthly: decimalOf(saved * BigInt(HOURS_PER_MONTH)) };
}

const onDemand = ({ lifecycle, hostId }: AwsInstance): boolean => lifecycle === undefined && hostId === undefined;

function plantSuccessor(builder: Builder, instance: AwsInstance): void {
  const family = SUCCESSORS[familyOf(instance)];
  if (family === undefined || !onDemand(instance)) return;
  const successor = inFamily(family, instance);
  const saved = savedBy(instance, successor);
  if (saved === undefined) return;
  const fine = (because: string): void => plantFine(builder, CHECK.previousGeneration, instance, instance.id, because);
  if (instance.lacksEna) return fine(`${successor} would cost less, but the image lacks its network driver`);
  if (saved.share < 0.015) return fine(`${successor} costs as much, or hardly less`);
  const because = `${successor} of the next generation costs less`;
  plantWaste(builder, CHECK.previousGeneration, instance, instance.id, because, saved.monthly);
}

function plantCounterpart(builder: Builder, role: InstanceRole, instance: AwsInstance): void {
  const family = COUNTERPARTS[familyOf(instance)];
  const counterpart = inFamily(family ?? 'none', instance);
  const saved = instanceType(counterpart) === undefined ? undefined : savedBy(instance, counterpart);
  if (saved === undefined || saved.share < 0.06) return;
  const fine = (because: string): void => plantFine(builder, CHECK.arm64, instance, instance.id, because);
  if (instance.platform === 'windows') return fine('Windows does not run on it');
  if (!onDemand(instance)) return fine('spot or dedicated capacity');
  if (IDLE_ROLES.includes(role)) return fine('idle: to be stopped, not rebuilt');
  if (builder.options.now - instance.launchedAt < 14 * DAY) return fine('started less than 14 days ago');
  if (builder.options.now - instance.load.since < 12 * DAY)
    return fine('coverage: its metrics begin within the window');
  if (instance.load.cpuPeakPercent > 85) return fine('its CPU is full already');
  const because = `${counterpart} costs less for as many vCPUs and as much memory`;
  plantWaste(builder, CHECK.arm64, instance, instance.id, because, saved.monthly);
}

function plantRole(builder: Builder, role: InstanceRole, instance: AwsInstance): void {
  const fine = (checkId: string, because: string): void => plantFine(builder, checkId, instance, instance.id, because);
  const waste = (checkId: string, because: string, cost: string): void =>
    plantWaste(builder, checkId, instance, instance.id, because, cost);
  switch (role) {
    case 'idle':
      return waste(
        CHECK.idle,
        'runs for weeks with a CPU peak under 3.5 % and less than 3.2 MB of traffic a day',
        monthlyOf(instance),
      );
    case 'idle-batch':
      fine(CHECK.idle, 'a nightly batch takes the CPU to 60 %, though the average is low');
      return waste(CHECK.schedule, 'works for half an hour a night and runs all day', shareOf(instance, 150));
    case 'idle-proxy':
      fine(CHECK.schedule, 'little CPU but much traffic at all hours: a proxy');
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
    case 'oversized':
    case 'oversized-windows': {
      const measured = instance.load.memoryPeakPercent !== undefined;
      const smaller = (measured ? halfOf : leanerOf)(instance.type, instance.region) ?? instance.type;
      const because = measured
        ? `CPU under 28 % and memory under 30 %: ${smaller} has room for it`
        : `CPU under 28 %: ${smaller} has room for it, with as much memory`;
      return waste(CHECK.rightsize, because, savedBy(instance, smaller)?.monthly ?? '0');
    }
    case 'snug':
      return fine(CHECK.rightsize, 'CPU about 50 %: half the size would be full');
    case 'memory-bound':
      return fine(CHECK.rightsize, 'hardly any CPU, but its memory is nearly full: no smaller size has more');
    case 'memory-unknown':
      return fine(CHECK.rightsize, 'hardly any CPU, but no agent tells what its memory holds');
    case 'spent-credits':
      return fine(CHECK.rightsize, 'low CPU because its credits are spent: it is held down');
    case 'local-disk':
      return fine(CHECK.rightsize, 'hardly any CPU, but disks of its host that may hold data');
    case 'oversized-young':
      return fine(CHECK.rightsize, 'younger than the window of 14 days');
    case 'oversized-gap':
      return fine(CHECK.rightsize, 'coverage: metrics begin less than 9 days ago');
    case 'oversized-keep':
      return fine(CHECK.rightsize, `protected by the tag ${KEEP_TAG}`);
    case 'office':
      fine(CHECK.rightsize, 'works in office hours alone: to be scheduled');
      return waste(CHECK.schedule, 'works on weekdays from 8 to 18 and runs all week', shareOf(instance, 112));
    case 'office-traffic':
      return fine(CHECK.schedule, 'no CPU at night, but the backups of others come in');
    case 'office-young':
      return fine(CHECK.schedule, 'younger than the window of four weeks');
    case 'office-keep':
      return fine(CHECK.schedule, `protected by the tag ${KEEP_TAG}`);
    case 'short-night':
      return fine(CHECK.schedule, 'five idle hours a night: 35 a week');
    case 'gpu-idle':
      return waste(CHECK.gpuIdle, 'its GPUs are never used to speak of', monthlyOf(instance));
    case 'gpu-idle-no-agent':
      return waste(CHECK.gpuIdle, 'no agent looks at its GPUs, but its CPU never does anything', monthlyOf(instance));
    case 'gpu-busy':
      return fine(CHECK.gpuIdle, 'its CPU idles, but its GPUs work');
    case 'gpu-busy-no-agent':
      return fine(CHECK.gpuIdle, 'no agent looks at its GPUs, and its CPU works');
    case 'gpu-young':
      return fine(CHECK.gpuIdle, 'younger than the window of 7 days');
    case 'sql-oversized':
      return waste(
        CHECK.licence,
        'Enterprise, where Compute Optimizer says that Standard would do',
        licenceGap(instance),
      );
    case 'sql-optimized':
      return fine(CHECK.licence, 'Compute Optimizer calls its licence optimized');
    case 'sql-unmeasured':
      return fine(CHECK.licence, 'CloudWatch Application Insights does not report what it uses');
    case 'windows':
      return fine(CHECK.licence, 'Windows without SQL Server');
    case 'node':
      return fine(CHECK.rightsize, 'a node of a Kubernetes cluster: the requests of its pods decide');
    default:
      return undefined;
  }
}

function monthlyOf(instance: AwsInstance): string {
  return decimalOf(hourlyPico(instance.type, instance.region, licenceOf(instance))! * BigInt(HOURS_PER_MONTH));
}

/** So many hours of each week; about as many as a schedule can have. */
function shareOf(instance: AwsInstance, hours: number): string {
  const monthly = hourlyPico(instance.type, instance.region, licenceOf(instance))! * BigInt(HOURS_PER_MONTH);
  return decimalOf((monthly * BigInt(hours)) / 168n);
}

function licenceGap({ type, region }: AwsInstance): string {
  const [dear, cheap] = (['sql-enterprise', 'sql-standard'] as const).map((each) => hourlyPico(type, region, each)!);
  return decimalOf((dear! - cheap!) * BigInt(HOURS_PER_MONTH));
}
