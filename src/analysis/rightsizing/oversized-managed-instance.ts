import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { changeSaving } from '../pricing/database-savings.ts';
import { databaseComponents } from '../pricing/databases.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';
import { smallerInstance } from './managed-instance-sizes.ts';

const GIB = 2 ** 30;

/** A SQL managed instance with more vCores or more storage than it uses. */
export const oversizedManagedInstance = defineCheck({
  name: 'managed-instance-oversized',
  ids: { azure: 'azure-sqlmi-rightsize' },
  kind: 'database',
  title: 'SQL managed instance with more vCores or storage than it needs',
  description:
    'A managed instance pays for its vCores by the hour and for the storage that is reserved, used or not. CPU of this one stayed ' +
    'low at the 99th percentile, or much of its storage is empty: fewer vCores or less storage carry it. Memory and the speed of ' +
    'log writes shrink with the vCores and are not measured: look at them before.',
  savings: 'cost as it is minus the cost with the proposed vCores (with their licence, where that is paid) and storage',
  ignores: [
    'an instance of a pool, and one that is stopped or younger than the window',
    'hardware other than the standard series, of which limits and prices differ',
    'fewer vCores that may not reserve as much storage as is needed',
    'storage of the newer general purpose tier, whose IOPS follow from it',
    'nights without use: whether it is in a failover group, which cannot be stopped, its listing does not tell',
  ],
  evidence: {
    sizeName: 'present size',
    tier: 'its service tier',
    p99CpuPercent: '99th percentile of hourly peaks',
    usedGiB: 'most of its storage that was in use',
    reservedGiB: 'storage that is reserved',
    targetVCores: 'proposed vCores',
    targetStorageGiB: 'proposed storage',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 40, min: 1, max: 90, why: 'half the vCores then carry it at 80 %' },
    targetCpuPercent: { default: 80, min: 10, max: 100, why: 'a failover or a backup needs the rest' },
    maxStoragePercent: { default: 60, min: 1, max: 100, why: 'what is fuller has room to grow and little to give' },
    targetStoragePercent: { default: 80, min: 10, max: 100, why: 'an instance that is full stops writing' },
    minStorageSavedGiB: { default: 64, min: 32, max: 16_384, why: 'less costs a few dollars a month' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'database-storage-bytes'] },
  risk: 'high',
  action: 'database.change-size',
  evaluate(instance, params, { now, firstSeen, digest, costs }) {
    const { storage, capacity, sizeName, tier } = instance;
    if (instance.type !== 'azure:sql:managed-instance' || instance.powerState !== 'running') return fine();
    if (instance.poolId !== undefined) return fine();
    const age = ageDays(instance.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    if (storage === undefined || capacity === undefined) return cannotTell('its vCores or storage were not read');
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    const used = peakOf(digest('database-storage-bytes'), ({ max }) => max, params, now);
    // Where not even one that does nothing would get along with less, its load decides nothing.
    if (smallerInstance(instance, { p99CpuPercent: 0, usedGiB: 0 }, params) === undefined) return fine();
    const usedGiB = used.known ? used.value.peak / GIB : undefined;
    const evidence = {
      sizeName,
      tier: tier ?? null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      usedGiB: usedGiB === undefined ? null : rounded(usedGiB),
      reservedGiB: storage.sizeGiB,
    };
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(used, params.minCoverage);
    if (gap !== undefined || !cpu.known || usedGiB === undefined)
      return cannotTell(gap ?? 'its use was not read', evidence);
    const found = smallerInstance(instance, { p99CpuPercent: cpu.value.peak, usedGiB }, params);
    if (found === undefined) return fine();
    const { vcores } = found;
    const storageGiB =
      storage.sizeGiB - found.storageGiB < params.minStorageSavedGiB ? storage.sizeGiB : found.storageGiB;
    if (vcores === capacity.max && storageGiB === storage.sizeGiB) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const around = { now, sizes: new Map() };
    const after = {
      ...instance,
      capacity: { unit: 'vCore', max: vcores } as const,
      storage: { ...storage, sizeGiB: storageGiB },
    };
    return waste({
      // Storage is told exactly; what fewer vCores do to memory is not measured.
      confidence: vcores === capacity.max ? 0.85 : 0.6,
      evidence: { ...evidence, targetVCores: vcores, targetStorageGiB: storageGiB },
      monthlySavings: changeSaving(
        instance,
        costs,
        databaseComponents(instance, around),
        databaseComponents(after, around),
      ),
      actionParams: { vCores: vcores, storageGiB },
    });
  },
});
