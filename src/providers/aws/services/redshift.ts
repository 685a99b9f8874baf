import {
  DescribeClustersCommand,
  DescribeReservedNodesCommand,
  DescribeScheduledActionsCommand,
  RedshiftClient,
} from '@aws-sdk/client-redshift';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new RedshiftClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeClusters: DescribeClustersCommand,
  DescribeReservedNodes: DescribeReservedNodesCommand,
  DescribeScheduledActions: DescribeScheduledActionsCommand,
};
