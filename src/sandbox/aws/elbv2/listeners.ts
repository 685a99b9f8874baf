import type { Listener, ListenerRule, LoadBalancer } from '../../estate/network/model.ts';
import type { Call } from '../call.ts';
import { elbv2Errors } from './errors.ts';
import { inputOf, lookUp, markedPage, networkState } from './state.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Owned {
  readonly listener: Listener;
  readonly balancer: LoadBalancer;
}

/** DescribeListeners, of a load balancer or by ARN. */
export function describeListeners(call: Call, fields: Fields): object {
  const input = inputOf(fields);
  const balancerArn = input.optionalText('LoadBalancerArn');
  const arns = input.texts('ListenerArns');
  if (balancerArn === undefined && arns.length === 0) {
    throw elbv2Errors.validation('You must specify either listener ARNs or a load balancer ARN');
  }
  const chosen =
    balancerArn === undefined ? arns.map((arn) => findListener(call, arn)) : listenersOf(call, balancerArn);
  const { items, NextMarker } = markedPage(
    call,
    input,
    `listeners ${balancerArn ?? ''}`,
    chosen,
    ({ listener }) => listener.arn,
  );
  return { Listeners: items.map(described), NextMarker };
}

function listenersOf(call: Call, balancerArn: string): readonly Owned[] {
  const [balancer] = lookUp(call, networkState(call).balancers, [balancerArn], elbv2Errors.noBalancer);
  if (balancer === undefined) throw elbv2Errors.noBalancer();
  return balancer.listeners.toSorted((a, b) => (a.arn < b.arn ? -1 : 1)).map((listener) => ({ listener, balancer }));
}

function findListener(call: Call, arn: string): Owned {
  const balancerArn = arn.replace(':listener/', ':loadbalancer/').replace(/\/[^/]+$/, '');
  const { balancers } = networkState(call);
  const balancer = call.world.index.of(balancers).find(call.accountId, call.region, balancerArn);
  const listener = balancer?.listeners.find((one) => one.arn === arn);
  if (balancer === undefined || listener === undefined) throw elbv2Errors.noListener();
  return { listener, balancer };
}

function described({ listener, balancer }: Owned): object {
  const last = listener.rules.at(-1);
  const isGateway = balancer.type === 'gateway';
  return {
    ListenerArn: listener.arn,
    LoadBalancerArn: balancer.arn,
    Port: isGateway ? undefined : listener.port,
    Protocol: isGateway ? undefined : listener.protocol,
    Certificates:
      listener.protocol === 'HTTPS'
        ? [
            {
              CertificateArn: `arn:aws:acm:${balancer.region}:${balancer.accountId}:certificate/${listener.arn.slice(-12)}`,
            },
          ]
        : undefined,
    SslPolicy: listener.protocol === 'HTTPS' ? 'ELBSecurityPolicy-TLS13-1-2-2021-06' : undefined,
    DefaultActions: last === undefined ? [] : [actionOf(last)],
  };
}

/** DescribeRules of a listener; the default one stands last. */
export function describeRules(call: Call, fields: Fields): object {
  const input = inputOf(fields);
  const listenerArn = input.text('ListenerArn');
  const { listener } = findListener(call, listenerArn);
  const rules = listener.rules.map((rule, index) => ({ rule, position: String(index).padStart(4, '0') }));
  const { items, NextMarker } = markedPage(call, input, `rules ${listenerArn}`, rules, ({ position }) => position);
  return { Rules: items.map(({ rule }) => ruleOf(rule)), NextMarker };
}

const ruleOf = (rule: ListenerRule): object => ({
  RuleArn: rule.arn,
  Priority: rule.priority,
  Conditions:
    rule.paths.length === 0
      ? []
      : [{ Field: 'path-pattern', Values: rule.paths, PathPatternConfig: { Values: rule.paths } }],
  Actions: [actionOf(rule)],
  IsDefault: rule.priority === 'default',
});

function actionOf({ action, targetGroupArn }: ListenerRule): object {
  switch (action) {
    case 'forward':
      return {
        Type: 'forward',
        TargetGroupArn: targetGroupArn,
        ForwardConfig: {
          TargetGroups: [{ TargetGroupArn: targetGroupArn, Weight: 1 }],
          TargetGroupStickinessConfig: { Enabled: false },
        },
      };
    case 'redirect':
      return {
        Type: 'redirect',
        Order: 1,
        RedirectConfig: {
          Protocol: 'HTTPS',
          Port: '443',
          Host: '#{host}',
          Path: '/#{path}',
          Query: '#{query}',
          StatusCode: 'HTTP_301',
        },
      };
    case 'fixed-response':
      return {
        Type: 'fixed-response',
        Order: 1,
        FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'not here' },
      };
  }
}
