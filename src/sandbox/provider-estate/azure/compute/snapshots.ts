import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { type AzureResource, textOf } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { armTime } from '../times.ts';

type SnapshotRole = 'recent' | 'old' | 'backup' | 'chain-base' | 'of-image' | 'keep' | 'premium';

/** Of all machines, disks, snapshots and addresses. */
const SHARE = 0.1;
const SHARES: Readonly<Partial<Record<SnapshotRole, number>>> = {
  old: 0.14,
  backup: 0.06,
  'chain-base': 0.03,
  'of-image': 0.02,
  keep: 0.02,
  premium: 0.04,
};
const GIB = 1024 ** 3;

/** Snapshots of disks that are there: some made by hand and forgotten, some that something else still needs. */
export function makeSnapshots(context: AzureContext, disks: readonly AzureResource[]): void {
  const count = Math.round(context.scale * 1000 * SHARE);
  const sources = disks.filter(({ createdAt }) => createdAt < context.now - 120 * DAY);
  castOf<SnapshotRole>(context, 'snapshots', SHARES, count, 'recent').forEach((role, index) => {
    const random = context.random('snapshot', index);
    const source = random.pick(sources);
    makeSnapshot(context, random, role, source, index);
  });
}

function makeSnapshot(
  context: AzureContext,
  random: Random,
  role: SnapshotRole,
  source: AzureResource,
  index: number,
): void {
  const oldest = (context.now - source.createdAt) / DAY - 2;
  const isOld = role !== 'recent' && role !== 'premium';
  const ageDays = isOld ? random.between(100, Math.min(oldest, 300)) : random.between(1, 60);
  const name =
    role === 'backup'
      ? `AzureBackup_${source.name.slice(0, 40)}_${index}`
      : `snap-${source.name.slice(0, 40)}-${index}`;
  const snapshot = addSnapshot(context, random, {
    source,
    name,
    createdAt: context.now - ageDays * DAY,
    incremental: role === 'chain-base' || (role === 'recent' && random.chance(0.5)),
    premium: role === 'premium',
    ...(role === 'backup' && {
      resourceGroup: context.group(`AzureBackupRG_${source.region}_1`, source.accountId, source.region),
    }),
    tags: {
      ...(role === 'backup' ? {} : withoutKeep(source.tags)),
      ...(role === 'keep' && { [KEEP_TAG]: 'last state before the upgrade' }),
    },
  });
  const fine = (because: string): void => context.fine(CHECK.snapshotOld, snapshot, because);
  const used = storedGiB(snapshot);
  switch (role) {
    case 'old':
      return context.waste(
        CHECK.snapshotOld,
        snapshot,
        'taken by hand more than 100 days ago and kept by nothing',
        times(usdOf('snapshot/standard', snapshot.region), used),
      );
    case 'backup':
      return fine('Azure Backup made it and will remove it');
    case 'chain-base':
      addLater(context, random, snapshot, source, index);
      return fine('the base of a chain: later incremental snapshots build on it');
    case 'of-image':
      addImage(context, random, snapshot, index);
      return fine('an image is made of it');
    case 'keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'premium':
      return context.waste(
        CHECK.snapshotPremium,
        snapshot,
        'kept on premium storage, which nothing reads faster for',
        times(minus(usdOf('snapshot/premium', snapshot.region), usdOf('snapshot/standard', snapshot.region)), used),
      );
    case 'recent':
      return index % 40 === 0 ? context.fine(CHECK.snapshotPremium, snapshot, 'on standard storage') : undefined;
  }
}

/** What protects a disk does not protect its copies, and a claim of Kubernetes is the disk's, not theirs. */
function withoutKeep(tags: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => key !== KEEP_TAG && !/^(kubernetes|k8s)/.test(key)));
}

interface SnapshotPart {
  readonly source: AzureResource;
  readonly name: string;
  readonly createdAt: number;
  readonly incremental: boolean;
  readonly premium: boolean;
  readonly family?: string;
  readonly resourceGroup?: string;
  readonly tags: Readonly<Record<string, string>>;
}

function addSnapshot(context: AzureContext, random: Random, part: SnapshotPart): AzureResource {
  const { source, incremental, premium, createdAt } = part;
  const sizeGiB = Number(source.properties.diskSizeGB);
  const snapshot = context.add({
    place: { accountId: source.accountId, region: source.region, zones: [], environment: 'prod' },
    type: 'Microsoft.Compute/snapshots',
    name: part.name,
    resourceGroup: part.resourceGroup ?? source.resourceGroup,
    tags: part.tags,
    createdAt,
    top: { sku: premium ? { name: 'Premium_LRS', tier: 'Premium' } : { name: 'Standard_LRS', tier: 'Standard' } },
    properties: {
      ...(source.properties.osType !== undefined && { osType: source.properties.osType, hyperVGeneration: 'V2' }),
      creationData: {
        createOption: 'Copy',
        sourceResourceId: source.id,
        sourceUniqueId: textOf(source.properties.uniqueId),
      },
      diskSizeGB: sizeGiB,
      diskSizeBytes: sizeGiB * GIB,
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
      incremental,
      ...(incremental && { incrementalSnapshotFamilyId: part.family ?? guidOf(random) }),
      networkAccessPolicy: 'AllowAll',
      publicNetworkAccess: 'Enabled',
      timeCreated: armTime(createdAt),
      provisioningState: 'Succeeded',
      diskState: 'Unattached',
      uniqueId: guidOf(random),
      completionPercent: 100,
    },
  });
  context.bill(snapshot, premium ? 'snapshot/premium' : 'snapshot/standard', { quantity: storedGiB(snapshot) });
  return snapshot;
}

/** What it bills: the used part of the disk. No API tells it. */
function storedGiB({ properties }: AzureResource): number {
  return Math.max(1, Math.round(Number(properties.diskSizeGB) * (properties.incremental === true ? 0.1 : 0.4)));
}

function addLater(
  context: AzureContext,
  random: Random,
  base: AzureResource,
  source: AzureResource,
  index: number,
): void {
  for (const [step, ageDays] of [random.between(35, 60), random.between(2, 20)].entries()) {
    addSnapshot(context, random, {
      source,
      name: `snap-${source.name.slice(0, 40)}-${index}-${step + 1}`,
      createdAt: context.now - ageDays * DAY,
      incremental: true,
      premium: false,
      family: textOf(base.properties.incrementalSnapshotFamilyId),
      tags: base.tags,
    });
  }
}

function addImage(context: AzureContext, random: Random, snapshot: AzureResource, index: number): void {
  context.add({
    place: { accountId: snapshot.accountId, region: snapshot.region, zones: [], environment: 'prod' },
    type: 'Microsoft.Compute/images',
    name: `image-${snapshot.name.slice(5, 40)}-${index}`,
    resourceGroup: snapshot.resourceGroup,
    tags: snapshot.tags,
    createdAt: snapshot.createdAt,
    properties: {
      storageProfile: {
        osDisk: {
          osType: random.pick(['Linux', 'Windows']),
          osState: 'Generalized',
          diskSizeGB: Number(snapshot.properties.diskSizeGB),
          snapshot: { id: snapshot.id },
          caching: 'ReadWrite',
          storageAccountType: 'Standard_LRS',
        },
        dataDisks: [],
        zoneResilient: false,
      },
      provisioningState: 'Succeeded',
      hyperVGeneration: 'V2',
    },
  });
}
