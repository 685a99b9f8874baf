import { familyState } from '../../estate/family.ts';
import { networkFamily } from '../../estate/network/family.ts';
import type { ClassicLoadBalancer } from '../../estate/network/model.ts';
import { groupOf } from '../../estate/network/network-builder.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { queryDocumentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { queryProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Source: Elastic Load Balancing API version 2012-06-01, errors of each operation. */
const errors = {
  validation: (message: string) => new AwsError('ValidationError', message),
  noBalancer: (name: string) =>
    new AwsError('LoadBalancerNotFound', `There is no ACTIVE Load Balancer named '${name}'`),
  badMarker: () => new AwsError('ValidationError', 'Invalid marker'),
} as const;

function balancersOf(call: Call): readonly ClassicLoadBalancer[] {
  const { classicBalancers } = familyState(call.world.estate, networkFamily);
  return [...call.world.index.of(classicBalancers).resources(call.accountId, call.region)];
}

function named(call: Call, name: string): ClassicLoadBalancer {
  const found = balancersOf(call).find((balancer) => balancer.name === name);
  if (found === undefined) throw errors.noBalancer(name);
  return found;
}

/** DescribeLoadBalancers: all, 400 a page, or by name. */
function describeLoadBalancers(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, errors.validation);
  const names = input.texts('LoadBalancerNames');
  const chosen = names.length > 0 ? names.map((name) => named(call, name)) : balancersOf(call);
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['balancers', names]),
    token: input.optionalText('Marker'),
    limit: input.optionalInteger('PageSize', { min: 1, max: 400 }) ?? 400,
    items: (after) => chosen.filter(({ arn }) => arn > after),
    positionOf: ({ arn }) => arn,
    badToken: errors.badMarker,
  });
  return { LoadBalancerDescriptions: items.map(described), NextMarker: nextToken };
}

function described(balancer: ClassicLoadBalancer): object {
  const { protocol, port } = balancer.listener;
  return {
    LoadBalancerName: balancer.name,
    DNSName: balancer.dnsName,
    CanonicalHostedZoneName: balancer.dnsName,
    CanonicalHostedZoneNameID: 'Z35SXDOTRQ7X7K',
    ListenerDescriptions: [
      {
        Listener: { Protocol: protocol, LoadBalancerPort: port, InstanceProtocol: protocol, InstancePort: port },
        PolicyNames: [],
      },
    ],
    Policies: { AppCookieStickinessPolicies: [], LBCookieStickinessPolicies: [], OtherPolicies: [] },
    BackendServerDescriptions: [],
    AvailabilityZones: balancer.zones.map(({ zone }) => zone),
    Subnets: balancer.zones.map(({ subnetId }) => subnetId),
    VPCId: balancer.vpcId,
    Instances: balancer.instances.map(({ id }) => ({ InstanceId: id })),
    HealthCheck: { Target: `TCP:${port}`, Interval: 30, Timeout: 5, UnhealthyThreshold: 2, HealthyThreshold: 10 },
    SourceSecurityGroup: { OwnerAlias: balancer.accountId, GroupName: 'default' },
    SecurityGroups: [groupOf(balancer.vpcId)],
    CreatedTime: new Timestamp(balancer.createdAt),
    Scheme: balancer.scheme,
  };
}

/** DescribeInstanceHealth of one load balancer. */
function describeInstanceHealth(call: Call, fields: Fields): object {
  const balancer = named(call, new DocumentInput(fields, errors.validation).text('LoadBalancerName'));
  return {
    InstanceStates: balancer.instances.map(({ id, inService }) => ({
      InstanceId: id,
      State: inService ? 'InService' : 'OutOfService',
      ReasonCode: inService ? 'N/A' : 'Instance',
      Description: inService
        ? 'N/A'
        : 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.',
    })),
  };
}

/** DescribeTags, of 20 load balancers at most. */
function describeTags(call: Call, fields: Fields): object {
  const names = new DocumentInput(fields, errors.validation).texts('LoadBalancerNames');
  if (names.length === 0 || names.length > 20) throw errors.validation('1 to 20 load balancers can be specified');
  return {
    TagDescriptions: names.map((name) => ({
      LoadBalancerName: name,
      Tags: Object.entries(named(call, name).tags).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** Elastic Load Balancing, version 2012-06-01: classic load balancers. */
export const elbModule: ServiceModule = {
  id: 'elb',
  actionPrefix: 'elasticloadbalancing',
  profile: queryProfile({
    signingName: 'elasticloadbalancing',
    version: '2012-06-01',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2012-06-01/',
  }),
  operations: queryDocumentOperations(
    {
      DescribeInstanceHealth: describeInstanceHealth,
      DescribeLoadBalancers: describeLoadBalancers,
      DescribeTags: describeTags,
    },
    { numbers: new Set(['PageSize']) },
  ),
};
