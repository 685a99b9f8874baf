import type { AwsInstance, AwsVolume } from '../model.ts';
import type { Random } from '../random.ts';
import type { Builder, BuiltInstance } from './builder.ts';
import { daysBefore, SECOND } from './time.ts';

/** Names that EC2 suggests for data volumes. */
const DATA_DEVICES = ['/dev/sdf', '/dev/sdg', '/dev/sdh', '/dev/sdi', '/dev/sdj', '/dev/sdk', '/dev/sdl', '/dev/sdm'];

/** A volume whose use is judged needs a working host that has run, and sent metrics, for the whole window. */
function isSettled({ instance, role }: BuiltInstance, now: number): boolean {
  const since = daysBefore(now, 20);
  return (
    role === 'ordinary' && instance.launchedAt < since && instance.load.since < since && instance.load.shape !== 'none'
  );
}

export function pickHost(
  builder: Builder,
  random: Random,
  devices: Uint8Array,
  settled: boolean,
): { readonly instance: AwsInstance; readonly device: string } {
  const { instances } = builder;
  const start = random.integer(0, instances.length - 1);
  for (let step = 0; step < instances.length; step++) {
    const index = (start + step) % instances.length;
    const candidate = instances[index]!;
    if (devices[index]! >= DATA_DEVICES.length) continue;
    if (settled && !isSettled(candidate, builder.options.now)) continue;
    return { instance: candidate.instance, device: DATA_DEVICES[devices[index]!++]! };
  }
  throw new RangeError('no instance can hold another data volume');
}

/** The second holder of a Multi-Attach volume: another machine of its zone that runs, where there is one. */
export function attachTwice(builder: Builder, volume: AwsVolume, first: AwsInstance, devices: Uint8Array): void {
  const [attachment] = volume.attachments;
  const at = builder.instances.findIndex(
    ({ instance }, index) =>
      instance.id !== first.id &&
      instance.state === 'running' &&
      instance.zone === first.zone &&
      instance.accountId === first.accountId &&
      devices[index]! < DATA_DEVICES.length,
  );
  if (at < 0 || attachment === undefined) return;
  const { instance } = builder.instances[at]!;
  volume.attachments.push({
    ...attachment,
    instanceId: instance.id,
    device: DATA_DEVICES[devices[at]!++]!,
    attachedAt: Math.max(attachment.attachedAt, instance.createdAt + SECOND),
  });
}
