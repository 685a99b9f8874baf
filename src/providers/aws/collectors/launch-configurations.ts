import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { LaunchTemplate } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { launchUses, SnapshotMappings } from '../launch-uses.ts';

const Configuration = z.object({
  LaunchConfigurationName: z.string().min(1),
  LaunchConfigurationARN: z.string().min(1),
  ImageId: z.string(),
  CreatedTime: z.date(),
  BlockDeviceMappings: SnapshotMappings,
});

/** Launch configurations, which launch templates replace. Source: Auto Scaling API, DescribeLaunchConfigurations. */
export const launchConfigurations = defineCollector({
  type: 'aws:autoscaling:launch-configuration',
  kind: 'launch-template',
  reach: 'regional',
  permissions: ['autoscaling:DescribeLaunchConfigurations'],
  operation: 'autoscaling:DescribeLaunchConfigurations',
  page: z.object({ LaunchConfigurations: z.array(Configuration) }),
  rows: ['LaunchConfigurations'],
  rowId: 'LaunchConfigurationName',
  fetch: (aws: AwsClient, scope) =>
    aws.pages('autoscaling', 'DescribeLaunchConfigurations', scope, { MaxRecords: 100 }),
  toResources: ({ LaunchConfigurations }, scope) =>
    LaunchConfigurations.map((c): LaunchTemplate => ({
      kind: 'launch-template',
      type: 'aws:autoscaling:launch-configuration',
      resourceId: c.LaunchConfigurationARN,
      scope,
      name: c.LaunchConfigurationName,
      // Auto Scaling has neither states nor tags for them.
      state: 'available',
      createdAt: known(instant(c.CreatedTime)),
      tags: known({}),
      versions: 1,
      uses: known(launchUses([c])),
    })),
});
