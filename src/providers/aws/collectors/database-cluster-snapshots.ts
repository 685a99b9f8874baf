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
  DBClusterSnapshotArn: z.string().min(1),
  DBClusterSnapshotIdentifier: z.string().min(1),
  DBClusterIdentifier: z.string().min(1),
  DbClusterResourceId: z.string().optional(),
  Engine: z.string().min(1),
  Status: z.string().min(1),
  SnapshotType: z.string().optional(),
  SnapshotCreateTime: z.date().optional(), // not while it is being made
  AllocatedStorage: z.int().nonnegative().default(0), // GiB
  SourceDBClusterSnapshotArn: z.string().optional(), // for copies alone
  TagList,
});

type Beside = () => {
  readonly shared: (id: string) => Fact<readonly string[]>;
  readonly exporting: (arn: string) => Fact<boolean>;
};

/** Manual snapshots of DB clusters of one account and region. Source: RDS API, DescribeDBClusterSnapshots. */
export const databaseClusterSnapshots = defineCollector({
  type: 'aws:rds:db-cluster-snapshot',
  kind: 'database-snapshot',
  reach: 'regional',
  permissions: ['rds:DescribeDBClusterSnapshots', 'rds:DescribeDBClusterSnapshotAttributes', ...exportPermissions],
  operation: 'rds:DescribeDBClusterSnapshots',
  page: z.object({
    DBClusterSnapshots: z.array(Snapshot),
    beside: z.custom<Beside>((value) => typeof value === 'function'),
  }),
  rows: ['DBClusterSnapshots'],
  rowId: 'DBClusterSnapshotIdentifier',
  async *fetch(aws: AwsClient, scope) {
    const input = { SnapshotType: 'manual', MaxRecords: 100 };
    const sharing = new AskGroup();
    let exporting: Awaited<ReturnType<typeof runningExports>> | undefined;
    for await (const page of aws.pagesBy('Marker', 'rds', 'DescribeDBClusterSnapshots', scope, input)) {
      const ids = idsOf(page);
      if (ids.length > 0) exporting ??= await runningExports(aws, scope);
      const shares = await sharing.askEach(ids, (id) => sharedWith.cluster(aws, scope, id));
      const shared = (id: string) => shares.get(id) ?? unread('its row could not be read');
      yield withBeside(page, { beside: () => ({ shared, exporting }) });
    }
  },
  toResources: ({ DBClusterSnapshots, beside }, scope) =>
    DBClusterSnapshots.filter(isManual).map((of): DatabaseSnapshot => {
      const { shared, exporting } = beside();
      const copied = of.SourceDBClusterSnapshotArn?.split(':')[3];
      return {
        kind: 'database-snapshot',
        type: 'aws:rds:db-cluster-snapshot',
        resourceId: of.DBClusterSnapshotArn,
        scope,
        name: of.DBClusterSnapshotIdentifier,
        state: of.Status,
        createdAt: fact(of.SnapshotCreateTime && instant(of.SnapshotCreateTime), 'SnapshotCreateTime'),
        tags: tagsOf(of.TagList),
        uses: known([
          {
            relation: 'source-database',
            targetId: arnBeside(of.DBClusterSnapshotArn, 'cluster', of.DBClusterIdentifier),
          },
        ]),
        engine: of.Engine,
        sourceSizeGiB: of.AllocatedStorage,
        of: 'cluster',
        ...(of.DbClusterResourceId !== undefined && { sourceIncarnationId: of.DbClusterResourceId }),
        ...(copied !== undefined && copied !== '' && copied !== scope.regionId && { copiedFromRegionId: copied }),
        sharedWith: shared(of.DBClusterSnapshotIdentifier),
        beingExported: exporting(of.DBClusterSnapshotArn),
      };
    }),
});

/** DocumentDB and Neptune take theirs through the same call; those are not relational databases. */
const isManual = ({ SnapshotType, Engine }: { SnapshotType?: string | undefined; Engine: string }): boolean =>
  isRelational(Engine) && (SnapshotType === undefined || SnapshotType === 'manual');

const Listing = z.object({ DBClusterSnapshots: z.array(z.unknown()).default([]) });

function idsOf(page: unknown): readonly string[] {
  const listing = Listing.safeParse(page);
  if (!listing.success) return [];
  return listing.data.DBClusterSnapshots.flatMap((row) => {
    const parsed = Snapshot.safeParse(row);
    return parsed.success && isManual(parsed.data) ? [parsed.data.DBClusterSnapshotIdentifier] : [];
  });
}
