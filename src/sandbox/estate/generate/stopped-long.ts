import { sumDecimals } from '../decimal.ts';
import { ebsMonthly } from '../ebs-charges.ts';
import { publicIpv4Monthly } from '../prices.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import { KEEP_TAG } from './tags.ts';

/**
 * What a long-stopped instance still costs is known once its volumes and its address are. What its owner
 * protects by a tag stays whatever happens to the instance, and so is not waste.
 */
export function plantStoppedLong(builder: Builder): void {
  const costs = new Map<string, string[]>(
    builder.instances.filter(({ role }) => role === 'stopped-long').map(({ instance }) => [instance.id, []]),
  );
  const isProtected = ({ tags }: { readonly tags: Readonly<Record<string, string>> }): boolean => KEEP_TAG in tags;
  for (const volume of builder.volumes) {
    if (isProtected(volume)) continue;
    for (const { instanceId } of volume.attachments) costs.get(instanceId)?.push(ebsMonthly(volume, volume.region));
  }
  for (const address of builder.addresses) {
    const { instanceId } = address;
    if (instanceId !== undefined && !isProtected(address)) costs.get(instanceId)?.push(publicIpv4Monthly());
  }
  for (const { instance } of builder.instances) {
    const parts = costs.get(instance.id);
    if (parts === undefined) continue;
    if (parts.length === 0) {
      const because = `stopped for long, but all that hangs on it is protected by the tag ${KEEP_TAG}`;
      plantFine(builder, CHECK.stoppedLong, instance, instance.id, because);
      continue;
    }
    const because = 'stopped for more than 31 days while its volumes and address still bill';
    plantWaste(builder, CHECK.stoppedLong, instance, instance.id, because, sumDecimals(parts));
  }
}
