import type { AwsInstance } from '../model.ts';
import { ebsMonthly } from '../ebs-charges.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import { KEEP_TAG } from './tags.ts';
import { DAY } from './time.ts';

/** Instances are stopped for more than 31 days or for less than 29. */
const LONG_DAYS = 30;

/** Volumes that only stopped instances hold: waste when all of these are stopped for long and nobody protects any of it. */
export function plantStoppedVolumes(builder: Builder): void {
  const { now } = builder.options;
  const instances = new Map(builder.instances.map(({ instance }) => [instance.id, instance]));
  for (const volume of builder.volumes) {
    const hosts = volume.attachments.flatMap(({ instanceId }) => instances.get(instanceId) ?? []);
    if (hosts.length === 0 || !hosts.every(({ state }) => state === 'stopped')) continue;
    const fine = (because: string): void => plantFine(builder, CHECK.volumeStopped, volume, volume.id, because);
    if (KEEP_TAG in volume.tags) fine(`of a stopped instance, but protected by the tag ${KEEP_TAG}`);
    else if (hosts.some(({ tags }) => KEEP_TAG in tags))
      fine(`its stopped instance is protected by the tag ${KEEP_TAG}`);
    else if (!hosts.every((host) => stoppedDays(host, now) > LONG_DAYS))
      fine('its instance is stopped for less than 30 days');
    else {
      const because = 'all instances that hold it are stopped for more than 31 days';
      plantWaste(builder, CHECK.volumeStopped, volume, volume.id, because, ebsMonthly(volume, volume.region));
    }
  }
}

const stoppedDays = ({ stoppedAt }: AwsInstance, now: number): number => (now - (stoppedAt ?? now)) / DAY;
