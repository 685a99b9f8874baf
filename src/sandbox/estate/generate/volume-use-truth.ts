import { decimalOf, picoOf } from '../decimal.ts';
import { ebsMonthly, type EbsShape } from '../ebs-charges.ts';
import type { AwsVolume } from '../model.ts';
import { plantFine, plantWaste, type Builder } from './builder.ts';
import { CHECK } from './checks.ts';
import { KEEP_TAG } from './tags.ts';
import type { UseRole } from './volume-parts.ts';

interface Planted {
  readonly checkId: string;
  readonly verdict: 'waste' | 'fine';
  readonly because: string;
}

const waste = (checkId: string, because: string): Planted => ({ checkId, verdict: 'waste', because });
const fine = (checkId: string, because: string): Planted => ({ checkId, verdict: 'fine', because });

/** What the checks have to say of a role. gp2 roles are planted with the other gp2 volumes. */
function plantedBy(role: UseRole, { type }: Pick<AwsVolume, 'type'>): readonly Planted[] {
  switch (role) {
    case 'idle':
      return [waste(CHECK.volumeIdle, 'attached to a running instance for weeks, and never read or written')];
    case 'idle-keep':
      return [fine(CHECK.volumeIdle, `idle, but protected by the tag ${KEEP_TAG}`)];
    case 'idle-young':
      return [fine(CHECK.volumeIdle, 'idle so far, but attached less than 12 days ago')];
    case 'idle-few':
      return [fine(CHECK.volumeIdle, 'five operations a day and more: somebody reads it')];
    case 'idle-nightly':
      return [fine(CHECK.volumeIdle, 'one minute of work a night')];
    case 'io-light':
      return [
        waste(CHECK.ioToGp3, `${type} whose provisioned IOPS gp3 can give`),
        waste(CHECK.overprovisioned, 'uses less than a third of its provisioned IOPS'),
      ];
    case 'io-busy':
      return [
        waste(CHECK.ioToGp3, `${type} whose provisioned IOPS gp3 can give, though it uses most of them`),
        fine(CHECK.overprovisioned, 'uses more than two thirds of its provisioned IOPS'),
      ];
    case 'io-large':
      return [
        fine(CHECK.ioToGp3, 'more provisioned IOPS than gp3 reaches everywhere'),
        fine(CHECK.overprovisioned, 'uses more than two thirds of its provisioned IOPS'),
      ];
    case 'io-streaming':
      return [fine(CHECK.ioToGp3, 'streams more than gp3 can')];
    case 'io-multi':
      return [fine(CHECK.ioToGp3, 'Multi-Attach, which gp3 has not')];
    case 'io-keep':
      return [
        fine(CHECK.ioToGp3, `protected by the tag ${KEEP_TAG}`),
        fine(CHECK.overprovisioned, `far more IOPS than it uses, but protected by the tag ${KEEP_TAG}`),
      ];
    case 'gp3-oversized':
      return [waste(CHECK.overprovisioned, 'uses less than a third of its provisioned IOPS and throughput')];
    case 'gp3-used':
      return [fine(CHECK.overprovisioned, 'uses more than two thirds of its provisioned IOPS and throughput')];
    case 'gp3-iops-used':
      return [fine(CHECK.overprovisioned, 'uses more than two thirds of its IOPS; its throughput is included')];
    case 'gp2-quiet':
      return [];
  }
}

/** Cost of the waste: of the volume itself, or what it costs above what would do. */
export function plantUse(builder: Builder, volume: AwsVolume, use: UseRole): void {
  const cost = ebsMonthly(volume, volume.region);
  for (const { checkId, verdict, because } of plantedBy(use, volume)) {
    if (verdict === 'fine') plantFine(builder, checkId, volume, volume.id, because);
    else if (checkId === CHECK.volumeIdle) plantWaste(builder, checkId, volume, volume.id, because, cost);
    else plantWaste(builder, checkId, volume, volume.id, because, above(volume, leastOf(checkId, volume)));
  }
}

/** The cheapest that could do: gp3 with what it includes, or the least that the type can be set to. */
function leastOf(checkId: string, { type, sizeGiB }: AwsVolume): EbsShape {
  if (checkId === CHECK.ioToGp3 || type === 'gp3') return { type: 'gp3', sizeGiB, iops: 3000, throughputMiBps: 125 };
  return { type, sizeGiB, iops: 100 };
}

const above = (volume: AwsVolume, least: EbsShape): string =>
  decimalOf(picoOf(ebsMonthly(volume, volume.region)) - picoOf(ebsMonthly(least, volume.region)));
