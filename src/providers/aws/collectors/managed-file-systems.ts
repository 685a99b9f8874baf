import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { FileSystem } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const System = z.object({
  FileSystemId: z.string().min(1),
  ResourceARN: z.string().optional(),
  FileSystemType: z.enum(['LUSTRE', 'WINDOWS', 'ONTAP', 'OPENZFS']),
  CreationTime: z.date().optional(),
  Lifecycle: z.string().min(1),
  StorageCapacity: z.number().nonnegative(), // GiB
  StorageType: z.string().default('SSD'),
  NetworkInterfaceIds: z.array(z.string()).optional(),
  Tags: Ec2Tags,
  LustreConfiguration: z.object({ DeploymentType: z.string().optional() }).optional(),
  WindowsConfiguration: z
    .object({ DeploymentType: z.string().optional(), ThroughputCapacity: z.number().optional() })
    .optional(),
  OntapConfiguration: z
    .object({ DeploymentType: z.string().optional(), ThroughputCapacity: z.number().optional() })
    .optional(),
  OpenZFSConfiguration: z
    .object({ DeploymentType: z.string().optional(), ThroughputCapacity: z.number().optional() })
    .optional(),
});

const flavors = { LUSTRE: 'lustre', WINDOWS: 'windows', ONTAP: 'ontap', OPENZFS: 'openzfs' } as const;

/** FSx file systems of one account and region. Source: Amazon FSx API, DescribeFileSystems. */
export const managedFileSystems = defineCollector({
  type: 'aws:fsx:file-system',
  kind: 'file-system',
  reach: 'regional',
  permissions: ['fsx:DescribeFileSystems'],
  operation: 'fsx:DescribeFileSystems',
  page: z.object({ FileSystems: z.array(System) }),
  rows: ['FileSystems'],
  rowId: 'FileSystemId',
  fetch: (aws: AwsClient, scope) => aws.pages('fsx', 'DescribeFileSystems', scope, { MaxResults: 100 }),
  toResources: ({ FileSystems }, scope) =>
    FileSystems.filter(({ Lifecycle }) => Lifecycle !== 'DELETING').map((system): FileSystem => {
      const flavor = flavors[system.FileSystemType];
      const { LustreConfiguration, WindowsConfiguration, OntapConfiguration, OpenZFSConfiguration } = system;
      const configuration: { DeploymentType?: string | undefined; ThroughputCapacity?: number | undefined } =
        LustreConfiguration ?? WindowsConfiguration ?? OntapConfiguration ?? OpenZFSConfiguration ?? {};
      const deployment = configuration.DeploymentType;
      const several = deployment?.startsWith('MULTI_AZ') ?? false;
      return {
        kind: 'file-system',
        type: 'aws:fsx:file-system',
        resourceId: system.FileSystemId,
        ...(system.ResourceARN !== undefined && { billingIds: [system.ResourceARN] }),
        scope,
        ...nameOf(system.Tags),
        state: system.Lifecycle,
        createdAt: mapFact(fact(system.CreationTime, 'CreationTime'), instant),
        tags: tagsOf(system.Tags),
        flavor,
        ...(deployment !== undefined && {
          priceKey: `${flavor}/${deployment.toLowerCase().replaceAll('_', '-')}/${system.StorageType.toLowerCase()}`,
        }),
        sizeGiB: system.StorageCapacity,
        zonal: !several,
        ...(configuration.ThroughputCapacity !== undefined && {
          // FSx counts megabytes a second, of 10^6 bytes.
          provisionedThroughputMiBps: (configuration.ThroughputCapacity * 1_000_000) / 2 ** 20,
        }),
        mountTargets: mapFact(fact(system.NetworkInterfaceIds, 'NetworkInterfaceIds'), (ids) => ids.length),
        infrequentAfterDays: known(null),
      };
    }),
});
