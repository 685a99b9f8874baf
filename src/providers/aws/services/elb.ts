import {
  DescribeInstanceHealthCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ElasticLoadBalancingClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeInstanceHealth: DescribeInstanceHealthCommand,
  DescribeLoadBalancers: DescribeLoadBalancersCommand,
  DescribeTags: DescribeTagsCommand,
};
