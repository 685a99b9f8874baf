import { z } from 'zod';
import type { StorageEndpoint, StorageService } from '../../domain/resources.ts';
import type { RowsAside } from './read-aside.ts';

/** Last parts of the service names that have gateway endpoints. Source: VPC PrivateLink guide, "Gateway endpoints". */
const services: Readonly<Record<string, StorageService>> = { s3: 'object-storage', dynamodb: 'key-value' };

/** `com.amazonaws.us-east-1.s3`; in China, `com.amazonaws.cn-north-1.s3` for these two as well. */
export const storageServiceNames = (regionId: string): readonly string[] =>
  Object.keys(services).map((service) => `com.amazonaws.${regionId}.${service}`);

const Endpoint = z.object({
  VpcEndpointId: z.string().min(1),
  VpcId: z.string().min(1),
  ServiceName: z.string().min(1),
  // Left out by versions of the API before there was another type.
  VpcEndpointType: z.string().default('Gateway'),
  State: z.string().optional(),
  RouteTableIds: z.array(z.string()).default([]),
  PrivateDnsEnabled: z.boolean().default(false),
});

type Endpoint = z.infer<typeof Endpoint>;

export const StorageEndpoints: RowsAside<Endpoint> = {
  operation: 'ec2:DescribeVpcEndpoints',
  page: z.object({ VpcEndpoints: z.array(Endpoint) }),
  list: 'VpcEndpoints',
  rowId: 'VpcEndpointId',
};

/** Undefined for one that carries no traffic: not available, or an interface that no name leads to by itself. */
export function storageEndpointOf(endpoint: Endpoint): StorageEndpoint | undefined {
  const { VpcEndpointId, ServiceName, VpcEndpointType, State, RouteTableIds, PrivateDnsEnabled } = endpoint;
  const service = services[ServiceName.slice(ServiceName.lastIndexOf('.') + 1)];
  if (service === undefined || (State !== undefined && State.toLowerCase() !== 'available')) return undefined;
  const isGateway = VpcEndpointType === 'Gateway';
  if (!isGateway && !PrivateDnsEnabled) return undefined;
  return { endpointId: VpcEndpointId, service, routeTableIds: isGateway ? RouteTableIds : 'all' };
}
