import { z } from 'zod';
import { type Fact, known } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { FileSystem } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { documentsIn, parseAnswer } from '../read-aside.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const System = z.object({
  FileSystemId: z.string().min(1),
  FileSystemArn: z.string().optional(),
  CreationTime: z.date(),
  LifeCycleState: z.string().min(1),
  NumberOfMountTargets: z.int().nonnegative(),
  SizeInBytes: z.object({
    Value: z.number().nonnegative(),
    ValueInStandard: z.number().nonnegative().optional(),
    ValueInIA: z.number().nonnegative().optional(),
    ValueInArchive: z.number().nonnegative().optional(),
  }),
  ThroughputMode: z.string().optional(),
  ProvisionedThroughputInMibps: z.number().positive().optional(),
  // Only of a file system in one zone.
  AvailabilityZoneName: z.string().optional(),
  Tags: Ec2Tags,
  infrequentAfterDays: z.custom<Fact<number | null>>((value) => typeof value === 'object' && value !== null),
});

const bytesPerGiB = 2 ** 30;

/** EFS file systems of one account and region. Source: Amazon EFS API, DescribeFileSystems. */
export const elasticFileSystems = defineCollector({
  type: 'aws:elasticfilesystem:file-system',
  kind: 'file-system',
  reach: 'regional',
  permissions: ['elasticfilesystem:DescribeFileSystems', 'elasticfilesystem:DescribeLifecycleConfiguration'],
  operation: 'elasticfilesystem:DescribeFileSystems',
  page: z.object({ FileSystems: z.array(System) }),
  rows: ['FileSystems'],
  rowId: 'FileSystemId',
  async *fetch(aws: AwsClient, scope) {
    const pages = aws.pagesBy(['Marker', 'NextMarker'], 'elasticfilesystem', 'DescribeFileSystems', scope, {
      MaxItems: 100,
    });
    for await (const answer of pages) {
      const described = await Promise.all(
        documentsIn(answer, 'FileSystems').map(async (row) => ({
          ...row,
          infrequentAfterDays: await asked(() => infrequentAfterDays(aws, scope, String(row['FileSystemId']))),
        })),
      );
      yield { ...(answer as object), ...('FileSystems' in (answer as object) && { FileSystems: described }) };
    }
  },
  toResources: ({ FileSystems }, scope) =>
    FileSystems.filter(({ LifeCycleState }) => LifeCycleState !== 'deleting' && LifeCycleState !== 'deleted').map(
      (system): FileSystem => {
        const { Value, ValueInStandard = Value, ValueInIA = 0, ValueInArchive = 0 } = system.SizeInBytes;
        return {
          kind: 'file-system',
          type: 'aws:elasticfilesystem:file-system',
          resourceId: system.FileSystemId,
          ...(system.FileSystemArn !== undefined && { billingIds: [system.FileSystemArn] }),
          scope,
          ...(system.AvailabilityZoneName !== undefined && { zoneId: system.AvailabilityZoneName }),
          ...nameOf(system.Tags),
          state: system.LifeCycleState,
          createdAt: known(instant(system.CreationTime)),
          tags: tagsOf(system.Tags),
          flavor: 'elastic',
          sizeGiB: Value / bytesPerGiB,
          classes: {
            standardGiB: ValueInStandard / bytesPerGiB,
            infrequentGiB: ValueInIA / bytesPerGiB,
            archiveGiB: ValueInArchive / bytesPerGiB,
          },
          zonal: system.AvailabilityZoneName !== undefined,
          ...(system.ThroughputMode === 'provisioned' &&
            system.ProvisionedThroughputInMibps !== undefined && {
              provisionedThroughputMiBps: system.ProvisionedThroughputInMibps,
            }),
          mountTargets: known(system.NumberOfMountTargets),
          infrequentAfterDays: system.infrequentAfterDays,
        };
      },
    ),
});

const Policies = z.object({
  LifecyclePolicies: z.array(z.object({ TransitionToIA: z.string().optional() })).default([]),
});

/** `AFTER_30_DAYS`, `AFTER_1_DAY`; null when no policy moves anything. */
async function infrequentAfterDays(aws: AwsClient, scope: Scope, FileSystemId: string): Promise<number | null> {
  const answer = await aws.call('elasticfilesystem', 'DescribeLifecycleConfiguration', scope, { FileSystemId });
  const { LifecyclePolicies } = parseAnswer(Policies, answer, 'elasticfilesystem:DescribeLifecycleConfiguration');
  const rule = LifecyclePolicies.find(({ TransitionToIA }) => TransitionToIA !== undefined)?.TransitionToIA;
  const days = /^AFTER_(\d+)_DAYS?$/.exec(rule ?? '')?.[1];
  return days === undefined ? null : Number(days);
}
