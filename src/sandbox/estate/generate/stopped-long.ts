import { sumDecimals } from '../decimal.ts';
import { ebsMonthly } from '../ebs-charges.ts';
import { publicIpv4Monthly } from '../prices.ts';
import { plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';

/** What a long-stopped instance still costs is known once its volumes and its address are. */
export function plantStoppedLong(builder: Builder): void {
  const costs = new Map<string, string[]>(
    builder.instances.filter(({ role }) => role === 'stopped-long').map(({ instance }) => [instance.id, []]),
  );
  for (const volume of builder.volumes) {
    for (const { instanceId } of volume.attachments) costs.get(instanceId)?.push(ebsMonthly(volume, volume.region));
  }
  for (const { instanceId } of builder.addresses) {
    if (instanceId !== undefined) costs.get(instanceId)?.push(publicIpv4Monthly());
  }
  for (const { instance } of builder.instances) {
    const parts = costs.get(instance.id);
    if (parts === undefined) continue;
    const because = 'stopped for more than 31 days while its volumes and address still bill';
    plantWaste(builder, CHECK.stoppedLong, instance, instance.id, because, sumDecimals(parts));
  }
}
