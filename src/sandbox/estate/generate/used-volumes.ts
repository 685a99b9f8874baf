import type { Random } from '../random.ts';
import { attached } from './attached-volume.ts';
import type { Builder } from './builder.ts';
import { KEEP_TAG } from './tags.ts';
import { daysBefore, SECOND } from './time.ts';
import { attachTwice, pickHost } from './volume-hosts.ts';
import { usePartOf, type UseRole } from './volume-parts.ts';
import { plantUse } from './volume-use-truth.ts';

/** A volume whose use is the point: it needs a host that ran, and sent metrics, for the whole window. */
export function buildUsedVolume(builder: Builder, random: Random, devices: Uint8Array, use: UseRole): void {
  const { now } = builder.options;
  const part = usePartOf(random, use);
  const host = pickHost(builder, random, devices, true);
  const age = host.instance.createdAt + SECOND;
  const volume = attached(
    builder,
    random,
    host.instance,
    {
      shape: part.shape,
      device: host.device,
      attachedAt: part.young ? Math.max(age, daysBefore(now, random.between(2, 11))) : age,
      deleteOnTermination: random.chance(0.4),
      role: use === 'gp2-quiet' ? 'gp2' : 'other',
      io: part.io,
    },
    part.multiAttach ? { multiAttach: true } : {},
  );
  if (part.keep !== undefined) volume.tags[KEEP_TAG] = part.keep;
  if (part.multiAttach) attachTwice(builder, volume, host.instance, devices);
  plantUse(builder, volume, use);
}
