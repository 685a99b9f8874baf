import { burst } from '../bursts.ts';
import { type GcpBuilder, numericId } from './builder.ts';
import type { GcpShortLived } from './model.ts';
import { familyRates, unitRate } from './prices.ts';

/** A region in which nothing else runs, and one in which little does. */
const PLACES = [
  { region: 'asia-southeast1', services: ['compute', 'sql'] },
  { region: 'europe-west4', services: ['sql'] },
] as const;

/** What was started and is gone again: no listing has it, the bill does. Each project has some of it. */
export function buildShortLived(builder: GcpBuilder): void {
  let index = 0;
  for (const { projectId, state } of builder.organization.projects) {
    if (state !== 'ACTIVE') continue;
    for (const { region, services } of PLACES) {
      for (const service of services) {
        const random = builder.context.random('short-lived', projectId, region, service);
        const { usdPerDay, runs } = burst(index++, builder.now);
        const hourly = service === 'compute' ? familyRates('e2', region).core : unitRate('sqlVcpuZonal');
        const made: GcpShortLived = {
          projectId,
          region,
          service,
          id: numericId(random),
          name: `job-${random.hex(6)}`,
          vcpus: Math.ceil(usdPerDay / 24 / (Number(hourly) / 1e12)),
          runs,
        };
        builder.shortLived.push(made);
      }
    }
  }
}
