import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { BuiltMachine } from '../compute/machines.ts';
import type { AzureResource, Course, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { addPublicIp } from './public-ip-resource.ts';

type BalancerRole = 'working' | 'empty' | 'silent' | 'outbound' | 'young' | 'keep';

const TYPE = 'Microsoft.Network/loadBalancers';
const SHARES: Readonly<Partial<Record<BalancerRole, number>>> = {
  empty: 0.16,
  silent: 0.12,
  outbound: 0.1,
  young: 0.1,
  keep: 0.1,
};

/** Standard load balancers with a public frontend: most before machines that work. */
export function makeLoadBalancers(context: AzureContext, machines: readonly BuiltMachine[]): void {
  const backends = machines.filter(({ role }) => role === 'working');
  castOf<BalancerRole>(context, 'load balancers', SHARES, context.count(10, 6), 'working').forEach((role, index) => {
    const random = context.random('load balancer', index);
    makeBalancer(context, random, role, index, backends[(index * 7) % backends.length]!);
  });
}

function makeBalancer(
  context: AzureContext,
  random: Random,
  role: BalancerRole,
  index: number,
  backend: BuiltMachine,
): void {
  const { place } = backend.plan;
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `lb-${context.nameOf(identity)}-${index}`;
  const createdAt = context.now - (role === 'young' ? random.between(2, 9) : random.between(70, 600)) * DAY;
  const id = context.idOf(place, resourceGroup, TYPE, name);
  const tags = {
    ...context.tagsOf(random, identity, name),
    ...(role === 'keep' && { [KEEP_TAG]: 'for the fail-over of the shop' }),
  };
  const frontend = `${id}/frontendIPConfigurations/public`;
  const address = addPublicIp(context, random, {
    place,
    resourceGroup,
    name: `pip-${name}`,
    createdAt,
    tags,
    allocation: 'Static',
    use: { ipConfiguration: { id: frontend } },
  });
  // A young one has its members and waits for traffic: its metrics tell that it is new.
  const withMembers = role !== 'empty' && role !== 'keep';
  const balancer = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags,
    createdAt,
    top: { sku: { name: 'Standard', tier: 'Regional' }, etag: `W/"${guidOf(random)}"` },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(random),
      ...parts(id, frontend, address, withMembers ? memberOf(context, backend) : undefined, role === 'outbound'),
    },
    metrics: metricsOf(random, role === 'working' || role === 'outbound'),
  });
  context.bill(balancer, 'load-balancer/rules');
  const cost = monthly(usdOf('load-balancer/rules', place.region));
  const fine = (because: string): void => context.fine(CHECK.loadBalancer, balancer, because);
  if (role === 'empty') context.waste(CHECK.loadBalancer, balancer, 'its backend pool has no members', cost);
  else if (role === 'silent') context.waste(CHECK.loadBalancer, balancer, 'not a byte passed in weeks', cost);
  else if (role === 'outbound') fine('its outbound rule gives its members their way out');
  else if (role === 'young') fine('younger than the window of 14 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
}

function memberOf(context: AzureContext, { machine, plan }: BuiltMachine): string {
  const type = 'Microsoft.Network/networkInterfaces';
  return `${context.idOf(plan.place, machine.resourceGroup, type, `${machine.name}-nic`)}/ipConfigurations/ipconfig1`;
}

function parts(
  id: string,
  frontend: string,
  address: AzureResource,
  member: string | undefined,
  outbound: boolean,
): JsonObject {
  const pool = `${id}/backendAddressPools/backend`;
  const part = (type: string, name: string, properties: JsonObject): JsonObject => ({
    name,
    id: `${id}/${type}/${name}`,
    type: `Microsoft.Network/loadBalancers/${type}`,
    properties: { provisioningState: 'Succeeded', ...properties },
  });
  return {
    frontendIPConfigurations: [
      part('frontendIPConfigurations', 'public', {
        privateIPAllocationMethod: 'Dynamic',
        publicIPAddress: { id: address.id },
      }),
    ],
    backendAddressPools: [
      part('backendAddressPools', 'backend', {
        loadBalancerBackendAddresses: member === undefined ? [] : [{ name: 'member', properties: {} }],
        ...(member !== undefined && { backendIPConfigurations: [{ id: member }] }),
      }),
    ],
    loadBalancingRules: outbound
      ? []
      : [
          part('loadBalancingRules', 'https', {
            frontendIPConfiguration: { id: frontend },
            frontendPort: 443,
            backendPort: 443,
            enableFloatingIP: false,
            idleTimeoutInMinutes: 4,
            protocol: 'Tcp',
            enableTcpReset: true,
            loadDistribution: 'Default',
            disableOutboundSnat: true,
            backendAddressPool: { id: pool },
            probe: { id: `${id}/probes/https` },
          }),
        ],
    probes: [
      part('probes', 'https', {
        protocol: 'Tcp',
        port: 443,
        intervalInSeconds: 15,
        numberOfProbes: 2,
        probeThreshold: 1,
      }),
    ],
    inboundNatRules: [],
    outboundRules: outbound
      ? [
          part('outboundRules', 'out', {
            allocatedOutboundPorts: 0,
            protocol: 'All',
            enableTcpReset: true,
            idleTimeoutInMinutes: 4,
            backendAddressPool: { id: pool },
            frontendIPConfigurations: [{ id: frontend }],
          }),
        ]
      : [],
    inboundNatPools: [],
  };
}

function metricsOf(random: Random, busy: boolean): Readonly<Record<string, Course>> {
  const shape = busy ? 'daily' : 'steady';
  const counter = (unit: 'Bytes' | 'Count', perHour: number): Course => ({
    of: 'counter',
    unit,
    shape,
    perHour: busy ? Math.round(perHour) : 0,
  });
  return {
    ByteCount: counter('Bytes', random.between(5e7, 9e9)),
    PacketCount: counter('Count', random.between(5e4, 9e6)),
    SYNCount: counter('Count', random.between(2e3, 9e4)),
    VipAvailability: { of: 'constant', unit: 'Count', value: 100 },
  };
}
