import { z } from 'zod';
import { known } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { LaunchTemplate } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { launchUses, SnapshotMappings } from '../launch-uses.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

const Fleet = z.object({
  SpotFleetRequestId: z.string().min(1),
  SpotFleetRequestState: z.string().min(1),
  CreateTime: z.date(),
  SpotFleetRequestConfig: z.object({
    // Left out where the fleet launches from launch templates.
    LaunchSpecifications: z
      .array(z.object({ ImageId: z.string().optional(), BlockDeviceMappings: SnapshotMappings }))
      .default([]),
  }),
  Tags: Ec2Tags,
});

/** Spot fleet requests that may launch something yet. Source: EC2 API, DescribeSpotFleetRequests. */
export const spotFleets = defineCollector({
  type: 'aws:ec2:spot-fleet-request',
  kind: 'launch-template',
  reach: 'regional',
  permissions: ['ec2:DescribeSpotFleetRequests'],
  operation: 'ec2:DescribeSpotFleetRequests',
  page: z.object({ SpotFleetRequestConfigs: z.array(Fleet) }),
  rows: ['SpotFleetRequestConfigs'],
  rowId: 'SpotFleetRequestId',
  fetch: (aws: AwsClient, scope) => aws.pages('ec2', 'DescribeSpotFleetRequests', scope, { MaxResults: 1000 }),
  toResources: ({ SpotFleetRequestConfigs }, scope) =>
    // A cancelled fleet launches nothing any more, whatever it still runs; EC2 lists it for two days.
    SpotFleetRequestConfigs.filter(({ SpotFleetRequestState: state }) => !/^(cancelled|failed)/.test(state)).map(
      (f): LaunchTemplate => {
        const { LaunchSpecifications } = f.SpotFleetRequestConfig;
        return {
          kind: 'launch-template',
          type: 'aws:ec2:spot-fleet-request',
          resourceId: f.SpotFleetRequestId,
          scope,
          ...nameOf(f.Tags),
          state: f.SpotFleetRequestState,
          createdAt: known(instant(f.CreateTime)),
          tags: tagsOf(f.Tags),
          versions: LaunchSpecifications.length,
          uses: known(launchUses(LaunchSpecifications)),
        };
      },
    ),
});
