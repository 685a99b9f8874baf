import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { policyIdOf } from '../generate/snapshots.ts';
import { KEEP_TAG, nameOf, tagsOf } from '../generate/tags.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import type { AwsSnapshot } from '../model.ts';
import { ebsRatePico } from '../prices.ts';
import type { Random } from '../random.ts';
import type { OwnImage } from './model.ts';
import { fineBecause, imageRoleOf, type ImageRole, wasteBecause } from './roles.ts';

const CHECK = 'aws-ec2-ami-unused';

export interface BuiltImage {
  readonly image: OwnImage;
  /** Undefined for one that an instance or its age keeps. */
  readonly role: ImageRole | undefined;
}

/** One image for each of those that snapshots belong to, with what the check has to say of it. */
export function buildImages(context: FamilyContext): readonly BuiltImage[] {
  const snapshots = new Map<string, AwsSnapshot[]>();
  for (const snapshot of context.snapshots) {
    if (snapshot.imageId !== undefined)
      snapshots.set(snapshot.imageId, [...(snapshots.get(snapshot.imageId) ?? []), snapshot]);
  }
  const users = new Map(context.instances.map(({ instance }) => [instance.imageId, instance]));
  let turn = 0;
  return [...snapshots].map(([id, own], index) => {
    const createdAt = Math.min(...own.map(({ startedAt }) => startedAt));
    const user = users.get(id);
    const isYoung = context.now - createdAt < 90 * DAY;
    const role = user === undefined && !isYoung ? imageRoleOf(turn++) : undefined;
    const random = context.random('image', index);
    const image = imageOf(context, random, { id, own, createdAt, role, launchedAt: user?.launchedAt });
    plant(context, image, own, role, user?.state ?? 'young');
    return { image, role };
  });
}

interface Part {
  readonly id: string;
  readonly own: readonly AwsSnapshot[];
  readonly createdAt: number;
  readonly role: ImageRole | undefined;
  readonly launchedAt: number | undefined;
}

function imageOf(context: FamilyContext, random: Random, { id, own, createdAt, role, launchedAt }: Part): OwnImage {
  const [first] = own as [AwsSnapshot, ...AwsSnapshot[]];
  const place = placeOf(context, random, first);
  const identity = context.identity(random, place);
  const name = `${identity.application.app}-${identity.tier}-${new Date(createdAt).toISOString().slice(0, 10)}-${id.slice(-6)}`;
  const lastLaunchedAt = role === undefined ? launchedAt : lastLaunch(context, random, role, createdAt);
  return {
    id,
    accountId: first.accountId,
    region: first.region,
    name,
    description: `built for ${nameOf(identity)}`,
    architecture: 'x86_64',
    createdAt,
    ...(lastLaunchedAt !== undefined && { lastLaunchedAt }),
    state: role === 'disabled' ? 'disabled' : 'available',
    public: role === 'public',
    protection: role === 'protected' ? 'enabled-with-cooldown' : 'disabled',
    sharedWith: sharesOf(context, role, first.accountId),
    snapshotIds: own.map((snapshot) => snapshot.id),
    sourceInstanceId: `i-0${random.hex(16)}`,
    tags: { ...tagsOf(random, identity, name), ...roleTags(role, first) },
  };
}

function placeOf(
  context: FamilyContext,
  random: Random,
  { accountId }: AwsSnapshot,
): { readonly environment: 'prod' | 'dev' } {
  const account = context.accounts.find((each) => each.account.id === accountId);
  return { environment: account?.environment === 'prod' || random.chance(0.3) ? 'prod' : 'dev' };
}

/** Well away from the 90 days of the check, and never before the image was made. */
function lastLaunch(context: FamilyContext, random: Random, role: ImageRole, createdAt: number): number | undefined {
  const ageDays = (context.now - createdAt) / DAY;
  switch (role) {
    case 'launched-lately':
      return daysBefore(context.now, random.between(10, 82));
    case 'launched-long-ago':
    case 'cancelled-fleet':
      return daysBefore(context.now, random.between(95, Math.max(95.5, ageDays - 0.1)));
    case 'never-launched':
    case 'template-latest':
    case 'parameter':
      return undefined;
    default:
      return random.chance(0.5) && ageDays > 100
        ? daysBefore(context.now, random.between(98, ageDays - 0.1))
        : undefined;
  }
}

function sharesOf(context: FamilyContext, role: ImageRole | undefined, accountId: string): OwnImage['sharedWith'] {
  const { organization } = context;
  if (role === 'public') return [{ group: 'all' }];
  if (role === 'shared') {
    const other = context.accounts.find(({ account }) => account.id !== accountId)?.account.id;
    return [{ userId: other ?? '999988887777' }];
  }
  if (role === 'shared-organization') {
    const { managementAccountId, id } = organization;
    return [{ organizationArn: `arn:aws:organizations::${managementAccountId}:organization/${id}` }];
  }
  return [];
}

function roleTags(role: ImageRole | undefined, { accountId, region }: AwsSnapshot): Record<string, string> {
  switch (role) {
    case 'retention':
      return { retention: '7y' };
    case 'keep':
      return { [KEEP_TAG]: 'certified build' };
    case 'policy':
      return { 'aws:dlm:lifecycle-policy-id': policyIdOf(accountId, region), 'dlm:managed': 'true' };
    case 'backup':
      return { 'aws:backup:source-resource': `arn:aws:ec2:${region}:${accountId}:instance/i-0123456789abcdef0` };
    default:
      return {};
  }
}

/** It costs what its snapshots store. */
function plant(
  context: FamilyContext,
  image: OwnImage,
  own: readonly AwsSnapshot[],
  role: ImageRole | undefined,
  kept: string,
): void {
  if (role === undefined) {
    const because =
      kept === 'young' ? 'made less than 85 days ago' : `an instance was launched from it, which is ${kept}`;
    context.plantFine(CHECK, image, image.id, because);
    return;
  }
  const because = wasteBecause(role);
  if (because === undefined) {
    context.plantFine(CHECK, image, image.id, fineBecause(role) ?? role);
    return;
  }
  const rate = ebsRatePico(image.region, 'snapshot.gbMonth');
  const stored = own.reduce((sum, snapshot) => sum + (snapshot.storedGiB ?? snapshot.volumeSizeGiB), 0);
  context.plantWaste(CHECK, image, image.id, because, decimalOf(BigInt(stored) * rate));
}
