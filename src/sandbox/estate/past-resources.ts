import type { AwsInstance, AwsVolume, Estate } from './model.ts';
import { Random } from './random.ts';
import { licenceOf } from './licences.ts';
import { boxMeter, snapshotUsage, volumeUsage, type Usage } from './usage.ts';
import { LEDGER_DAYS } from './usage-ledger.ts';

const DAY_SECONDS = 86_400;
/** For each instance of today, this many have come and gone within the ledger's time. */
const INSTANCE_TURNOVER = 0.35;
const SNAPSHOT_TURNOVER = 0.6;

/**
 * Usage of resources that are gone: past bills hold more than today's inventory explains. Each is modelled on a
 * resource that there is, so it stands where the estate stands; nothing of it is kept but its usage.
 */
export function* pastUsage(estate: Estate): Generator<Usage> {
  const end = Math.floor(estate.generatedAt / 1000);
  const instances = [...estate.instances.values()];
  const gone = Math.round(instances.length * INSTANCE_TURNOVER);
  for (let index = 0; index < gone; index++) {
    const random = new Random(estate.seed, 'past instance', index);
    const ids = new Random(estate.seed, 'past instance id', index);
    for (const usage of pastInstance(random, random.pick(instances), lifetime(random, end))) {
      const prefix = usage.resourceId === undefined ? 'i' : 'vol';
      yield { ...usage, resourceId: `${prefix}-0${ids.hex(16)}` };
    }
  }
  const snapshots = [...estate.snapshots.values()];
  for (let index = 0; index < Math.round(snapshots.length * SNAPSHOT_TURNOVER); index++) {
    const random = new Random(estate.seed, 'past snapshot', index);
    const model = random.pick(snapshots);
    const life = lifetime(random, end);
    for (const usage of snapshotUsage({ ...model, storageTier: 'standard' })) {
      yield { ...usage, ...life, resourceId: `snap-0${random.hex(16)}` };
    }
  }
}

interface Life {
  readonly from: number;
  readonly to: number;
}

/** Ended at some time of the ledger but at least a day ago, after days or months of use. */
function lifetime(random: Random, end: number): Life {
  const to = end - Math.floor(random.between(1, LEDGER_DAYS) * DAY_SECONDS);
  return { from: to - Math.floor((2 + 400 * random.unit() ** 2) * DAY_SECONDS), to };
}

function* pastInstance(random: Random, model: AwsInstance, life: Life): Generator<Usage> {
  yield { meter: boxMeter(model, model.type, model.lifecycle === 'spot', licenceOf(model)), quantity: 1, ...life };
  const root: AwsVolume = {
    id: 'vol-0',
    accountId: model.accountId,
    region: model.region,
    zone: model.zone,
    // Older machines had gp2 disks more often.
    ...(random.chance(0.4)
      ? { type: 'gp2' as const, sizeGiB: random.pick([20, 50, 100]) }
      : { type: 'gp3' as const, sizeGiB: random.pick([20, 50, 100]), iops: 3000, throughputMiBps: 125 }),
    state: 'in-use',
    createdAt: 0,
    encrypted: true,
    attachments: [],
    tags: {},
  };
  for (const usage of volumeUsage(root)) yield { ...usage, ...life };
}
