import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Scope } from '../../../src/domain/ids.ts';
import type { ResourcePage } from '../../../src/domain/ports/provider.ts';
import type {
  CapacityReservation,
  DedicatedHost,
  Instance,
  InstanceGroup,
  Resource,
} from '../../../src/domain/resources.ts';
import { computeFamily } from '../../../src/sandbox/estate/compute/family.ts';
import type { ComputeState } from '../../../src/sandbox/estate/compute/model.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
let state: ComputeState;
let scopes: readonly Scope[];

beforeAll(async () => {
  cloud = await SandboxCloud.start({ resources: 1000, regions: ['us-east-1', 'eu-west-1'] });
  state = familyState(cloud.sandbox.estate, computeFamily);
  scopes = cloud.accountIds.flatMap((id) => cloud.sandbox.estate.regions.map((region) => awsScopeOf(id, region)));
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

async function pagesOf(type: string, scope: Scope, sandboxUrl = cloud.sandbox.url): Promise<readonly ResourcePage[]> {
  const pages: ResourcePage[] = [];
  for await (const page of cloud.connect({}, { sandboxUrl }).collect(type, scope)) pages.push(page);
  return pages;
}

async function allOf<R extends Resource>(type: string): Promise<readonly R[]> {
  const found: R[] = [];
  for (const scope of scopes) {
    for (const { resources, unread } of await pagesOf(type, scope)) {
      expect(unread).toEqual([]);
      found.push(...(resources as readonly R[]));
    }
  }
  return found;
}

const sorted = (ids: Iterable<string>): readonly string[] => [...ids].sort();

/** A scope with something of that kind in it. */
function scopeWith(has: (of: { accountId: string; region: string }) => boolean): Scope {
  const scope = scopes.find(({ accountId, regionId }) => has({ accountId, region: regionId }));
  if (scope === undefined) throw new Error('no scope has one');
  return scope;
}

describe('Auto Scaling groups', () => {
  const TYPE = 'aws:autoscaling:group';
  const withGroups = () =>
    scopeWith((at) =>
      [...state.groups.values()].some(
        (g) => g.accountId === at.accountId && g.region === at.region && g.policies.length > 0,
      ),
    );

  it('are all found, with their bounds, members and rules', async () => {
    const groups = await allOf<InstanceGroup>(TYPE);
    expect(sorted(groups.map(({ resourceId }) => resourceId))).toEqual(sorted(state.groups.keys()));
    for (const group of groups) {
      const built = state.groups.get(group.resourceId)!;
      expect(group).toMatchObject({
        kind: 'instance-group',
        name: built.name,
        minSize: built.minSize,
        desiredSize: built.desiredCapacity,
        maxSize: built.maxSize,
        zoneIds: built.zones,
        mixesSpot: built.onDemandPercent !== undefined,
        keepsMembers: built.isProtected && built.instanceIds.length > 0,
        servesTraffic: built.targetGroupArns.length > 0,
        // A policy that is switched off does not count.
        scalingRules: {
          known: true,
          value: {
            policies: built.policies.filter(({ enabled }) => enabled).length,
            schedules: built.schedules.length,
          },
        },
        tags: { known: true, value: built.tags },
      });
      expect(group.members.map(({ instanceId }) => instanceId)).toEqual(built.instanceIds);
      expect(group.uses).toEqual({
        known: true,
        value: [
          { relation: 'launch-template', targetId: built.launchTemplateId },
          ...built.instanceIds.map((targetId) => ({ relation: 'has-member', targetId })),
        ],
      });
    }
    const busy = [...state.groups.values()].filter(({ policies }) => policies.some(({ enabled }) => !enabled));
    expect(busy.length).toBeGreaterThan(0);
  });

  it('know the spot price of their members, in the dearest zone', async () => {
    const [group] = (await allOf<InstanceGroup>(TYPE)).filter(({ members }) => members.length > 0);
    const size = group!.members[0]!.sizeName;
    const listed = cloud.sandbox.estate.regions.includes(group!.scope.regionId);
    expect(listed).toBe(true);
    if (!group!.spotHourly.known) throw new Error(group!.spotHourly.reason);
    const price = group!.spotHourly.value[`${size}/linux`];
    expect(price?.currency).toBe('USD');
    expect(Number(price?.amount)).toBeGreaterThan(0);
  });

  it('are asked for in a few calls, however many there are', async () => {
    await cloud.forgetCalls();
    const scope = withGroups();
    await pagesOf(TYPE, scope);
    const counts = Object.fromEntries((await cloud.calls()).map(({ operation, count }) => [operation, count]));
    expect(counts).toMatchObject({
      DescribeAutoScalingGroups: 1,
      DescribePolicies: 1,
      DescribeScheduledActions: 1,
      DescribeSpotPriceHistory: 1,
    });
  });

  it.each([
    ['autoscaling', 'DescribePolicies', 'scalingRules'],
    ['autoscaling', 'DescribeScheduledActions', 'scalingRules'],
    ['ec2', 'DescribeSpotPriceHistory', 'spotHourly'],
  ] as const)('stay where %s:%s is denied, and say what is not known', async (service, operation, field) => {
    await cloud.inject({ kind: 'deny', service, operation });
    const [page] = await pagesOf(TYPE, withGroups());
    const groups = page!.resources as readonly InstanceGroup[];
    expect(groups.length).toBeGreaterThan(0);
    for (const group of groups) {
      const fact = group[field];
      expect(fact.known ? 'known' : fact.reason).toContain(`denied: ${service}:${operation}`);
    }
  });

  it('are an error where they are denied themselves', async () => {
    await cloud.inject({ kind: 'deny', service: 'autoscaling', operation: 'DescribeAutoScalingGroups' });
    await expect(pagesOf(TYPE, withGroups())).rejects.toMatchObject({ category: 'denied' });
  });

  it('are read through throttling', async () => {
    await cloud.inject({ kind: 'throttle', service: 'autoscaling', probability: 0.5 });
    const scope = withGroups();
    const expected = [...state.groups.values()].filter(
      (g) => g.accountId === scope.accountId && g.region === scope.regionId,
    );
    const found = (await pagesOf(TYPE, scope)).flatMap(({ resources }) => resources);
    expect(found).toHaveLength(expected.length);
  });

  it('of a malformed row are unread, and the others are there', async () => {
    const scope = withGroups();
    const all = (await pagesOf(TYPE, scope)).flatMap(({ resources }) => resources);
    const proxy = await tamperingProxy(cloud.sandbox.url, ({ operation, body }) =>
      operation === 'DescribeAutoScalingGroups'
        ? body.replace(/<MinSize>\d+<\/MinSize>/, '<MinSize>few</MinSize>')
        : undefined,
    );
    try {
      const pages = await pagesOf(TYPE, scope, proxy.url);
      expect(pages.flatMap(({ resources }) => resources)).toHaveLength(all.length - 1);
      expect(pages.flatMap(({ unread }) => unread)[0]?.reason).toContain('malformed');
    } finally {
      await proxy.close();
    }
  });
});

describe('capacity reservations', () => {
  it('are all found, with what ends them', async () => {
    const found = await allOf<CapacityReservation>('aws:ec2:capacity-reservation');
    expect(sorted(found.map(({ resourceId }) => resourceId))).toEqual(sorted(state.reservations.keys()));
    for (const one of found) {
      const built = state.reservations.get(one.resourceId)!;
      expect(one).toMatchObject({
        sizeName: built.instanceType,
        operatingSystem: { known: true, value: 'linux' },
        software: { known: true, value: 'none' },
        tenancy: 'shared',
        totalCount: built.totalCount,
        availableCount: built.totalCount - (built.instanceId === undefined ? 0 : 1),
        ends: built.type === 'capacity-block' ? 'prepaid' : built.endAt === undefined ? 'until-cancelled' : 'at-a-date',
      });
      expect(one.committedUntil === undefined).toBe(built.committedUntil === undefined);
      expect(one).not.toHaveProperty('paidBy');
    }
  });
});

describe('dedicated hosts', () => {
  it('are all found, with what runs on them', async () => {
    const found = await allOf<DedicatedHost>('aws:ec2:dedicated-host');
    expect(sorted(found.map(({ resourceId }) => resourceId))).toEqual(sorted(state.hosts.keys()));
    for (const host of found) {
      const built = state.hosts.get(host.resourceId)!;
      expect(host).toMatchObject({
        family: 'm5',
        totalVcpus: { known: true, value: 96 },
        availableVcpus: { known: true, value: 96 - (built.instance?.vcpus ?? 0) },
        attachedTo: { known: true, value: built.instance === undefined ? [] : [built.instance.id] },
        reserved: built.reservationId !== undefined,
      });
    }
  });
});

describe('instances', () => {
  it('tell what a new size would have to carry, and what they run on', async () => {
    const found = new Map((await allOf<Instance>('aws:ec2:instance')).map((each) => [each.resourceId, each]));
    const { estate } = cloud.sandbox;
    const volumes = (id: string) =>
      [...estate.volumes.values()].filter(({ attachments }) => attachments.some(({ instanceId }) => instanceId === id))
        .length;
    expect(found.size).toBe(estate.instances.size);
    for (const built of estate.instances.values()) {
      const instance = found.get(built.id)!;
      expect(instance.build).toMatchObject({
        networkInterfaces: { known: true, value: 1 },
        volumes: { known: true, value: volumes(built.id) },
        localRoot: { known: true, value: false },
        enhancedNetworking: { known: true, value: built.lacksEna !== true },
      });
      expect(instance.software).toEqual({ known: true, value: built.licence ?? 'none' });
      expect(instance.pricingModel).toBe(built.hostId ? 'dedicated' : (built.lifecycle ?? 'on-demand'));
      expect(instance.uses).toEqual({
        known: true,
        value: [
          { relation: 'image', targetId: built.imageId },
          ...(built.capacityReservationId ? [{ relation: 'capacity-of', targetId: built.capacityReservationId }] : []),
          ...(built.hostId ? [{ relation: 'host', targetId: built.hostId }] : []),
        ],
      });
    }
  });

  it('with SQL Server have the advice of Compute Optimizer, asked for once', async () => {
    await cloud.forgetCalls();
    const found = await allOf<Instance>('aws:ec2:instance');
    const advised = found.filter(({ licenceAdvice }) => licenceAdvice !== undefined);
    expect(sorted(advised.map(({ resourceId }) => resourceId))).toEqual(sorted(state.licences.keys()));
    for (const { resourceId, licenceAdvice } of advised) {
      const { finding } = state.licences.get(resourceId)!;
      expect(licenceAdvice).toEqual({
        known: true,
        value:
          finding === 'NotOptimized'
            ? { advice: 'smaller-edition', edition: 'sql-standard' }
            : { advice: finding === 'Optimized' ? 'none' : 'not-measured' },
      });
    }
    const places = new Set(advised.map(({ scope }) => `${scope.accountId} ${scope.regionId}`)).size;
    const asked = (await cloud.calls()).filter(({ operation }) => operation === 'GetLicenseRecommendations');
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBe(places);
  });

  it('stay where that advice is denied, and say so', async () => {
    await cloud.inject({ kind: 'deny', service: 'compute-optimizer' });
    const found = await allOf<Instance>('aws:ec2:instance');
    const reasons = new Set(
      found.flatMap(({ licenceAdvice }) => (licenceAdvice?.known === false ? [licenceAdvice.reason] : [])),
    );
    expect([...reasons].join()).toContain('denied: compute-optimizer:GetLicenseRecommendations');
    expect(found.length).toBe(cloud.sandbox.estate.instances.size);
  });
});

describe('metrics of agents', () => {
  async function memoryOf(scope: Scope) {
    const connection = cloud.connect();
    const subjects = (await pagesOf('aws:ec2:instance', scope)).flatMap(({ resources }) => resources);
    const metrics = new Set(['memory-percent-maximum', 'gpu-percent-maximum', 'cpu-percent-maximum'] as const);
    const until = '2026-11-24T05:00:00.000Z' as never;
    const pages = [];
    for await (const page of connection.metrics(scope, { subjects, metrics, until })) pages.push(page);
    return { digests: pages.flatMap(({ digests }) => digests), unread: pages.flatMap(({ unread }) => unread) };
  }
  const withAgents = () =>
    scopeWith((at) =>
      [...cloud.sandbox.estate.instances.values()].some(
        ({ accountId, region, load, state: is }) =>
          accountId === at.accountId &&
          region === at.region &&
          is === 'running' &&
          load.memoryPeakPercent !== undefined,
      ),
    );

  it('are of those instances that have one', async () => {
    const scope = withAgents();
    const { digests, unread } = await memoryOf(scope);
    expect(unread).toEqual([]);
    const measured = digests
      .filter(({ metric }) => metric === 'memory-percent-maximum')
      .map(({ resourceId }) => resourceId);
    const expected = [...cloud.sandbox.estate.instances.values()].filter(
      ({ accountId, region, state: is, load }) =>
        accountId === scope.accountId &&
        region === scope.regionId &&
        is === 'running' &&
        load.memoryPeakPercent !== undefined,
    );
    expect(sorted(measured)).toEqual(sorted(expected.map(({ id }) => id)));
    for (const { id, platform, load } of expected) {
      const { max } = digests.find(
        ({ resourceId, metric }) => resourceId === id && metric === 'memory-percent-maximum',
      )!;
      // Of Windows' commit limit, which counts twice: memory and page file.
      expect(max).toBeLessThanOrEqual(load.memoryPeakPercent! * (platform === 'windows' ? 2 : 1));
      expect(max).toBeGreaterThan(load.memoryPeakPercent! * (platform === 'windows' ? 1.5 : 0.75));
    }
  });

  it('are one unread entry each where they can’t be listed, and the others are there', async () => {
    await cloud.inject({ kind: 'deny', service: 'cloudwatch', operation: 'ListMetrics' });
    const { digests, unread } = await memoryOf(withAgents());
    expect(new Set(digests.map(({ metric }) => metric))).toEqual(new Set(['cpu-percent-maximum']));
    expect(unread.map(({ reason }) => reason)).toContain(
      'memory-percent-maximum: denied: cloudwatch:ListMetrics (AccessDenied)',
    );
    expect(unread.length).toBeLessThanOrEqual(2);
  });
});
