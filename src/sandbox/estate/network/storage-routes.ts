import type { Random } from '../random.ts';
import type { Route, Vpc } from './model.ts';
import type { NetworkBuilder } from './network-builder.ts';

export const natRoute = (targetId: string): Route => ({
  destination: '0.0.0.0/0',
  targetKind: 'nat-gateway',
  targetId,
  state: 'active',
});

/** Prefix lists of the two services, made up by region: only that they differ matters. */
function prefixList(service: 's3' | 'dynamodb', region: string): string {
  let hash = 0;
  for (const letter of `${service} ${region}`) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return `pl-${hash.toString(16).padStart(8, '0')}`;
}

/** The free endpoints of S3 and DynamoDB for a route table; gives the routes that they add to it. */
export function storageEndpoints(
  builder: NetworkBuilder,
  random: Random,
  vpc: Vpc,
  tableId: string,
  services: readonly ('s3' | 'dynamodb')[] = ['s3', 'dynamodb'],
): readonly Route[] {
  return services.map((service) => {
    const id = `vpce-0${random.hex(16)}`;
    builder.state.endpoints.set(id, {
      accountId: vpc.accountId,
      region: vpc.region,
      id,
      vpcId: vpc.id,
      type: 'Gateway',
      serviceName: `com.amazonaws.${vpc.region}.${service}`,
      state: 'available',
      createdAt: builder.daysAgo(random.between(100, 800)),
      subnetIds: [],
      routeTableIds: [tableId],
      privateDns: false,
      requesterManaged: false,
      tags: {},
    });
    return { destination: prefixList(service, vpc.region), targetKind: 'endpoint', targetId: id, state: 'active' };
  });
}
