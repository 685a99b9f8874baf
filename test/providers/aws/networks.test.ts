import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { GLOBAL_REGION, type Scope } from '../../../src/domain/ids.ts';
import type { ResourcePage } from '../../../src/domain/ports/provider.ts';
import type {
  DnsZone,
  LoadBalancer,
  Network,
  NetworkInterface,
  Resource,
  TransitAttachment,
  VpnConnection,
} from '../../../src/domain/resources.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { networkFamily } from '../../../src/sandbox/estate/network/family.ts';
import type { NetworkState } from '../../../src/sandbox/estate/network/model.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';
import { readXml } from './wire-service.ts';

let cloud: SandboxCloud;
let state: NetworkState;

beforeAll(async () => {
  cloud = await SandboxCloud.start({ seed: 3, resources: 700, accounts: 3, regions: ['us-east-1', 'eu-west-1'] });
  state = familyState(cloud.sandbox.estate, networkFamily);
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

/** Everything of one type over all accounts and regions. */
async function readAll<R extends Resource>(type: string, attempts = 6): Promise<readonly R[]> {
  const connection = cloud.connect({}, { limits: { attempts } });
  try {
    const { scopes } = await connection.discover();
    const isGlobal = connection.collectors.find((collector) => collector.type === type)?.reach === 'global';
    const asked: readonly Scope[] = isGlobal
      ? cloud.accountIds.map((accountId) => awsScopeOf(accountId, GLOBAL_REGION))
      : scopes;
    const pages: ResourcePage[] = [];
    for (const scope of asked) for await (const page of connection.collect(type, scope)) pages.push(page);
    expect(pages.flatMap(({ unread }) => unread)).toEqual([]);
    return pages.flatMap(({ resources }) => resources as readonly unknown[] as readonly R[]);
  } finally {
    await connection.close();
  }
}

const ids = (resources: readonly Resource[]): readonly string[] =>
  resources.map(({ resourceId }) => resourceId).toSorted();
const keys = (all: ReadonlyMap<string, unknown>): readonly string[] => [...all.keys()].toSorted();

const told = {
  'aws:ec2:vpc': () => keys(state.vpcs),
  'aws:ec2:nat-gateway': () => keys(state.natGateways),
  'aws:ec2:vpc-endpoint': () => keys(state.endpoints),
  'aws:ec2:transit-gateway-attachment': () => keys(state.attachments),
  'aws:ec2:vpn-connection': () => keys(state.vpnConnections),
  'aws:elasticloadbalancing:loadbalancer': () => keys(state.balancers),
  'aws:elasticloadbalancing:classic-loadbalancer': () => keys(state.classicBalancers),
  'aws:route53:hostedzone': () => keys(state.zones),
  'aws:ec2:network-interface': exposedInterfaces,
} as const;

/** Of instances with a public address, of the estate's other Elastic IPs, and of services. */
function exposedInterfaces(): readonly string[] {
  const { instances, addresses } = cloud.sandbox.estate;
  const elastic = [...addresses.values()].flatMap(({ networkInterfaceId }) => networkInterfaceId ?? []);
  const withElastic = new Set([...addresses.values()].flatMap(({ instanceId }) => instanceId ?? []));
  const assigned = [...instances.values()].flatMap(({ id, publicIp }) =>
    publicIp !== undefined && !withElastic.has(id) ? [`eni-${id.slice(2)}`] : [],
  );
  const ofServices = [...state.interfaces.values()].flatMap(({ id, allocationId, publicIp }) =>
    allocationId === undefined && publicIp === undefined ? [] : [id],
  );
  return [...elastic, ...assigned, ...ofServices].toSorted();
}

const types = Object.keys(told) as readonly (keyof typeof told)[];

describe('networks', () => {
  it.each(types)('%s: all of the organisation, each once', async (type) => {
    const expected = told[type]();
    expect(expected.length).toBeGreaterThan(2);
    expect(ids(await readAll(type))).toEqual(expected);
  });

  it.each([
    ['aws:ec2:vpc', 'DescribeRouteTables'],
    ['aws:elasticloadbalancing:loadbalancer', 'DescribeTargetHealth'],
    ['aws:route53:hostedzone', 'ListResourceRecordSets'],
    ['aws:ec2:network-interface', 'DescribeSecurityGroups'],
  ] as const)('%s: the same when %s is throttled', async (type, operation) => {
    const before = await readAll(type);
    await cloud.inject({ kind: 'throttle', operation, times: 3 });
    expect(await readAll(type)).toEqual(before);
  });

  it('have zones that are read to the end, page by page', async () => {
    const before = await readAll<DnsZone>('aws:route53:hostedzone');
    await cloud.inject({ kind: 'half-page', operation: 'ListResourceRecordSets' });
    expect(await readAll<DnsZone>('aws:route53:hostedzone')).toEqual(before);
    const calls = await cloud.calls();
    const pages = calls.filter(({ operation }) => operation === 'ListResourceRecordSets');
    expect(pages.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(2 * before.length);
  });

  it('have the routes and the ways to storage that are in the estate', async () => {
    for (const { resourceId, routeTables, storageEndpoints } of await readAll<Network>('aws:ec2:vpc')) {
      const tables = [...state.routeTables.values()].filter(({ vpcId }) => vpcId === resourceId);
      expect(routeTables.known && routeTables.value.map(({ routeTableId }) => routeTableId).toSorted()).toEqual(
        tables.map(({ id }) => id).toSorted(),
      );
      for (const table of routeTables.known ? routeTables.value : []) {
        const routes = state.routeTables.get(table.routeTableId)?.routes ?? [];
        expect(table.targetIds.toSorted()).toEqual(routes.map(({ targetId }) => targetId).toSorted());
        expect(table.reachesInternet).toBe(routes.some(({ targetKind }) => targetKind === 'internet-gateway'));
      }
      const gateways = [...state.endpoints.values()].filter(
        ({ vpcId, type, privateDns, serviceName }) =>
          vpcId === resourceId && (type === 'Gateway' || (privateDns && serviceName.endsWith('.s3'))),
      );
      expect(storageEndpoints.known && storageEndpoints.value.map(({ endpointId }) => endpointId).toSorted()).toEqual(
        gateways.map(({ id }) => id).toSorted(),
      );
    }
  });

  it('have load balancers with what is registered behind them, and rules where nothing is', async () => {
    const found = await readAll<LoadBalancer>('aws:elasticloadbalancing:loadbalancer');
    for (const { resourceId, targets, answersItself, endpointServiceIds, tags, aliases } of found) {
      const balancer = state.balancers.get(resourceId);
      const groups = [...state.targetGroups.values()].filter(({ balancerArns }) => balancerArns.includes(resourceId));
      const registered = groups.flatMap((group) => group.targets);
      expect(targets).toMatchObject({
        value: {
          groups: groups.length,
          registered: registered.length,
          healthy: registered.filter(({ health }) => health === 'healthy').length,
          unchecked: registered.filter(({ health }) => health === 'unavailable').length,
        },
      });
      const redirects = (balancer?.listeners ?? []).some(({ rules }) =>
        rules.some(({ action }) => action === 'redirect'),
      );
      if (balancer?.type === 'application' && registered.length > 0) expect(answersItself).toBeUndefined();
      else expect(answersItself).toEqual({ known: true, value: balancer?.type === 'application' && redirects });
      const services = [...state.endpointServices.values()].filter(({ balancerArns }) =>
        balancerArns.includes(resourceId),
      );
      expect(endpointServiceIds).toEqual({ known: true, value: services.map(({ id }) => id) });
      expect(tags).toEqual({ known: true, value: balancer?.tags });
      expect(aliases).toEqual(balancer?.type === 'gateway' ? undefined : [balancer?.dnsName]);
    }
  });

  it('have zones whose records lead to load balancers by the names that those have', async () => {
    const balancers = await readAll<LoadBalancer>('aws:elasticloadbalancing:loadbalancer');
    const names = new Set(balancers.flatMap(({ aliases = [] }) => aliases));
    const zones = await readAll<DnsZone>('aws:route53:hostedzone');
    const targets = zones.flatMap(({ uses }) =>
      uses?.known === true ? uses.value.map(({ targetId }) => targetId) : [],
    );
    expect(targets.length).toBeGreaterThan(3);
    expect(targets.filter((name) => !names.has(name))).toEqual([]);
  });

  it('take each attachment from who pays for it, and no key of a tunnel from anywhere', async () => {
    for (const { resourceId, scope } of await readAll<TransitAttachment>('aws:ec2:transit-gateway-attachment')) {
      expect(state.attachments.get(resourceId)?.accountId).toBe(scope.accountId);
    }
    const connections = await readAll<VpnConnection>('aws:ec2:vpn-connection');
    expect(JSON.stringify(connections)).not.toContain('pre-shared-key');
    const standby = connections.filter(({ siblings }) => siblings > 0);
    expect(standby.length).toBeGreaterThan(1);
  });

  it('know which interfaces the internet may reach', async () => {
    const found = await readAll<NetworkInterface>('aws:ec2:network-interface');
    const byOpen = Map.groupBy(found, ({ openToInternet }) => (openToInternet.known ? openToInternet.value : 'unread'));
    expect(new Set(byOpen.keys())).toEqual(new Set([false, true, 'unread']));
    // Only those of another team's network, whose group is not shown.
    expect(byOpen.get('unread')?.every(({ serviceManaged }) => serviceManaged)).toBe(true);
    for (const { networkId, openToInternet } of byOpen.get(true) ?? []) {
      expect(
        openToInternet.known && state.securityGroups.get(networkId.replace('vpc-', 'sg-'))?.openFrom,
      ).not.toContain('172.16.0.0/12');
    }
  });
});

describe('what a call beside a listing does not tell', () => {
  it.each([
    ['aws:ec2:vpc', 'ec2:DescribeRouteTables', 'routeTables'],
    ['aws:ec2:vpc', 'ec2:DescribeVpcEndpoints', 'storageEndpoints'],
    ['aws:ec2:network-interface', 'ec2:DescribeSecurityGroups', 'openToInternet'],
    ['aws:elasticloadbalancing:loadbalancer', 'elasticloadbalancing:DescribeTargetGroups', 'targets'],
    ['aws:elasticloadbalancing:loadbalancer', 'elasticloadbalancing:DescribeTags', 'tags'],
    ['aws:elasticloadbalancing:loadbalancer', 'ec2:DescribeVpcEndpointServiceConfigurations', 'endpointServiceIds'],
    ['aws:elasticloadbalancing:classic-loadbalancer', 'elasticloadbalancing:DescribeTags', 'tags'],
    ['aws:route53:hostedzone', 'route53:ListResourceRecordSets', 'uses'],
  ] as const)('%s without %s: %s is unread, with the reason, and nothing is lost', async (type, action, field) => {
    await cloud.inject({ kind: 'deny', action });
    const found = await readAll(type);
    expect(ids(found)).toEqual(told[type]());
    for (const resource of found) {
      expect(resource[field as keyof typeof resource]).toMatchObject({
        known: false,
        reason: expect.stringContaining(`denied: ${action}`),
      });
    }
  });

  it.each([
    ['aws:ec2:vpc', 'DescribeRouteTables', 'routeTables'],
    ['aws:ec2:network-interface', 'DescribeSecurityGroups', 'openToInternet'],
    ['aws:elasticloadbalancing:loadbalancer', 'DescribeTargetGroups', 'targets'],
  ] as const)('%s: half of what %s lists is not all of it: %s is unread', async (type, operation, field) => {
    await cloud.inject({ kind: 'half-page', operation });
    const found = await readAll(type, 1);
    expect(ids(found)).toEqual(told[type]());
    expect(found.filter((resource) => (resource[field as keyof typeof resource] as { known: boolean }).known)).toEqual(
      [],
    );
  });

  it('is unread for load balancers that have target groups when their health is denied', async () => {
    await cloud.inject({ kind: 'deny', action: 'elasticloadbalancing:DescribeTargetHealth' });
    for (const { targets, answersItself, resourceId } of await readAll<LoadBalancer>(
      'aws:elasticloadbalancing:loadbalancer',
    )) {
      const hasGroups = [...state.targetGroups.values()].some(({ balancerArns }) => balancerArns.includes(resourceId));
      expect(targets.known).toBe(!hasGroups);
      if (hasGroups && state.balancers.get(resourceId)?.type === 'application')
        expect(answersItself?.known).toBe(false);
    }
  });

  it('is unread for classic load balancers with instances when their health is denied', async () => {
    await cloud.inject({ kind: 'deny', action: 'elasticloadbalancing:DescribeInstanceHealth' });
    for (const { targets, resourceId } of await readAll<LoadBalancer>(
      'aws:elasticloadbalancing:classic-loadbalancer',
    )) {
      expect(targets.known).toBe(state.classicBalancers.get(resourceId)?.instances.length === 0);
    }
  });
});

describe('on the wire', () => {
  const read = async (type: string, body: string) => {
    const { pages, error } = await readXml(type, `<Response>${body}</Response>`);
    if (error) throw error;
    return {
      resources: pages.flatMap(({ resources }) => resources),
      unread: pages.flatMap(({ unread }) => unread),
    };
  };
  const nat = (more: string, id = 'nat-1') =>
    `<item><natGatewayId>${id}</natGatewayId><vpcId>vpc-1</vpcId><createTime>2026-01-02T03:04:05.000Z</createTime>${more}</item>`;

  it('a NAT gateway that is gone is none, and one that cannot be read is unread', async () => {
    const body = `<natGatewaySet>${nat('<state>available</state>')}${nat('<state>deleted</state>', 'nat-2')}${nat('', 'nat-3')}</natGatewaySet>`;
    const { resources, unread } = await read('aws:ec2:nat-gateway', body);
    expect(ids(resources)).toEqual(['nat-1']);
    expect(unread).toEqual([{ resourceId: 'nat-3', reason: expect.stringContaining('State') }]);
  });

  it.each`
    more                                                                                                                                                                                                                                                                                                  | zones
    ${''}                                                                                                                                                                                                                                                                                                 | ${1}
    ${'<availabilityMode>regional</availabilityMode>'}                                                                                                                                                                                                                                                    | ${undefined}
    ${'<availabilityMode>regional</availabilityMode><natGatewayAddressSet><item><allocationId>eipalloc-1</allocationId><availabilityZone>us-east-1a</availabilityZone></item><item><allocationId>eipalloc-2</allocationId><availabilityZone>us-east-1b</availabilityZone></item></natGatewayAddressSet>'} | ${2}
  `('a NAT gateway with $more bills for $zones zones', async ({ more, zones }) => {
    const { resources } = await read(
      'aws:ec2:nat-gateway',
      `<natGatewaySet>${nat(`<state>available</state>${more}`)}</natGatewaySet>`,
    );
    expect(resources[0]).toMatchObject({
      zoneCount: zones === undefined ? { known: false } : { known: true, value: zones },
    });
  });

  const iface = (more: string) =>
    `<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><vpcId>vpc-1</vpcId><subnetId>subnet-1</subnetId><status>in-use</status>${more}</item></networkInterfaceSet>`;
  const publicIp =
    '<privateIpAddressesSet><item><association><publicIp>203.0.113.7</publicIp></association></item></privateIpAddressesSet>';
  const groups = '<groupSet><item><groupId>sg-1</groupId></item></groupSet>';
  const rule = (inner: string) =>
    `<securityGroupInfo><item><groupId>sg-1</groupId><ipPermissions><item><ipRanges>${inner}</ipRanges><prefixListIds/></item></ipPermissions></item></securityGroupInfo>`;
  const range = (cidr: string) => `<item><cidrIp>${cidr}</cidrIp></item>`;
  const prefixes =
    '<securityGroupInfo><item><groupId>sg-1</groupId><ipPermissions><item><ipRanges/><prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds></item></ipPermissions></item></securityGroupInfo>';

  it.each`
    rules                             | open
    ${rule(range('0.0.0.0/0'))}       | ${true}
    ${rule(range('203.0.113.5/32'))}  | ${true}
    ${rule(range('10.0.0.0/8'))}      | ${false}
    ${rule(range('10.1.2.3/32'))}     | ${false}
    ${rule(range('172.31.255.0/24'))} | ${false}
    ${rule(range('172.32.0.0/16'))}   | ${true}
    ${rule(range('192.168.0.0/15'))}  | ${true}
    ${rule(range('100.64.0.0/10'))}   | ${false}
    ${rule(range('nonsense'))}        | ${true}
    ${rule('')}                       | ${false}
    ${prefixes}                       | ${true}
    ${'<securityGroupInfo/>'}         | ${undefined}
    ${''}                             | ${undefined}
  `('an interface whose group says $rules is open: $open', async ({ rules, open }) => {
    // The same answer to both calls: each reads its own part of it.
    const { resources } = await read('aws:ec2:network-interface', iface(publicIp + groups) + rules);
    expect(resources[0]).toMatchObject({
      openToInternet: open === undefined ? { known: false } : { known: true, value: open },
    });
  });

  it('an interface without a public address is none of ours', async () => {
    const { resources } = await read(
      'aws:ec2:network-interface',
      iface(`<privateIpAddressesSet><item><primary>true</primary></item></privateIpAddressesSet>${groups}`) + rule(''),
    );
    expect(resources).toEqual([]);
  });

  it('a route whose target is gone leads nowhere, and IPv6 routes say nothing of IPv4', async () => {
    const route = (inner: string) => `<item>${inner}</item>`;
    const body =
      '<vpcSet><item><vpcId>vpc-1</vpcId><state>available</state></item></vpcSet><vpcEndpointSet/>' +
      '<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><associationSet><item><main>true</main></item></associationSet><routeSet>' +
      route(
        '<destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId><state>active</state>',
      ) +
      route(
        '<destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><natGatewayId>nat-gone</natGatewayId><state>blackhole</state>',
      ) +
      route(
        '<destinationIpv6CidrBlock>::/0</destinationIpv6CidrBlock><gatewayId>igw-1</gatewayId><state>active</state>',
      ) +
      route(
        '<destinationPrefixListId>pl-1</destinationPrefixListId><gatewayId>vpce-1</gatewayId><state>active</state>',
      ) +
      '</routeSet></item></routeTableSet>';
    const { resources } = await read('aws:ec2:vpc', body);
    expect((resources[0] as Network).routeTables).toEqual({
      known: true,
      value: [{ routeTableId: 'rtb-1', isMain: true, subnetIds: [], targetIds: ['vpce-1'], reachesInternet: false }],
    });
  });

  it('a route table that cannot be read leaves the routes of all unread', async () => {
    const body =
      '<vpcSet><item><vpcId>vpc-1</vpcId><state>available</state></item></vpcSet><vpcEndpointSet/>' +
      '<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId></item></routeTableSet>';
    const { resources } = await read('aws:ec2:vpc', body);
    expect((resources[0] as Network).routeTables).toMatchObject({
      known: false,
      reason: 'malformed: ec2:DescribeRouteTables',
    });
  });
});
