import { z } from 'zod';
import type { Use } from '../../domain/resources.ts';

/** Volumes that a launch makes from snapshots; a mapping without Ebs is an instance store volume. */
export const SnapshotMappings = z
  .array(z.object({ Ebs: z.object({ SnapshotId: z.string().optional() }).optional() }))
  .default([]);

export interface LaunchSpecification {
  readonly ImageId?: string | undefined;
  readonly BlockDeviceMappings: z.infer<typeof SnapshotMappings>;
}

/** Images and snapshots that launches by these specifications need, each once. */
export function launchUses(specifications: readonly LaunchSpecification[]): readonly Use[] {
  const images = new Set<string>();
  const snapshots = new Set<string>();
  for (const { ImageId, BlockDeviceMappings } of specifications) {
    if (ImageId !== undefined && ImageId !== '') images.add(ImageId);
    for (const { Ebs } of BlockDeviceMappings) if (Ebs?.SnapshotId !== undefined) snapshots.add(Ebs.SnapshotId);
  }
  return [
    ...[...images].map((targetId) => ({ relation: 'image' as const, targetId })),
    ...[...snapshots].map((targetId) => ({ relation: 'snapshot' as const, targetId })),
  ];
}
