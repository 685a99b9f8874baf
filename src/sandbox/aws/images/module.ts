import { ec2Profile } from '../ec2/module.ts';
import { ec2Reads } from '../ec2/operation-tables.ts';
import type { ServiceModule } from '../service-module.ts';
import { describeFastSnapshotRestores } from './describe-fast-snapshot-restores.ts';
import { describeImageAttribute } from './describe-image-attribute.ts';
import { describeSnapshotTierStatus } from './describe-snapshot-tier-status.ts';
import { describeSpotFleetRequests } from './describe-spot-fleet-requests.ts';
import { describeLaunchTemplates, describeLaunchTemplateVersions } from './launch-templates.ts';

/** What EC2 tells of images, of what launches from them, and of what is done with snapshots. */
export const imagesModule: ServiceModule = {
  id: 'ec2',
  profile: ec2Profile,
  operations: ec2Reads({
    DescribeFastSnapshotRestores: describeFastSnapshotRestores,
    DescribeImageAttribute: describeImageAttribute,
    DescribeLaunchTemplates: describeLaunchTemplates,
    DescribeLaunchTemplateVersions: describeLaunchTemplateVersions,
    DescribeSnapshotTierStatus: describeSnapshotTierStatus,
    DescribeSpotFleetRequests: describeSpotFleetRequests,
  }),
};
