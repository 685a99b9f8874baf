import { HOUR } from '../generate/time.ts';
import type { Estate } from '../model.ts';
import type { MetricSource } from '../metric-source.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { Signal } from '../signal.ts';
import { lifetime } from '../signals.ts';
import type { DesktopsState, Workspace } from './model.ts';

/** `UserConnected`, every five minutes of a desktop that runs. */
export const desktopMetrics = ({ workspaces }: DesktopsState, { generatedAt: now }: Estate): MetricSource =>
  resourceMetrics({
    namespace: 'AWS/WorkSpaces',
    resources: [...workspaces.values()].filter(({ runningMode }) => runningMode === 'ALWAYS_ON'),
    dimensions: ({ id }) => [{ WorkspaceId: id }],
    metrics: { UserConnected: connected },
    now,
  });

/** Days since the epoch: 1970-01-01 was a Thursday. */
const weekdayOf = (at: number): number => (Math.floor(at / (24 * HOUR)) + 3) % 7;

function connected({ createdAt, hours: { days, from, to } }: Workspace): Signal {
  return {
    unit: 'Count',
    everySeconds: 300,
    runs: lifetime(createdAt),
    sample(slot) {
      const at = slot * 300_000;
      const hour = Math.floor(at / HOUR) % 24;
      return days.includes(weekdayOf(at)) && hour >= from && hour < to ? 1 : 0;
    },
  };
}
