import { z } from 'zod';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, epochMs, type Instant, instant, MS_PER_HOUR, startOfDay } from '../../domain/instant.ts';
import { timeOf } from './arm-rows.ts';
import { regionScope } from './azure-scope.ts';
import { factOf } from './facts-beside.ts';
import { inParts } from './in-parts.ts';
import { MetricSeries } from './metric-series.ts';
import type { AzureReader } from './reader.ts';
import { machineViews } from './machine-views.ts';

/** A machine that does not run. */
export interface StoppedMachine {
  readonly id: string;
  readonly location: string;
  readonly deallocated: boolean;
}

const Status = z.object({ code: z.string(), time: z.string().nullish() });
const View = z.object({ statuses: z.array(Status).nullish() });

/** Whole days before today that a machine's load is looked at for its last sign of life. */
const LOOKBACK_DAYS = 3;
const MACHINES_A_CALL = 50;
const metric = 'Percentage CPU';

/**
 * Since when machines stand still, at the latest; no API says so outright.
 *
 * Deallocation is an operation of Resource Manager, the last one of which the instance view has the time of: a later one
 * (a change of size) only makes the answer younger. Who shuts a machine down from inside asks nobody: the host then measures
 * no more load, and what it measured last tells when that was, to the hour.
 * Sources: "States and billing status of Azure Virtual Machines"; Compute API, InstanceViewStatus.
 */
export async function stopTimes(
  reader: AzureReader,
  scope: Scope,
  machines: readonly StoppedMachine[],
): Promise<ReadonlyMap<string, Fact<Instant>>> {
  const found = new Map<string, Fact<Instant>>();
  const deallocated = machines.filter((one) => one.deallocated);
  if (deallocated.length > 0) {
    const views = await factOf(() => machineViews(reader, scope));
    for (const { id } of deallocated) found.set(id, views.known ? lastOperation(views.value.get(id)) : views);
  }
  const byRegion = Map.groupBy(
    machines.filter((one) => !one.deallocated),
    ({ location }) => location,
  );
  for (const [location, here] of byRegion) await lastSigns(reader, regionScope(scope.accountId, location), here, found);
  return found;
}

function lastOperation(view: unknown): Fact<Instant> {
  const parsed = View.safeParse(view);
  const done = parsed.data?.statuses?.find(({ code }) => code.startsWith('ProvisioningState/'));
  return timeOf(done?.time, 'instanceView.statuses.time');
}

async function lastSigns(
  reader: AzureReader,
  scope: Scope,
  machines: readonly StoppedMachine[],
  found: Map<string, Fact<Instant>>,
): Promise<void> {
  const now = reader.now();
  const start = startOfDay(addDays(dayOf(now), -LOOKBACK_DAYS));
  const end = instant(Math.ceil(epochMs(now) / MS_PER_HOUR) * MS_PER_HOUR);
  const series = new MetricSeries(reader.azure, scope);
  for (const part of inParts(machines, MACHINES_A_CALL)) {
    await series.ask({
      namespace: 'Microsoft.Compute/virtualMachines',
      window: { start, end },
      periodSeconds: 3600,
      filter: undefined,
      ids: part.map(({ id }) => id),
      metrics: [metric],
      aggregations: ['average'],
    });
    for (const { id } of part) {
      const told = series.of(id, metric, 'average');
      found.set(
        id,
        told.known ? known(lastSign(told.value.timesMs, told.value.values, start, now)) : unread(told.reason),
      );
    }
    series.forget();
  }
}

/** The end of the last hour in which it did something; the window's start where it did nothing in any. */
function lastSign(timesMs: readonly number[], values: readonly number[], start: Instant, now: Instant): Instant {
  const busy = timesMs.filter((_, at) => (values[at] ?? 0) > 0);
  if (busy.length === 0) return start;
  return instant(Math.min(Math.max(...busy) + MS_PER_HOUR, epochMs(now)));
}
