import { decimalOf } from '../../estate/decimal.ts';
import { type GcpBuilder, KEEP_LABEL } from './builder.ts';
import { CHECK, type InstanceRole } from './instance-roles.ts';
import type { GcpInstance } from './model.ts';
import { computeName } from './names.ts';
import { HOURS_PER_MONTH, machineMonthly, shapeOf, T4_HOUR } from './prices.ts';

/** Truth that a machine shows by itself. */
export function plantInstance(builder: GcpBuilder, role: InstanceRole, instance: GcpInstance): void {
  const at = { accountId: instance.projectId, region: instance.region };
  const id = computeName('instances', instance);
  const fine = (check: string, because: string): void => builder.context.plantFine(check, at, id, because);
  const waste = (check: string, because: string, monthly: bigint): void =>
    builder.context.plantWaste(check, at, id, because, decimalOf(monthly));
  const monthly = machineMonthly(instance.machineType, instance.region, instance.spot);
  switch (role) {
    case 'idle':
      return waste(CHECK.idle, 'runs for weeks with a CPU peak under 3.5 % and hardly any traffic', monthly);
    case 'idle-young':
      return fine(CHECK.idle, 'younger than the window of 14 days');
    case 'idle-keep':
      return fine(CHECK.idle, `protected by the label ${KEEP_LABEL}`);
    case 'idle-gap':
      return fine(CHECK.idle, 'coverage: metrics begin less than 9 days ago, though it has run for longer');
    case 'idle-batch':
      return fine(CHECK.idle, 'a nightly batch takes the CPU above 90 %, though the average is low');
    case 'idle-proxy':
      return fine(CHECK.idle, 'little CPU but much traffic: a proxy');
    case 'oversized':
    case 'oversized-custom':
      return waste(
        CHECK.rightsize,
        'CPU under 28 % and memory under 30 %: half of both is room enough',
        monthly - halfMonthly(instance),
      );
    case 'oversized-young':
      return fine(CHECK.rightsize, 'younger than the window of 14 days');
    case 'oversized-keep':
      return fine(CHECK.rightsize, `protected by the label ${KEEP_LABEL}`);
    case 'memory-bound':
      return fine(CHECK.rightsize, 'hardly any CPU, but its memory is nearly full');
    case 'snug':
      return fine(CHECK.rightsize, 'CPU and memory above 85 %: the next smaller custom shape would be full');
    case 'office':
      fine(CHECK.rightsize, 'works in office hours alone: to be scheduled');
      return waste(CHECK.schedule, 'works on weekdays from 8 to 18 and runs all week', (monthly * 112n) / 168n);
    case 'office-scheduled':
      return fine(CHECK.schedule, 'has an instance schedule already');
    case 'office-prod':
      return waste(
        CHECK.schedule,
        'production that works on weekdays from 8 to 18 and runs all week',
        (monthly * 112n) / 168n,
      );
    case 'office-young':
      return fine(CHECK.schedule, 'younger than the window of four weeks');
    case 'office-keep':
      return fine(CHECK.schedule, `protected by the label ${KEEP_LABEL}`);
    case 'short-night':
      return fine(CHECK.schedule, 'five idle hours a night: 35 a week');
    case 'old-family':
      // It has a discount of 30 % for the whole month, E2 has none.
      return waste(
        CHECK.superseded,
        'e2-small has as much of everything and costs 7 % less, discounts taken off',
        (monthly * 70n) / 100n - machineMonthly('e2-small', instance.region),
      );
    case 'old-family-discounted':
      return fine(CHECK.superseded, 'its discount for a whole month leaves nothing that E2 or N2D would save');
    case 'old-family-gpu':
      return fine(CHECK.superseded, 'has a T4, which only N1 takes');
    case 'old-family-keep':
      return fine(CHECK.superseded, `protected by the label ${KEEP_LABEL}`);
    case 'gpu-idle':
      fine(CHECK.superseded, 'has a T4, which only N1 takes');
      return waste(CHECK.gpuIdle, 'its GPU is never used to speak of', monthly + T4_HOUR * HOURS_PER_MONTH);
    case 'gpu-busy':
      fine(CHECK.superseded, 'has a T4, which only N1 takes');
      return fine(CHECK.gpuIdle, 'its GPU works');
    case 'gpu-no-agent':
      return fine(CHECK.gpuIdle, 'no agent reports its GPU: nothing tells what it does');
    case 'gpu-young':
      return fine(CHECK.gpuIdle, 'started less than seven days ago');
    case 'gpu-keep':
      return fine(CHECK.gpuIdle, `protected by the label ${KEEP_LABEL}`);
    case 'node':
    case 'node-low':
    case 'node-idle':
      fine(CHECK.idle, 'a node of a GKE cluster');
      return fine(CHECK.rightsize, 'a node of a GKE cluster: the requests of its pods decide');
    case 'member-low':
      return fine(CHECK.rightsize, 'a member of an instance group: the group decides');
    default:
      return undefined;
  }
}

function halfMonthly({ machineType, region }: GcpInstance): bigint {
  const { family, vcpus, memoryMiB, custom } = shapeOf(machineType);
  const half = custom
    ? `${family}-custom-${vcpus / 2}-${memoryMiB / 2}`
    : machineType.replace(/\d+$/, String(vcpus / 2));
  return machineMonthly(half, region);
}
