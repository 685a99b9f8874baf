import type { Target, TargetGroup } from '../../estate/network/model.ts';
import type { Call } from '../call.ts';
import { elbv2Errors } from './errors.ts';
import { inputOf, lookUp, markedPage, networkState } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;

/** DescribeTargetGroups: all, of a load balancer, by ARN or by name. */
export function describeTargetGroups(call: Call, fields: Fields): object {
  const input = inputOf(fields);
  const { balancers, targetGroups } = networkState(call);
  const there = [...call.world.index.of(targetGroups).resources(call.accountId, call.region)];
  const arns = input.texts('TargetGroupArns');
  const names = input.texts('Names');
  const balancerArn = input.optionalText('LoadBalancerArn');
  if (balancerArn !== undefined) lookUp(call, balancers, [balancerArn], elbv2Errors.noBalancer);
  if (names.some((name) => !there.some((group) => group.name === name))) throw elbv2Errors.noTargetGroup();
  const byArn = arns.length > 0 ? lookUp(call, targetGroups, arns, elbv2Errors.noTargetGroup) : there;
  const chosen = byArn.filter(
    ({ name, balancerArns }) =>
      (names.length === 0 || names.includes(name)) && (balancerArn === undefined || balancerArns.includes(balancerArn)),
  );
  const listing = JSON.stringify(['target groups', balancerArn]);
  const { items, NextMarker } = markedPage(call, input, listing, chosen, ({ arn }) => arn);
  return { TargetGroups: items.map(described), NextMarker };
}

function described(group: TargetGroup): object {
  const isFunction = group.targetType === 'lambda';
  return {
    TargetGroupArn: group.arn,
    TargetGroupName: group.name,
    // A function has no port, no protocol and no network.
    Protocol: isFunction ? undefined : group.protocol,
    Port: isFunction ? undefined : group.port,
    VpcId: isFunction ? undefined : group.vpcId,
    HealthCheckProtocol: isFunction ? undefined : group.protocol === 'HTTP' ? 'HTTP' : 'TCP',
    HealthCheckPort: isFunction ? undefined : 'traffic-port',
    HealthCheckEnabled: !isFunction,
    HealthCheckIntervalSeconds: 30,
    HealthCheckTimeoutSeconds: 5,
    HealthyThresholdCount: 5,
    UnhealthyThresholdCount: 2,
    LoadBalancerArns: group.balancerArns,
    TargetType: group.targetType,
    IpAddressType: isFunction ? undefined : 'ipv4',
  };
}

/** DescribeTargetHealth of one target group. */
export function describeTargetHealth(call: Call, fields: Fields): object {
  const arn = inputOf(fields).text('TargetGroupArn');
  const [group] = lookUp(call, networkState(call).targetGroups, [arn], elbv2Errors.noTargetGroup);
  return { TargetHealthDescriptions: (group?.targets ?? []).map(healthOf) };
}

const reasons = {
  healthy: {},
  unhealthy: { Reason: 'Target.FailedHealthChecks', Description: 'Health checks failed' },
  unavailable: { Reason: 'Target.HealthCheckDisabled', Description: 'Health checks are not enabled for this target' },
} as const;

const healthOf = ({ id, port, zone, health }: Target): object => ({
  Target: { Id: id, Port: port, AvailabilityZone: zone },
  HealthCheckPort: port === undefined ? undefined : String(port),
  TargetHealth: { State: health, ...reasons[health] },
});
