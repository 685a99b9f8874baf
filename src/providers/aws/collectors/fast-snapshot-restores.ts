import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { FastSnapshotRestore } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';

const Restore = z.object({
  SnapshotId: z.string().min(1),
  AvailabilityZone: z.string().min(1),
  State: z.string().min(1),
  OwnerId: z.string().optional(),
  EnabledTime: z.date().optional(),
});

/** Fast snapshot restores that an account pays for, one for each snapshot and zone. Source: EC2 API, DescribeFastSnapshotRestores. */
export const fastSnapshotRestores = defineCollector({
  type: 'aws:ec2:fast-snapshot-restore',
  kind: 'fast-snapshot-restore',
  reach: 'regional',
  permissions: ['ec2:DescribeFastSnapshotRestores'],
  operation: 'ec2:DescribeFastSnapshotRestores',
  page: z.object({ FastSnapshotRestores: z.array(Restore) }),
  rows: ['FastSnapshotRestores'],
  rowId: 'SnapshotId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeFastSnapshotRestores', scope, { MaxResults: 200 }),
  toResources: ({ FastSnapshotRestores }, scope) =>
    // The owner is whoever enabled it, and pays. Only the state `enabled` bills; it bills until it is `disabled`.
    FastSnapshotRestores.filter(
      ({ OwnerId, State }) => (OwnerId === undefined || OwnerId === scope.accountId) && State !== 'disabled',
    ).map((r): FastSnapshotRestore => ({
      kind: 'fast-snapshot-restore',
      type: 'aws:ec2:fast-snapshot-restore',
      // It has no id of its own: DisableFastSnapshotRestores takes these two.
      resourceId: `${r.SnapshotId}/${r.AvailabilityZone}`,
      scope,
      zoneId: r.AvailabilityZone,
      state: r.State,
      createdAt: mapFact(fact(r.EnabledTime, 'EnabledTime'), instant),
      // It can't be tagged; the snapshot's tags are asked through `uses`.
      tags: known({}),
      snapshotId: r.SnapshotId,
      enabledAt: mapFact(fact(r.EnabledTime, 'EnabledTime'), instant),
      uses: known([{ relation: 'snapshot', targetId: r.SnapshotId }]),
    })),
});
