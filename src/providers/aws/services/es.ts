import {
  DescribeDomainsCommand,
  DescribeReservedInstancesCommand,
  ListDomainNamesCommand,
  OpenSearchClient,
} from '@aws-sdk/client-opensearch';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new OpenSearchClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeDomains: DescribeDomainsCommand,
  DescribeReservedInstances: DescribeReservedInstancesCommand,
  ListDomainNames: ListDomainNamesCommand,
};
