import type { AwsSnapshot } from '../model.ts';
import type { Builder } from './builder.ts';

/** Of the images that are old enough, every so many-th is in use by an instance, turn by turn a running and a stopped one. */
const EVERY = 5;
/** Younger images are look-alikes by their age already. */
const OLD_DAYS = 90;
const DAY = 86_400_000;

/**
 * Lets some instances run from images of their own account, in place of Amazon's: the images that their snapshots'
 * lineages belong to. An instance is younger than its image.
 */
export function bootFromOwnImages(builder: Builder): void {
  const { now } = builder.options;
  const oldest = new Map<string, AwsSnapshot>();
  for (const snapshot of builder.snapshots) {
    if (snapshot.imageId !== undefined && now - snapshot.startedAt > OLD_DAYS * DAY)
      oldest.set(snapshot.imageId, snapshot);
  }
  const taken = new Set<number>();
  let turn = 0;
  [...oldest].forEach(([imageId, snapshot], index) => {
    if (index % EVERY !== 0) return;
    const wanted = turn++ % 2 === 0 ? 'running' : 'stopped';
    const at = builder.instances.findIndex(
      ({ instance }, position) =>
        !taken.has(position) &&
        instance.state === wanted &&
        instance.accountId === snapshot.accountId &&
        instance.region === snapshot.region &&
        instance.createdAt > snapshot.startedAt,
    );
    const built = builder.instances[at];
    if (built === undefined) return;
    taken.add(at);
    builder.instances[at] = { ...built, instance: { ...built.instance, imageId } };
  });
}
