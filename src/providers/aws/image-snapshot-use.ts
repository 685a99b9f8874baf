import { z } from 'zod';

const Page = z.object({ Images: z.array(z.unknown()) });
const Row = z.object({
  ImageId: z.string(),
  BlockDeviceMappings: z
    .array(z.object({ Ebs: z.object({ SnapshotId: z.string().optional() }).optional() }))
    .default([]),
});

/** Which snapshots several images consist of: they outlive any one of them. */
export class ImageSnapshotUse {
  readonly #firstImage = new Map<string, string>();
  readonly #shared = new Set<string>();

  /** Notes the images of one page of DescribeImages; a row that can't be read here is an unread row where it is collected. */
  look(answer: unknown): void {
    const page = Page.safeParse(answer);
    for (const each of page.success ? page.data.Images : []) {
      const row = Row.safeParse(each);
      if (!row.success) continue;
      for (const { Ebs } of row.data.BlockDeviceMappings) {
        if (Ebs?.SnapshotId === undefined) continue;
        const first = this.#firstImage.get(Ebs.SnapshotId);
        if (first === undefined) this.#firstImage.set(Ebs.SnapshotId, row.data.ImageId);
        else if (first !== row.data.ImageId) this.#shared.add(Ebs.SnapshotId);
      }
    }
  }

  isShared(snapshotId: string): boolean {
    return this.#shared.has(snapshotId);
  }
}
