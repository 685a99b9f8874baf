import { z } from 'zod';
import { type Fact, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Network, RouteTable, StorageEndpoint } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { readAside, rowsOf } from '../read-aside.ts';
import { routeTableOf, RouteTables } from '../route-tables.ts';
import { storageEndpointOf, StorageEndpoints, storageServiceNames } from '../storage-endpoints.ts';
import { Ec2Tags, nameOf, tagsOf } from '../tags.ts';

type ByNetwork<T> = Fact<Readonly<Record<string, readonly T[]>>>;

const Vpc = z.object({
  VpcId: z.string().min(1),
  State: z.string().min(1),
  Tags: Ec2Tags,
});

/**
 * VPCs of one account and region, those that others share with it included, with what their routes and private ways
 * to storage say. Source: EC2 API, DescribeVpcs, DescribeRouteTables, DescribeVpcEndpoints.
 */
export const networks = defineCollector({
  type: 'aws:ec2:vpc',
  kind: 'network',
  reach: 'regional',
  permissions: ['ec2:DescribeVpcs', 'ec2:DescribeRouteTables', 'ec2:DescribeVpcEndpoints'],
  operation: 'ec2:DescribeVpcs',
  page: z.object({
    Vpcs: z.array(Vpc),
    // Read beside the listing, once for the region.
    routeTables: z.custom<ByNetwork<RouteTable>>(),
    storageEndpoints: z.custom<ByNetwork<StorageEndpoint>>(),
  }),
  rows: ['Vpcs'],
  rowId: 'VpcId',
  async *fetch(aws: AwsClient, scope) {
    const [routeTables, storageEndpoints] = await Promise.all([
      readAside(() => readRouteTables(aws, scope)),
      readAside(() => readStorageEndpoints(aws, scope)),
    ]);
    for await (const answer of aws.pages('ec2', 'DescribeVpcs', scope, { MaxResults: 500 })) {
      yield { ...(answer as object), routeTables, storageEndpoints };
    }
  },
  toResources: ({ Vpcs, routeTables, storageEndpoints }, scope) =>
    Vpcs.map((v): Network => ({
      kind: 'network',
      type: 'aws:ec2:vpc',
      resourceId: v.VpcId,
      scope,
      ...nameOf(v.Tags),
      state: v.State,
      createdAt: unread('EC2 does not tell when a VPC was made'),
      tags: tagsOf(v.Tags),
      // Every VPC has a main route table; an account that a subnet is shared with may be shown none.
      routeTables: routeTables.known
        ? toldOr(routeTables.value[v.VpcId], 'no route table of the VPC was shown')
        : routeTables,
      storageEndpoints: mapFact(storageEndpoints, (of) => of[v.VpcId] ?? []),
    })),
});

const toldOr = <T>(value: T | undefined, why: string): Fact<T> =>
  value === undefined ? unread(why) : { known: true, value };

async function readRouteTables(aws: AwsClient, scope: Scope) {
  const tables = await rowsOf(aws.pages('ec2', 'DescribeRouteTables', scope, { MaxResults: 100 }), RouteTables);
  return byNetwork(tables.map((table) => [table.VpcId, routeTableOf(table)]));
}

/** Endpoints of the two services that have a free kind: few, so this is not the listing of all endpoints. */
async function readStorageEndpoints(aws: AwsClient, scope: Scope) {
  const Filters = [{ Name: 'service-name', Values: [...storageServiceNames(scope.regionId)] }];
  const endpoints = await rowsOf(
    aws.pages('ec2', 'DescribeVpcEndpoints', scope, { Filters, MaxResults: 1000 }),
    StorageEndpoints,
  );
  return byNetwork(
    endpoints.flatMap((endpoint) => {
      const read = storageEndpointOf(endpoint);
      return read === undefined ? [] : [[endpoint.VpcId, read] as const];
    }),
  );
}

function byNetwork<T>(pairs: readonly (readonly [string, T])[]): Readonly<Record<string, readonly T[]>> {
  const grouped: Record<string, T[]> = {};
  for (const [networkId, value] of pairs) (grouped[networkId] ??= []).push(value);
  return grouped;
}
