import { z } from 'zod';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { DatabaseSnapshot } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { arnBeside } from '../rds/arns.ts';
import { AskGroup } from '../rds/ask-group.ts';
import { isRelational } from '../rds/engines.ts';
import { exportPermissions, runningExports, sharedWith } from '../rds/snapshot-facts.ts';
import { TagList, tagsOf } from '../rds/tag-list.ts';

const Snapshot = z.object({
  DBSnapshotArn: z.string().min(1),
  DBSnapshotIdentifier: z.string().min(1),
  DBInstanceIdentifier: z.string().min(1),
  DbiResourceId: z.string().optional(),
  Engine: z.string().min(1),
  Status: z.string().min(1),
  SnapshotType: z.string().optional(),
  SnapshotCreateTime: z.date().optional(), // not while it is being made
  AllocatedStorage: z.int().nonnegative(), // GiB
  // Both left out for a snapshot that is no copy.
  SourceRegion: z.string().optional(),
  SourceDBSnapshotIdentifier: z.string().optional(),
  TagList,
});

type Beside = () => {
  readonly shared: (id: string) => Fact<readonly string[]>;
  readonly exporting: (arn: string) => Fact<boolean>;
};

/**
 * Manual snapshots of DB instances of one account and region. Automated ones go with their retention, those of AWS
 * Backup with its plans. Source: RDS API, DescribeDBSnapshots.
 */
export const databaseSnapshots = defineCollector({
  type: 'aws:rds:db-snapshot',
  kind: 'database-snapshot',
  reach: 'regional',
  permissions: ['rds:DescribeDBSnapshots', 'rds:DescribeDBSnapshotAttributes', ...exportPermissions],
  operation: 'rds:DescribeDBSnapshots',
  page: z.object({
    DBSnapshots: z.array(Snapshot),
    beside: z.custom<Beside>((value) => typeof value === 'function'),
  }),
  rows: ['DBSnapshots'],
  rowId: 'DBSnapshotIdentifier',
  async *fetch(aws: AwsClient, scope) {
    const input = { SnapshotType: 'manual', MaxRecords: 100 };
    const sharing = new AskGroup();
    let exporting: Awaited<ReturnType<typeof runningExports>> | undefined;
    for await (const page of aws.pagesBy('Marker', 'rds', 'DescribeDBSnapshots', scope, input)) {
      const ids = idsOf(page);
      if (ids.length > 0) exporting ??= await runningExports(aws, scope);
      const shares = await sharing.askEach(ids, (id) => sharedWith.database(aws, scope, id));
      const shared = (id: string) => shares.get(id) ?? unread('its row could not be read');
      yield withBeside(page, { beside: () => ({ shared, exporting }) });
    }
  },
  toResources: ({ DBSnapshots, beside }, scope) =>
    DBSnapshots.filter(isManual).map((of): DatabaseSnapshot => {
      const { shared, exporting } = beside();
      const copied = of.SourceRegion ?? regionOfArn(of.SourceDBSnapshotIdentifier);
      return {
        kind: 'database-snapshot',
        type: 'aws:rds:db-snapshot',
        resourceId: of.DBSnapshotArn,
        scope,
        name: of.DBSnapshotIdentifier,
        state: of.Status,
        createdAt: fact(of.SnapshotCreateTime && instant(of.SnapshotCreateTime), 'SnapshotCreateTime'),
        tags: tagsOf(of.TagList),
        uses: known([
          { relation: 'source-database', targetId: arnBeside(of.DBSnapshotArn, 'db', of.DBInstanceIdentifier) },
        ]),
        engine: of.Engine,
        sourceSizeGiB: of.AllocatedStorage,
        of: 'database',
        ...(of.DbiResourceId !== undefined && { sourceIncarnationId: of.DbiResourceId }),
        ...(copied !== undefined && copied !== scope.regionId && { copiedFromRegionId: copied }),
        sharedWith: shared(of.DBSnapshotIdentifier),
        beingExported: exporting(of.DBSnapshotArn),
      };
    }),
});

/** Asked for manual ones alone; an emulator or a proxy may answer others, too. */
const isManual = ({ SnapshotType, Engine }: { SnapshotType?: string | undefined; Engine: string }): boolean =>
  isRelational(Engine) && (SnapshotType === undefined || SnapshotType === 'manual');

const Listing = z.object({ DBSnapshots: z.array(z.unknown()).default([]) });

function idsOf(page: unknown): readonly string[] {
  const listing = Listing.safeParse(page);
  if (!listing.success) return [];
  return listing.data.DBSnapshots.flatMap((row) => {
    const parsed = Snapshot.safeParse(row);
    return parsed.success && isManual(parsed.data) ? [parsed.data.DBSnapshotIdentifier] : [];
  });
}

const regionOfArn = (arn: string | undefined): string | undefined =>
  arn?.startsWith('arn:') ? arn.split(':')[3] : undefined;
