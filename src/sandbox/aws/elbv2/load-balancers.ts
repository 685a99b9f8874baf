import type { LoadBalancer } from '../../estate/network/model.ts';
import { groupOf } from '../../estate/network/network-builder.ts';
import type { Call } from '../call.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { elbv2Errors } from './errors.ts';
import { inputOf, lookUp, markedPage, networkState } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;

/** DescribeLoadBalancers: all, by ARN (20 at most) or by name. */
export function describeLoadBalancers(call: Call, fields: Fields): object {
  const input = inputOf(fields);
  const { balancers } = networkState(call);
  const arns = input.texts('LoadBalancerArns');
  const names = input.texts('Names');
  if (arns.length > 20 || names.length > 20) throw elbv2Errors.tooMany('load balancers', 20);
  const there = [...call.world.index.of(balancers).resources(call.accountId, call.region)];
  const named = there.filter(({ name }) => names.includes(name));
  if (named.length < new Set(names).size) throw elbv2Errors.noBalancer();
  const chosen =
    arns.length > 0 ? lookUp(call, balancers, arns, elbv2Errors.noBalancer) : names.length > 0 ? named : there;
  const { items, NextMarker } = markedPage(call, input, 'balancers', chosen, ({ arn }) => arn);
  return { LoadBalancers: items.map((balancer) => described(balancer)), NextMarker };
}

function described(balancer: LoadBalancer): object {
  const isGateway = balancer.type === 'gateway';
  return {
    LoadBalancerArn: balancer.arn,
    // A gateway load balancer has no name that clients use.
    DNSName: isGateway ? undefined : balancer.dnsName,
    CanonicalHostedZoneId: isGateway ? undefined : 'Z35SXDOTRQ7X7K',
    CreatedTime: new Timestamp(balancer.createdAt),
    LoadBalancerName: balancer.name,
    Scheme: isGateway ? undefined : balancer.scheme,
    VpcId: balancer.vpcId,
    State: { Code: 'active' },
    Type: balancer.type,
    AvailabilityZones: balancer.zones.map(({ zone, subnetId }) => ({
      ZoneName: zone,
      SubnetId: subnetId,
      LoadBalancerAddresses: [],
    })),
    SecurityGroups: balancer.type === 'application' ? [groupOf(balancer.vpcId)] : undefined,
    IpAddressType: 'ipv4',
  };
}

/** DescribeTags, of load balancers and target groups, 20 at most. */
export function describeTags(call: Call, fields: Fields): object {
  const arns = inputOf(fields).texts('ResourceArns');
  if (arns.length > 20) throw elbv2Errors.tooMany('resources', 20);
  const { balancers, targetGroups } = networkState(call);
  const tagsOf = (arn: string): Readonly<Record<string, string>> => {
    if (arn.includes(':targetgroup/')) {
      lookUp(call, targetGroups, [arn], elbv2Errors.noTargetGroup);
      return {};
    }
    return lookUp(call, balancers, [arn], elbv2Errors.noBalancer)[0]?.tags ?? {};
  };
  return {
    TagDescriptions: arns.map((arn) => ({
      ResourceArn: arn,
      Tags: Object.entries(tagsOf(arn)).map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}
