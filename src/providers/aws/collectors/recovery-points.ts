import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Fact, fact, known } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { type Instant, instant } from '../../../domain/instant.ts';
import type { BackedUp, RecoveryPoint, Use } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { type HeldOf, legalHolds } from '../legal-holds.ts';
import { type PointTagsOf, recoveryPointTags } from '../recovery-point-tags.ts';
import { snapshotArn } from '../snapshot-arn.ts';

const Point = z.object({
  RecoveryPointArn: z.string().min(1),
  ResourceArn: z.string().optional(),
  ResourceName: z.string().optional(),
  ResourceType: z.string().default('unknown'),
  Status: z.string().min(1),
  CreationDate: z.date(),
  BackupSizeInBytes: z.number().nonnegative().optional(),
  // Left out, or without its members, where nothing was said: kept for ever, and never moved to cold storage.
  Lifecycle: z
    .object({ MoveToColdStorageAfterDays: z.number().optional(), DeleteAfterDays: z.number().optional() })
    .default({}),
  CalculatedLifecycle: z
    .object({ MoveToColdStorageAt: z.date().optional(), DeleteAt: z.date().optional() })
    .default({}),
  ParentRecoveryPointArn: z.string().optional(),
});

type Point = z.infer<typeof Point>;

const aFunction = (value: unknown): boolean => typeof value === 'function';

/** Recovery points of one account and region, vault by vault. Sources: AWS Backup API, ListBackupVaults and ListRecoveryPointsByBackupVault. */
export const recoveryPoints = defineCollector({
  type: 'aws:backup:recovery-point',
  kind: 'recovery-point',
  reach: 'regional',
  permissions: [
    'backup:ListBackupVaults',
    'backup:ListRecoveryPointsByBackupVault',
    'backup:ListLegalHolds',
    'backup:ListRecoveryPointsByLegalHold',
    'backup:ListTags',
    'ec2:DescribeTags',
  ],
  operation: 'backup:ListRecoveryPointsByBackupVault',
  page: z.object({
    RecoveryPoints: z.array(Point),
    locked: z.boolean(),
    heldOf: z.custom<HeldOf>(aFunction),
    tagsOf: z.custom<PointTagsOf>(aFunction),
  }),
  rows: ['RecoveryPoints'],
  rowId: 'RecoveryPointArn',
  async *fetch(aws: AwsClient, scope) {
    let heldOf: HeldOf | undefined;
    for await (const { BackupVaultName, Locked, NumberOfRecoveryPoints } of vaults(aws, scope)) {
      if (NumberOfRecoveryPoints === 0) continue;
      heldOf ??= await legalHolds(aws, scope);
      const input = { BackupVaultName, MaxResults: 1000 };
      for await (const page of aws.pages('backup', 'ListRecoveryPointsByBackupVault', scope, input)) {
        const tagsOf = await recoveryPointTags(aws, scope, page);
        yield withBeside(page, { locked: Locked, heldOf, tagsOf });
      }
    }
  },
  toResources: ({ RecoveryPoints, locked, heldOf, tagsOf }, scope) =>
    RecoveryPoints.filter(({ Status }) => Status !== 'DELETING' && Status !== 'CREATING').map((p): RecoveryPoint => {
      const source = sourceOf(p, scope);
      const snapshotId = /:snapshot\/(snap-[0-9a-f]+)$/.exec(p.RecoveryPointArn)?.[1];
      return {
        kind: 'recovery-point',
        type: 'aws:backup:recovery-point',
        resourceId: p.RecoveryPointArn,
        // A snapshot's ARN has its account in a bill, and none here.
        ...(snapshotId !== undefined && { billingIds: [snapshotArn(snapshotId, scope)] }),
        scope,
        ...(p.ResourceName !== undefined && p.ResourceName !== '' && { name: p.ResourceName }),
        state: p.Status,
        createdAt: known(instant(p.CreationDate)),
        tags: tagsOf(p.RecoveryPointArn),
        sourceType: p.ResourceType,
        ...(source !== undefined && { source }),
        ...(snapshotId !== undefined && { snapshotId }),
        sizeBytes: fact(p.BackupSizeInBytes, 'BackupSizeInBytes'),
        deleteAt: moment(p.CalculatedLifecycle.DeleteAt, p.Lifecycle.DeleteAfterDays, 'DeleteAt'),
        moveToColdAt: moment(
          p.CalculatedLifecycle.MoveToColdStorageAt,
          p.Lifecycle.MoveToColdStorageAfterDays,
          'MoveToColdStorageAt',
        ),
        ...(p.ParentRecoveryPointArn !== undefined && { partOf: p.ParentRecoveryPointArn }),
        locked,
        onLegalHold: heldOf(p.RecoveryPointArn),
        uses: known(usesOf(source, snapshotId)),
      };
    }),
});

const Vaults = z.object({
  BackupVaultList: z.array(
    z.object({
      BackupVaultName: z.string().min(1),
      // Left out by versions of the API before there were locks.
      Locked: z.boolean().default(false),
      NumberOfRecoveryPoints: z.number().optional(),
    }),
  ),
});

async function* vaults(aws: AwsClient, scope: Scope) {
  const operation = 'backup:ListBackupVaults';
  for await (const answer of aws.pages('backup', 'ListBackupVaults', scope, { MaxResults: 1000 })) {
    const page = Vaults.safeParse(answer);
    if (!page.success) {
      const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(page.error)}`;
      throw new CloudError({ category: 'malformed', operation, message });
    }
    yield* page.data.BackupVaultList;
  }
}

/** What the lifecycle says, with the time that the service worked out of it; -1 means that nothing was said. */
function moment(at: Date | undefined, afterDays: number | undefined, field: string): Fact<Instant | null> {
  if (at !== undefined) return known(instant(at));
  return afterDays === undefined || afterDays < 0 ? known(null) : fact<Instant | null>(undefined, field);
}

/** What was backed up, where our own listing of this account and region can tell whether it is still there. */
function sourceOf({ ResourceArn = '' }: Point, { accountId, regionId }: Scope): BackedUp | undefined {
  const [, , service, region, account, path = ''] = ResourceArn.split(':');
  if (service !== 'ec2' || region !== regionId || account !== accountId) return undefined;
  const [kind, resourceId = ''] = path.split('/');
  if (kind === 'volume') return { kind: 'block-volume', resourceId };
  return kind === 'instance' ? { kind: 'instance', resourceId } : undefined;
}

const usesOf = (source: BackedUp | undefined, snapshotId: string | undefined): readonly Use[] => [
  ...(source === undefined ? [] : [{ relation: 'backup-of' as const, targetId: source.resourceId }]),
  ...(snapshotId === undefined ? [] : [{ relation: 'snapshot' as const, targetId: snapshotId }]),
];
