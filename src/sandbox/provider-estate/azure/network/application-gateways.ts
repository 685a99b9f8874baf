import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly, plus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { subnetId } from './names.ts';
import { addPublicIp } from './public-ip-resource.ts';

type GatewayRole = 'working' | 'empty' | 'silent' | 'stopped' | 'young' | 'keep' | CapacityRole;
/** Those that keep more instances than two. */
type CapacityRole =
  | 'large-minimum'
  | 'large-fixed'
  | 'large-needed'
  | 'large-nightly'
  | 'large-young'
  | 'large-keep'
  | 'three-instances';

const TYPE = 'Microsoft.Network/applicationGateways';
const SHARES: Readonly<Partial<Record<GatewayRole, number>>> = {
  empty: 0.16,
  silent: 0.16,
  stopped: 0.1,
  young: 0.1,
  keep: 0.1,
};

const CAPACITY_SHARES: Readonly<Record<CapacityRole, number>> = {
  'large-minimum': 0.25,
  'large-fixed': 0.2,
  'large-needed': 0.15,
  'large-nightly': 0.1,
  'large-young': 0.1,
  'large-keep': 0.1,
  'three-instances': 0.1,
};

/** Application gateways of the second generation; most pass requests all day. */
export function makeApplicationGateways(context: AzureContext): void {
  castOf<GatewayRole>(context, 'application gateways', SHARES, context.count(6, 6), 'working').forEach((role, index) =>
    makeGateway(context, context.random('application gateway', index), role, index),
  );
  castOf<CapacityRole>(context, 'gateway capacity', CAPACITY_SHARES, context.count(4, 8)).forEach((role, index) =>
    makeGateway(context, context.random('gateway capacity', index), role, 1000 + index),
  );
}

/** Capacity units that an instance keeps, and bills. Source: "Understanding pricing for Azure Application Gateway". */
const UNITS_PER_INSTANCE = 10;

const isYoung = (role: GatewayRole): boolean => role === 'young' || role === 'large-young';
const isKept = (role: GatewayRole): boolean => role === 'keep' || role === 'large-keep';

function leastInstances(random: Random, role: GatewayRole): number {
  if (role === 'three-instances') return 3;
  return role.startsWith('large') ? random.integer(6, 10) : 2;
}

function makeGateway(context: AzureContext, random: Random, role: GatewayRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `agw-${context.nameOf(identity)}-${index}`;
  const createdAt = context.now - (isYoung(role) ? random.between(2, 9) : random.between(70, 600)) * DAY;
  const sku = random.pick(['Standard_v2', 'WAF_v2'] as const);
  const id = context.idOf(place, resourceGroup, TYPE, name);
  const tags = {
    ...context.tagsOf(random, identity, name),
    ...(isKept(role) && { [KEEP_TAG]: 'opens with the new shop' }),
  };
  const instances = leastInstances(random, role);
  const address = addPublicIp(context, random, {
    place,
    resourceGroup,
    name: `pip-${name}`,
    createdAt,
    tags,
    allocation: 'Static',
    use: { ipConfiguration: { id: `${id}/frontendIPConfigurations/public` } },
  });
  const gateway = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags,
    createdAt,
    top: { etag: `W/"${guidOf(random)}"`, zones: ['1', '2', '3'] },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(random),
      sku: { name: sku, tier: sku, ...(role === 'large-fixed' && { capacity: instances }) },
      operationalState: role === 'stopped' ? 'Stopped' : 'Running',
      ...(role !== 'large-fixed' && { autoscaleConfiguration: { minCapacity: instances, maxCapacity: 10 } }),
      enableHttp2: true,
      ...parts(id, subnetId(context, place, 'gateways'), address, role === 'empty' ? [] : ['10.0.0.4', '10.0.0.5']),
    },
    ...(role !== 'stopped' && { metrics: metricsOf(random, role, instances * UNITS_PER_INSTANCE) }),
  });
  const stoppedAt = context.now - 50 * DAY;
  const billed = role === 'stopped' ? { to: Math.max(stoppedAt, createdAt) } : {};
  context.bill(gateway, `app-gateway/${sku}`, billed);
  context.bill(gateway, `app-gateway/${sku}/cu`, { quantity: instances * UNITS_PER_INSTANCE, ...billed });
  const units = (count: number): string => monthly(times(usdOf(`app-gateway/${sku}/cu`, place.region), count));
  const cost = plus(monthly(usdOf(`app-gateway/${sku}`, place.region)), units(instances * UNITS_PER_INSTANCE));
  plantCapacity(context, gateway, role, units((instances - 3) * UNITS_PER_INSTANCE));
  const fine = (because: string): void => context.fine(CHECK.appGateway, gateway, because);
  if (role === 'empty') context.waste(CHECK.appGateway, gateway, 'its backend pool has no targets', cost);
  else if (role === 'silent') context.waste(CHECK.appGateway, gateway, 'a handful of requests a day: a probe', cost);
  else if (role === 'stopped') fine('stopped: it does not bill');
  else if (role === 'young') fine('younger than the window of 14 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
}

function parts(id: string, subnet: string, address: AzureResource, targets: readonly string[]): JsonObject {
  const part = (type: string, name: string, properties: JsonObject): JsonObject => ({
    name,
    id: `${id}/${type}/${name}`,
    type: `Microsoft.Network/applicationGateways/${type}`,
    properties: { provisioningState: 'Succeeded', ...properties },
  });
  const ref = (type: string, name: string): JsonObject => ({ id: `${id}/${type}/${name}` });
  return {
    gatewayIPConfigurations: [part('gatewayIPConfigurations', 'subnet', { subnet: { id: subnet } })],
    sslCertificates: [],
    trustedRootCertificates: [],
    frontendIPConfigurations: [
      part('frontendIPConfigurations', 'public', {
        privateIPAllocationMethod: 'Dynamic',
        publicIPAddress: { id: address.id },
      }),
    ],
    frontendPorts: [part('frontendPorts', 'http', { port: 80 })],
    backendAddressPools: [
      part('backendAddressPools', 'backend', { backendAddresses: targets.map((ipAddress) => ({ ipAddress })) }),
    ],
    backendHttpSettingsCollection: [
      part('backendHttpSettingsCollection', 'http', {
        port: 80,
        protocol: 'Http',
        cookieBasedAffinity: 'Disabled',
        pickHostNameFromBackendAddress: false,
        requestTimeout: 20,
      }),
    ],
    httpListeners: [
      part('httpListeners', 'http', {
        frontendIPConfiguration: ref('frontendIPConfigurations', 'public'),
        frontendPort: ref('frontendPorts', 'http'),
        protocol: 'Http',
        requireServerNameIndication: false,
      }),
    ],
    requestRoutingRules: [
      part('requestRoutingRules', 'all', {
        ruleType: 'Basic',
        priority: 100,
        httpListener: ref('httpListeners', 'http'),
        backendAddressPool: ref('backendAddressPools', 'backend'),
        backendHttpSettings: ref('backendHttpSettingsCollection', 'http'),
      }),
    ],
    urlPathMaps: [],
    probes: [],
    redirectConfigurations: [],
  };
}

/** `cost` is what the units above three instances cost a month. */
function plantCapacity(context: AzureContext, gateway: AzureResource, role: GatewayRole, cost: string): void {
  const fine = (because: string): void => context.fine(CHECK.appGatewayCapacity, gateway, because);
  switch (role) {
    case 'large-minimum':
      return context.waste(CHECK.appGatewayCapacity, gateway, 'its minimum is three times what it uses', cost);
    case 'large-fixed':
      return context.waste(
        CHECK.appGatewayCapacity,
        gateway,
        'a fixed number of instances, a third of them used',
        cost,
      );
    case 'large-needed':
      return fine('two thirds of its minimum are used every day');
    case 'large-nightly':
      return fine('two thirds of its minimum are used for half an hour a night');
    case 'large-young':
      return fine('younger than the window of 14 days');
    case 'large-keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'three-instances':
      return fine('of its three instances more than half is used');
    case 'working':
      return fine('two instances are the least that one may fail of');
    default:
      return undefined;
  }
}

/** The most capacity units that it uses, of those that it keeps. */
function peakUnits(random: Random, role: GatewayRole, kept: number): number {
  if (role === 'working') return random.between(15, 24);
  if (role === 'empty' || role === 'silent' || isYoung(role) || isKept(role)) return 0.1;
  return (
    kept * (role === 'large-minimum' || role === 'large-fixed' ? random.between(0.15, 0.33) : random.between(0.65, 0.8))
  );
}

/** A silent one sees a dozen requests a day, a working one thousands an hour and most of its capacity. */
function metricsOf(random: Random, role: GatewayRole, kept: number): Readonly<Record<string, Course>> {
  const busy = role === 'working' || role.startsWith('large') || role === 'three-instances';
  const shape = role === 'large-nightly' ? 'spiky' : 'daily';
  const level = (unit: Course['unit'], peak: number): Course => ({
    of: 'gauge',
    unit,
    shape,
    mean: meanFor(shape, peak * 0.3, peak),
    peak,
  });
  const units = peakUnits(random, role, kept);
  return {
    TotalRequests: {
      of: 'counter',
      unit: 'Count',
      shape: busy ? 'daily' : 'steady',
      perHour: busy ? random.integer(2000, 90_000) : 0.5,
    },
    CurrentConnections: { of: 'counter', unit: 'Count', shape: 'daily', perHour: busy ? random.integer(900, 9000) : 0 },
    CapacityUnits: level('Count', units),
    ComputeUnits: level('Count', busy ? units * 0.4 : 0.1),
    Throughput: level('BytesPerSecond', busy ? random.between(1e6, 9e6) : 1),
  };
}
