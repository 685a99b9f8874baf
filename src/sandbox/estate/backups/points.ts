import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { KEEP_TAG, nameOf } from '../generate/tags.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import type { AwsSnapshot } from '../model.ts';
import { ebsRatePico } from '../prices.ts';
import type { Random } from '../random.ts';
import type { RecoveryPoint } from './model.ts';
import { BACKUP_REGION, backupRate } from './prices.ts';
import { ebsRoles, fineBecause, goneRoles, ownRoles, type PointRole, wasteBecause } from './roles.ts';

const CHECK = 'aws-backup-old-recovery-points';
const GIB = 2 ** 30;

/** Names of the vaults, and whether they are locked. */
export const VAULTS: Readonly<Record<string, boolean>> = { Default: false, compliance: true };

type Points = Map<string, RecoveryPoint>;

export function buildPoints(context: FamilyContext): ReadonlyMap<string, RecoveryPoint> {
  const points: Points = new Map();
  buildSnapshotPoints(context, points);
  if (context.options.regions.includes(BACKUP_REGION)) buildOwnPoints(context, points);
  return points;
}

/** A recovery point for each snapshot that AWS Backup made. */
function buildSnapshotPoints(context: FamilyContext, points: Points): void {
  const volumes = new Set(context.volumes.map(({ id }) => id));
  let [kept, gone] = [0, 0];
  context.snapshots.forEach((snapshot, index) => {
    const resourceArn = snapshot.tags['aws:backup:source-resource'];
    if (resourceArn === undefined) return;
    const isYoung = context.now - snapshot.startedAt < 90 * DAY;
    const isGone = !volumes.has(snapshot.volumeId);
    const role = isYoung
      ? 'young'
      : isGone
        ? goneRoles[gone++ % goneRoles.length]!
        : ebsRoles[kept++ % ebsRoles.length]!;
    const point = pointOf(context, context.random('snapshot point', index), role, {
      arn: `arn:aws:ec2:${snapshot.region}::snapshot/${snapshot.id}`,
      accountId: snapshot.accountId,
      region: snapshot.region,
      resourceArn,
      resourceType: 'EBS',
      resourceName: snapshot.volumeId,
      createdAt: snapshot.startedAt,
      sizeBytes: snapshot.volumeSizeGiB * GIB,
    });
    points.set(point.arn, point);
    plant(context, role, point, storedCost(snapshot));
  });
}

const storedCost = ({ storedGiB, volumeSizeGiB, region }: AwsSnapshot): string =>
  decimalOf(BigInt(storedGiB ?? volumeSizeGiB) * ebsRatePico(region, 'snapshot.gbMonth'));

/** Recovery points of file systems and tables, which AWS Backup keeps itself. */
function buildOwnPoints(context: FamilyContext, points: Points): void {
  const places = context.accounts.map(({ account, environment }) => ({ accountId: account.id, environment }));
  for (let index = 0; index < context.count(10, 12); index++) {
    const random = context.random('point', index);
    const place = random.pick(places);
    const role = ownRoles[index % ownRoles.length]!;
    const isTable = random.chance(0.3);
    const name = nameOf(context.identity(random, place));
    const sizeGiB = random.pick([20, 80, 250, 900]);
    const { accountId } = place;
    const point = pointOf(context, random, role, {
      arn: `arn:aws:backup:${BACKUP_REGION}:${accountId}:recovery-point:${uuid(random)}`,
      accountId,
      region: BACKUP_REGION,
      resourceArn: isTable
        ? `arn:aws:dynamodb:${BACKUP_REGION}:${accountId}:table/${name}`
        : `arn:aws:elasticfilesystem:${BACKUP_REGION}:${accountId}:file-system/fs-0${random.hex(16)}`,
      resourceType: isTable ? 'DynamoDB' : 'EFS',
      resourceName: name,
      createdAt: daysBefore(context.now, role === 'young' ? random.between(5, 80) : random.between(100, 250)),
      sizeBytes: sizeGiB * GIB,
    });
    points.set(point.arn, point);
    plant(context, role, point, ownCost(role, point, BigInt(sizeGiB)));
  }
}

function ownCost(role: PointRole, { resourceType }: RecoveryPoint, sizeGiB: bigint): string {
  const warm = picoOf(backupRate(resourceType, 'Warm'));
  const cold = role === 'warm-long' ? picoOf(backupRate(resourceType, 'Cold')) : 0n;
  return decimalOf((warm - cold) * sizeGiB);
}

type Part = Pick<
  RecoveryPoint,
  'arn' | 'accountId' | 'region' | 'resourceArn' | 'resourceType' | 'resourceName' | 'createdAt' | 'sizeBytes'
>;

function pointOf(context: FamilyContext, random: Random, role: PointRole, part: Part): RecoveryPoint {
  return {
    ...part,
    vaultName: role === 'locked' ? 'compliance' : 'Default',
    status: role === 'expired' ? 'EXPIRED' : 'COMPLETED',
    ...lifecycleOf(context, random, role, part.createdAt),
    onHold: role === 'hold',
    tags: { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'audit' }) },
  };
}

type Lifecycle = Pick<RecoveryPoint, 'deleteAfterDays' | 'moveToColdAfterDays'>;

function lifecycleOf({ now }: FamilyContext, random: Random, role: PointRole, createdAt: number): Lifecycle {
  const age = Math.floor((now - createdAt) / DAY);
  switch (role) {
    case 'forever':
    case 'young':
    case 'hold':
    case 'locked':
    case 'keep':
      return {};
    case 'expired':
      return { deleteAfterDays: Math.max(1, age - random.integer(5, 40)) };
    case 'ends-soon':
      return { deleteAfterDays: age + random.integer(10, 70) };
    case 'cold':
      return { moveToColdAfterDays: 30, deleteAfterDays: age + 400 };
    case 'warm-long':
    case 'source-gone':
    case 'lifecycle':
      return { deleteAfterDays: age + random.integer(110, 700) };
  }
}

function plant(context: FamilyContext, role: PointRole, point: RecoveryPoint, cost: string): void {
  const because = wasteBecause(role);
  if (because === undefined) context.plantFine(CHECK, point, point.arn, fineBecause(role));
  else context.plantWaste(CHECK, point, point.arn, because, cost);
}

const uuid = (random: Random): string =>
  [8, 4, 4, 4, 12]
    .map((digits) => random.hex(digits))
    .join('-')
    .toUpperCase();
