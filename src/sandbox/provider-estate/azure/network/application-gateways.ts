import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { subnetId } from './names.ts';
import { addPublicIp } from './public-ip-resource.ts';

type GatewayRole = 'working' | 'empty' | 'silent' | 'stopped' | 'young' | 'keep';

const TYPE = 'Microsoft.Network/applicationGateways';
const SHARES: Readonly<Partial<Record<GatewayRole, number>>> = {
  empty: 0.16,
  silent: 0.16,
  stopped: 0.1,
  young: 0.1,
  keep: 0.1,
};

/** Application gateways of the second generation; most pass requests all day. */
export function makeApplicationGateways(context: AzureContext): void {
  castOf<GatewayRole>(context, 'application gateways', SHARES, context.count(6, 6), 'working').forEach((role, index) =>
    makeGateway(context, context.random('application gateway', index), role, index),
  );
}

function makeGateway(context: AzureContext, random: Random, role: GatewayRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `agw-${context.nameOf(identity)}-${index}`;
  const createdAt = context.now - (role === 'young' ? random.between(2, 9) : random.between(70, 600)) * DAY;
  const sku = random.pick(['Standard_v2', 'WAF_v2'] as const);
  const id = context.idOf(place, resourceGroup, TYPE, name);
  const tags = {
    ...context.tagsOf(random, identity, name),
    ...(role === 'keep' && { [KEEP_TAG]: 'opens with the new shop' }),
  };
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
      sku: { name: sku, tier: sku },
      operationalState: role === 'stopped' ? 'Stopped' : 'Running',
      autoscaleConfiguration: { minCapacity: 2, maxCapacity: 10 },
      enableHttp2: true,
      ...parts(id, subnetId(context, place, 'gateways'), address, role === 'empty' ? [] : ['10.0.0.4', '10.0.0.5']),
    },
    ...(role !== 'stopped' && { metrics: metricsOf(random, role === 'working') }),
  });
  const stoppedAt = context.now - 50 * DAY;
  context.bill(gateway, `app-gateway/${sku}`, role === 'stopped' ? { to: Math.max(stoppedAt, createdAt) } : {});
  const cost = monthly(usdOf(`app-gateway/${sku}`, place.region));
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

/** A silent one sees a dozen requests a day, a working one thousands an hour and most of its capacity. */
function metricsOf(random: Random, busy: boolean): Readonly<Record<string, Course>> {
  const level = (unit: Course['unit'], peak: number): Course => ({
    of: 'gauge',
    unit,
    shape: 'daily',
    mean: meanFor('daily', peak * 0.3, peak),
    peak,
  });
  return {
    TotalRequests: {
      of: 'counter',
      unit: 'Count',
      shape: busy ? 'daily' : 'steady',
      perHour: busy ? random.integer(2000, 90_000) : 0.5,
    },
    CurrentConnections: { of: 'counter', unit: 'Count', shape: 'daily', perHour: busy ? random.integer(900, 9000) : 0 },
    CapacityUnits: level('Count', busy ? random.between(15, 24) : 0.1),
    ComputeUnits: level('Count', busy ? random.between(4, 9) : 0.1),
    Throughput: level('BytesPerSecond', busy ? random.between(1e6, 9e6) : 1),
  };
}
