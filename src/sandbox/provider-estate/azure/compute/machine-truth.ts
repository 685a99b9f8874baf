import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { usdOf } from '../prices/catalogue.ts';
import { diskTier, type TieredSku } from '../prices/disk-tiers.ts';
import { minus, monthly, plus, share } from '../prices/money.ts';
import type { AzureResource } from '../model.ts';
import type { BuiltMachine } from './machines.ts';

/** The size with half the vCPUs of the same series. */
const HALF: Readonly<Record<string, string>> = {
  Standard_D4s_v5: 'Standard_D2s_v5',
  Standard_D8s_v5: 'Standard_D4s_v5',
  Standard_D16s_v5: 'Standard_D8s_v5',
  Standard_E8s_v5: 'Standard_E4s_v5',
};

export function plantMachine(context: AzureContext, { role, plan, machine, disks }: BuiltMachine): void {
  const hourly = (size: string, system: 'linux' | 'windows' = 'linux'): string =>
    usdOf(`vm/${size}/${system}`, machine.region);
  const whole = monthly(hourly(plan.size, plan.os === 'Windows' ? 'windows' : 'linux'));
  const fine = (check: string, because: string): void => context.fine(check, machine, because);
  const waste = (check: string, because: string, cost: string): void => context.waste(check, machine, because, cost);
  const protectedBy = `protected by the tag ${KEEP_TAG}`;
  switch (role) {
    case 'idle':
      return waste(CHECK.vmIdle, 'runs for weeks with a CPU peak under 3.5 % and under 3.2 MB of traffic a day', whole);
    case 'idle-batch':
      fine(CHECK.vmIdle, 'a nightly batch takes the CPU to 70 %, though the average is low');
      return waste(CHECK.vmSchedule, 'works for half an hour a night and runs all day', share(whole, 150, 168));
    case 'idle-proxy':
      fine(CHECK.vmSchedule, 'little CPU but much traffic at all hours: a proxy');
      return fine(CHECK.vmIdle, 'little CPU but much traffic: a proxy');
    case 'idle-young':
      return fine(CHECK.vmIdle, 'younger than the window of 14 days');
    case 'idle-gap':
      return fine(CHECK.vmIdle, 'coverage: metrics begin less than 9 days ago, though it has run for longer');
    case 'idle-silent':
      return fine(CHECK.vmIdle, 'coverage: it has no metrics at all');
    case 'idle-keep':
      return fine(CHECK.vmIdle, protectedBy);
    case 'stopped':
      return waste(CHECK.vmStopped, 'shut down from inside for days: its place on the host bills on', whole);
    case 'stopped-just':
      return fine(CHECK.vmStopped, 'shut down from inside hours ago: it may be on its way up again');
    case 'stopped-keep':
      return fine(CHECK.vmStopped, protectedBy);
    case 'deallocated-long':
      context.fine(CHECK.diskStopped, disks[0]!, 'on standard storage already');
      fine(CHECK.vmStopped, 'deallocated, not merely stopped: its place does not bill');
      return waste(CHECK.vmDeallocated, 'deallocated for more than 34 days; its disks bill on', diskCost(disks));
    case 'deallocated-premium':
      for (const disk of disks) {
        context.waste(CHECK.diskStopped, disk, 'premium storage for a machine that is off for weeks', premiumGap(disk));
        context.fine(CHECK.diskUnattached, disk, 'reserved: a machine that is deallocated holds it');
      }
      return waste(CHECK.vmDeallocated, 'deallocated for more than 34 days; its disks bill on', diskCost(disks));
    case 'deallocated-recent':
      fine(CHECK.vmStopped, 'deallocated, not merely stopped: its place does not bill');
      return fine(CHECK.vmDeallocated, 'deallocated less than a week ago');
    case 'deallocated-keep':
      for (const disk of disks)
        context.fine(CHECK.diskUnattached, disk, `held by a stopped machine that is ${protectedBy}`);
      return fine(CHECK.vmDeallocated, protectedBy);
    case 'oversized': {
      const half = HALF[plan.size]!;
      const saved = monthly(minus(hourly(plan.size), hourly(half)));
      return waste(CHECK.vmRightsize, `CPU under 28 % and memory under 30 %: ${half} has room for it`, saved);
    }
    case 'snug':
      return fine(CHECK.vmRightsize, 'CPU about 50 %: half the size would be full');
    case 'memory-bound':
      return fine(CHECK.vmRightsize, 'hardly any CPU, but its memory is nearly full');
    case 'oversized-young':
      return fine(CHECK.vmRightsize, 'younger than the window of 14 days');
    case 'oversized-gap':
      return fine(CHECK.vmRightsize, 'coverage: metrics begin less than 9 days ago');
    case 'oversized-keep':
      return fine(CHECK.vmRightsize, protectedBy);
    case 'office':
      fine(CHECK.vmRightsize, 'works in office hours alone: to be scheduled');
      return waste(CHECK.vmSchedule, 'works on weekdays from 8 to 18 and runs all week', share(whole, 112, 168));
    case 'office-traffic':
      return fine(CHECK.vmSchedule, 'no CPU at night, but traffic that goes on');
    case 'office-young':
      return fine(CHECK.vmSchedule, 'younger than the window of four weeks');
    case 'office-keep':
      return fine(CHECK.vmSchedule, protectedBy);
    case 'short-night':
      return fine(CHECK.vmSchedule, 'five idle hours a night: 35 a week');
    case 'gpu-idle':
      return waste(CHECK.gpuIdle, 'its CPU never feeds the GPUs', whole);
    case 'gpu-busy':
      return fine(CHECK.gpuIdle, 'its CPU works');
    case 'gpu-young':
      return fine(CHECK.gpuIdle, 'younger than the window of 7 days');
    case 'windows-paid': {
      const licence = monthly(minus(hourly(plan.size, 'windows'), hourly(plan.size)));
      return waste(CHECK.hybridWindows, 'pays for Windows Server by the hour, eight cores or more', licence);
    }
    case 'windows-owned':
      return fine(CHECK.hybridWindows, 'has the hybrid benefit');
    case 'windows-dev-test':
      return context.subscription(machine.accountId).quotaId.startsWith('MSDNDevTest')
        ? fine(CHECK.hybridWindows, 'in a dev/test subscription, which bills no Windows licence')
        : undefined;
    default:
      return undefined;
  }
}

function diskCost(disks: readonly AzureResource[]): string {
  return plus(...disks.map((disk) => tierOf(disk).usdPerMonth));
}

function premiumGap(disk: AzureResource): string {
  const standard = diskTier('Standard_LRS', Number(disk.properties.diskSizeGB)).usdPerMonth;
  return minus(tierOf(disk).usdPerMonth, standard);
}

function tierOf({ top, properties }: AzureResource) {
  const { name } = top.sku as { readonly name: TieredSku };
  return diskTier(name, Number(properties.diskSizeGB));
}
