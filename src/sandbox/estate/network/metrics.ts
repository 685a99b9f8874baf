import { joinSources, type MetricSource } from '../metric-source.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { MetricUnit, Signal } from '../signal.ts';
import { constantSignal, counterSignal, eventSignal, gaugeSignal, lifetime } from '../signals.ts';
import type { NetworkState, Traffic, VpnConnection } from './model.ts';

interface Passing {
  readonly traffic?: Traffic;
}

/** So much a day of a thing's traffic; `sparse` has no datapoint where nothing happened. */
interface Flow {
  readonly unit: MetricUnit;
  readonly sparse: boolean;
  readonly perDay: (traffic: Traffic) => number;
}

function flow(
  key: string,
  metric: string,
  traffic: Traffic | undefined,
  { unit, sparse, perDay }: Flow,
): Signal | undefined {
  if (traffic === undefined) return undefined;
  const amount = perDay(traffic);
  const runs = lifetime(traffic.since);
  if (traffic.burstAt !== undefined) {
    // A busy hour, in a dozen samples; beside it nothing, or zeros.
    const at = traffic.burstAt;
    const value = Math.round(amount / 12);
    const burst = eventSignal(
      { unit, runs },
      amount === 0 ? [] : Array.from({ length: 12 }, (_, slot) => ({ at: at + slot * 300_000, value })),
    );
    return sparse ? burst : { ...burst, sample: (slot) => burst.sample(slot) ?? 0 };
  }
  if (amount === 0) return sparse ? eventSignal({ unit, runs }, []) : constantSignal({ unit, runs }, 0);
  return counterSignal({ key, metric, unit, runs, shape: 'steady', perHour: amount / 24, sparse });
}

function level(key: string, metric: string, traffic: Traffic | undefined): Signal | undefined {
  if (traffic === undefined) return undefined;
  const runs = lifetime(traffic.since);
  const { connections } = traffic;
  if (connections === 0) return constantSignal({ unit: 'Count', runs }, 0);
  return gaugeSignal({
    key,
    metric,
    unit: 'Count',
    runs,
    shape: 'steady',
    mean: connections * 0.6,
    peak: connections,
    decimals: 0,
  });
}

const bytes = (share: number, sparse = false): Flow => ({
  unit: 'Bytes',
  sparse,
  perDay: ({ bytesPerDay }) => bytesPerDay * share,
});
const counted = (sparse: boolean): Flow => ({ unit: 'Count', sparse, perDay: ({ countPerDay }) => countPerDay });

/** A table of metrics of one kind of things: each has its name, and what of the traffic it shows. */
function table<T>(
  keyOf: (thing: T) => string,
  flows: Readonly<Record<string, Flow | 'level'>>,
): Readonly<Record<string, (thing: T & Passing) => Signal | undefined>> {
  return Object.fromEntries(
    Object.entries(flows).map(([name, of]) => [
      name,
      (thing: T & Passing) =>
        of === 'level' ? level(keyOf(thing), name, thing.traffic) : flow(keyOf(thing), name, thing.traffic, of),
    ]),
  );
}

const idOf = ({ id }: { readonly id: string }): string => id;

/** The end of a load balancer's ARN, as its dimension has it. */
const balancerKey = ({ arn }: { readonly arn: string }): string => arn.slice(arn.indexOf(':loadbalancer/') + 14);

/** Where several requests become one figure, what was answered without a target stands apart. */
const ownAnswers: Flow = { unit: 'Count', sparse: true, perDay: ({ ownAnswersPerDay }) => ownAnswersPerDay };

export function networkMetrics(state: NetworkState, now: number): MetricSource {
  const balancers = [...state.balancers.values()];
  const ofType = (type: string) => balancers.filter((balancer) => balancer.type === type);
  return joinSources([
    resourceMetrics({
      namespace: 'AWS/NATGateway',
      resources: state.natGateways.values(),
      dimensions: ({ id }) => [{ NatGatewayId: id }],
      // Half of the traffic goes out and half comes in; each byte passes both sides.
      metrics: table(idOf, {
        BytesOutToDestination: bytes(0.3),
        BytesInFromDestination: bytes(0.7),
        BytesInFromSource: bytes(0.3),
        BytesOutToSource: bytes(0.7),
        ActiveConnectionCount: 'level',
      }),
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/PrivateLinkEndpoints',
      resources: [...state.endpoints.values()].filter(
        ({ type, serviceRegion }) => type !== 'Gateway' && serviceRegion === undefined,
      ),
      dimensions: ({ id, vpcId, type, serviceName }) => [
        { 'Endpoint Type': type, 'Service Name': serviceName, 'VPC Endpoint Id': id, 'VPC Id': vpcId },
      ],
      metrics: table(idOf, { BytesProcessed: bytes(1, true), NewConnections: counted(true) }),
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/TransitGateway',
      // Both the owner of the gateway and that of what is attached see them.
      resources: [...state.attachments.values()].flatMap((attachment) =>
        attachment.gatewayOwnerId === attachment.accountId
          ? [attachment]
          : [attachment, { ...attachment, accountId: attachment.gatewayOwnerId }],
      ),
      dimensions: ({ id, gatewayId }) => [{ TransitGateway: gatewayId, TransitGatewayAttachment: id }],
      metrics: table(idOf, { BytesIn: bytes(0.6), BytesOut: bytes(0.4) }),
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/VPN',
      resources: state.vpnConnections.values(),
      dimensions: ({ id }) => [{ VpnId: id }],
      metrics: {
        ...table(idOf, { TunnelDataIn: bytes(0.5), TunnelDataOut: bytes(0.5) }),
        TunnelState: tunnelState,
      },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/ApplicationELB',
      resources: ofType('application'),
      dimensions: (balancer) => [{ LoadBalancer: balancerKey(balancer) }],
      metrics: table(balancerKey, {
        RequestCount: counted(true),
        HTTP_Redirect_Count: ownAnswers,
        ProcessedBytes: bytes(1, true),
      }),
      now,
    }),
    ...(['network', 'gateway'] as const).map((type) =>
      resourceMetrics({
        namespace: type === 'network' ? 'AWS/NetworkELB' : 'AWS/GatewayELB',
        resources: ofType(type),
        dimensions: (balancer) => [{ LoadBalancer: balancerKey(balancer) }],
        metrics: table(balancerKey, {
          NewFlowCount: counted(false),
          ProcessedBytes: bytes(1),
          ActiveFlowCount: 'level',
        }),
        now,
      }),
    ),
    resourceMetrics({
      namespace: 'AWS/ELB',
      resources: state.classicBalancers.values(),
      dimensions: ({ name }) => [{ LoadBalancerName: name }],
      metrics: table(balancerKey, { RequestCount: counted(true), EstimatedProcessedBytes: bytes(1, true) }),
      now,
    }),
  ]);
}

/** The share of its tunnels that are up. */
function tunnelState({ tunnels, traffic }: VpnConnection): Signal | undefined {
  if (traffic === undefined) return undefined;
  const up = tunnels.filter((tunnel) => tunnel.up).length;
  return constantSignal({ unit: 'None', runs: lifetime(traffic.since) }, up / tunnels.length);
}
