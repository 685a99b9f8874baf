import { z } from 'zod';
import type { SnapshotSiblings } from '../../domain/resources.ts';

// Only what tells snapshots of one volume apart: a row that lacks it becomes an unread row where it is collected.
const Page = z.object({ Snapshots: z.array(z.unknown()) });
const Row = z.object({ VolumeId: z.string(), StartTime: z.date() });

/** Which snapshots of the same volume there are, so that one can tell what its deletion would leave behind. */
export class SnapshotLineages {
  readonly #times = new Map<string, number[]>();

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
    const times = this.#times.get(volumeId) ?? [];
    const older = times.reduce((count, time) => (time < startedMs ? count + 1 : count), 0);
    const newer = times.reduce((count, time) => (time > startedMs ? count + 1 : count), 0);
    return { older, newer };
  }
}
