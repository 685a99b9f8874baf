import { z } from 'zod';
import type { SnapshotSiblings } from '../../domain/resources.ts';

// Only what tells snapshots of one volume apart: a row that lacks it becomes an unread row where it is collected.
const Page = z.object({ Snapshots: z.array(z.unknown()) });
const Row = z.object({ VolumeId: z.string(), StartTime: z.date() });

/** Which snapshots of the same volume there are, so that one can tell what its deletion would leave behind. */
export class SnapshotLineages {
  readonly #times = new Map<string, number[]>();
  readonly #ordered = new Set<string>();

  /** Notes the snapshots of one page of DescribeSnapshots. */
  look(answer: unknown): void {
    const page = Page.safeParse(answer);
    for (const each of page.success ? page.data.Snapshots : []) {
      const row = Row.safeParse(each);
      if (!row.success) continue;
      const times = this.#times.get(row.data.VolumeId) ?? [];
      this.#times.set(row.data.VolumeId, times);
      times.push(row.data.StartTime.getTime());
    }
  }

  /** Those that were started before and after this moment; of two at the same moment neither is older. */
  siblingsOf(volumeId: string, startedMs: number): SnapshotSiblings {
    const times = this.#sorted(volumeId);
    const older = firstFrom(times, startedMs);
    return { older, newer: times.length - firstFrom(times, startedMs + 1) };
  }

  #sorted(volumeId: string): readonly number[] {
    const times = this.#times.get(volumeId) ?? [];
    if (this.#ordered.has(volumeId)) return times;
    this.#ordered.add(volumeId);
    return times.sort((a, b) => a - b);
  }
}

/** Index of the first time that is not before `from`. */
function firstFrom(times: readonly number[], from: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
