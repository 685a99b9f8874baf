import { queryDocumentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { describeAutoScalingGroups } from './describe-groups.ts';
import { describePolicies, describeScheduledActions } from './describe-scaling.ts';
import { autoscalingProfile } from './profile.ts';

/** The part of EC2 Auto Scaling that tells of groups and of what changes their size. */
export const autoScalingGroupsModule: ServiceModule = {
  id: 'autoscaling',
  profile: autoscalingProfile,
  operations: queryDocumentOperations(
    {
      DescribeAutoScalingGroups: describeAutoScalingGroups,
      DescribePolicies: describePolicies,
      DescribeScheduledActions: describeScheduledActions,
    },
    { numbers: new Set(['MaxRecords']), booleans: new Set(['IncludeInstances']) },
  ),
};
