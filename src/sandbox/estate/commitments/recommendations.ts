import type { FamilyContext } from '../family-context.ts';
import { DAY, wholeSecond } from '../generate/time.ts';
import type { AwsInstance, AwsVolume } from '../model.ts';
import type { Adviser, NativeRecommendation } from './model.ts';

export const NATIVE = 'aws-native-recommendations-import';

const advisers: readonly Adviser[] = ['hub', 'optimizer', 'advisor'];

type About = Pick<
  NativeRecommendation,
  'resourceType' | 'action' | 'current' | 'recommended' | 'monthlySavings' | 'monthlyCost'
>;

/**
 * What AWS' own advisers say: about resources that nothing else is wrong with (an import must tell them), about some that
 * another check finds too, about one that is gone, and one that saves nothing.
 */
export function nativeRecommendations(context: FamilyContext): ReadonlyMap<string, NativeRecommendation> {
  const found = new Map<string, NativeRecommendation>();
  const known = new Set(context.planted.map(({ resourceId }) => resourceId));
  const wasteIds = new Set(
    context.planted.filter(({ verdict }) => verdict === 'waste').map(({ resourceId }) => resourceId),
  );
  const few = context.count(2, 2);
  const add = (adviser: Adviser, placed: Placed, about: About): void => {
    const random = context.random('recommendation', found.size);
    const id = [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');
    found.set(id, {
      id,
      adviser,
      ...placed,
      ...about,
      refreshedAt: wholeSecond(context.now - random.between(0.2, 1) * DAY),
    });
  };
  // Whatever hangs on a machine that another check takes away goes with it.
  const quiet = context.instances
    .filter(({ instance }) => instance.state === 'running' && !known.has(instance.id) && instance.lifecycle !== 'spot')
    .map(({ instance }) => instance);
  const quietIds = new Set(quiet.map(({ id }) => id));
  const quietVolumes = context.volumes.filter(
    ({ id, state, attachments, tags }) =>
      state === 'in-use' &&
      !known.has(id) &&
      tags['ballast:keep'] === undefined &&
      attachments.every(({ instanceId }) => quietIds.has(instanceId)),
  );
  const machines = context.random('machines').shuffle(quiet.filter(({ tags }) => tags['ballast:keep'] === undefined));
  const volumes = context.random('volumes').shuffle([...quietVolumes]);
  for (const [index, instance] of machines.slice(0, few).entries()) {
    add(advisers[index % 2] ?? 'hub', placeOf(instance), smaller(instance, 20 + index));
    context.plantWaste(NATIVE, instance, instance.id, 'AWS alone recommends another size', String(20 + index));
  }
  for (const [index, volume] of volumes.slice(0, few).entries()) {
    add(advisers[(index + 1) % 3] ?? 'hub', placeOf(volume), dearer(volume, 4 + index));
    context.plantWaste(NATIVE, volume, volume.id, 'AWS alone recommends another shape', String(4 + index));
  }
  const [twice] = machines;
  // The same resource from a second adviser: counted once.
  if (twice !== undefined) add('advisor', placeOf(twice), smaller(twice, 18));

  const doomed = context.instances.filter(({ instance }) => wasteIds.has(instance.id)).map(({ instance }) => instance);
  for (const [index, instance] of doomed.slice(0, few).entries()) {
    add('hub', placeOf(instance), { ...smaller(instance, 30 + index), action: 'Stop', recommended: '' });
    context.plantFine(NATIVE, instance, instance.id, 'another check finds it: a second opinion, and no finding');
  }
  const doomedVolumes = context.volumes.filter(({ id }) => wasteIds.has(id));
  for (const [index, volume] of doomedVolumes.slice(0, few).entries()) {
    add('optimizer', placeOf(volume), dearer(volume, 3 + index));
    context.plantFine(NATIVE, volume, volume.id, 'another check finds it: a second opinion, and no finding');
  }
  const [like] = machines;
  if (like !== undefined) {
    const gone = { ...like, id: `i-0${context.random('gone').hex(16)}` };
    add('hub', placeOf(gone), smaller(gone, 55));
    context.plantFine(NATIVE, gone, gone.id, 'the instance is gone');
  }
  const idle = machines[few];
  if (idle !== undefined) {
    add('hub', placeOf(idle), { ...smaller(idle, 0), recommended: idle.type });
    context.plantFine(NATIVE, idle, idle.id, 'it would save nothing');
  }
  return found;
}

type Placed = Pick<NativeRecommendation, 'accountId' | 'region' | 'resourceId' | 'resourceArn'>;

function placeOf({ id, accountId, region }: Pick<AwsInstance | AwsVolume, 'id' | 'accountId' | 'region'>): Placed {
  const kind = id.startsWith('vol-') ? 'volume' : 'instance';
  return { accountId, region, resourceId: id, resourceArn: `arn:aws:ec2:${region}:${accountId}:${kind}/${id}` };
}

const smaller = ({ type }: AwsInstance, monthlySavings: number): About => ({
  resourceType: 'Ec2Instance',
  action: 'Rightsize',
  current: type,
  recommended: `${type.split('.')[0]}.medium`,
  monthlySavings,
  monthlyCost: monthlySavings * 3,
});

const dearer = ({ type, sizeGiB }: AwsVolume, monthlySavings: number): About => ({
  resourceType: 'EbsVolume',
  action: 'Rightsize',
  current: `${type} ${sizeGiB} GiB`,
  recommended: `st1 ${Math.max(125, sizeGiB)} GiB`,
  monthlySavings,
  monthlyCost: monthlySavings * 2,
});
