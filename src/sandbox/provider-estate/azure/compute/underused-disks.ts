import { DAY } from '../../../estate/generate/time.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { diskTier } from '../prices/disk-tiers.ts';
import { minus } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { addDisk } from './disk-resource.ts';
import type { BuiltMachine } from './machines.ts';

type PremiumRole = 'underused' | 'one-busy-hour' | 'throughput' | 'young' | 'keep';

const SHARES: Readonly<Record<PremiumRole, number>> = {
  underused: 0.4,
  'one-busy-hour': 0.15,
  throughput: 0.15,
  young: 0.15,
  keep: 0.15,
};

/**
 * Second data disks on premium storage, for machines that work and have one disk: most of them hardly used. Clear of
 * 5 % of what the tier can do on one side, of 30 % on the other.
 */
export function addUnderusedDisks(context: AzureContext, machines: readonly BuiltMachine[]): void {
  const hosts = machines.filter(({ role, disks }) => role === 'working' && disks.length === 1);
  const roles = castOf<PremiumRole>(context, 'premium disks', SHARES, context.count(9, 5));
  roles.slice(0, hosts.length).forEach((role, index) => {
    const { plan, machine } = hosts[index]!;
    const random = context.random('premium disk', index);
    const sizeGiB = random.pick([512, 1024]);
    const { iops, MBps, usdPerMonth } = diskTier('Premium_LRS', sizeGiB);
    const createdAt = role === 'young' ? context.now - random.between(2, 10) * DAY : plan.createdAt;
    const quiet = { peakIops: iops * random.between(0.01, 0.035), peakMBps: MBps * random.between(0.01, 0.035) };
    const load =
      role === 'throughput'
        ? { ...quiet, peakMBps: MBps * random.between(0.55, 0.8) }
        : role === 'one-busy-hour'
          ? { peakIops: iops * random.between(0.5, 0.8), peakMBps: MBps * random.between(0.4, 0.6) }
          : quiet;
    const disk = addDisk(context, random, {
      place: plan.place,
      resourceGroup: machine.resourceGroup,
      name: `${machine.name}_DataDisk_premium`,
      sku: 'Premium_LRS',
      sizeGiB,
      createdAt,
      tags: { ...machine.tags, ...(role === 'keep' && { [KEEP_TAG]: 'for the quarter end' }) },
      managedBy: machine.id,
      state: 'Attached',
      ownershipAt: createdAt,
      load: {
        ...load,
        shape: role === 'one-busy-hour' ? 'spiky' : 'daily',
        runs: [{ from: createdAt, to: Number.POSITIVE_INFINITY }],
      },
    });
    // The machine's own description names each disk that it holds.
    const { dataDisks } = machine.properties.storageProfile as { readonly dataDisks: object[] };
    dataDisks.push({
      lun: dataDisks.length,
      name: disk.name,
      createOption: 'Attach',
      caching: 'None',
      managedDisk: { id: disk.id, storageAccountType: 'Premium_LRS' },
      deleteOption: 'Detach',
      diskSizeGB: sizeGiB,
      toBeDetached: false,
    });
    const fine = (because: string): void => context.fine(CHECK.diskPremium, disk, because);
    switch (role) {
      case 'underused':
        return context.waste(
          CHECK.diskPremium,
          disk,
          'premium storage of which less than 4 % is ever asked for',
          minus(usdPerMonth, diskTier('StandardSSD_LRS', sizeGiB).usdPerMonth),
        );
      case 'one-busy-hour':
        return fine('hardly used but for half an hour a night');
      case 'throughput':
        return fine('few operations, but large ones: more than half of its throughput');
      case 'young':
        return fine('younger than the window of 14 days');
      case 'keep':
        return fine(`protected by the tag ${KEEP_TAG}`);
    }
  });
}
