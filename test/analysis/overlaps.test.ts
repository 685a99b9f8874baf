import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActionKind } from '../../src/analysis/actions.ts';
import { claimOf, nothingTaken, overlapping } from '../../src/analysis/overlaps.ts';
import { known } from '../../src/domain/fact.ts';
import type { Finding } from '../../src/domain/findings.ts';
import { money } from '../../src/domain/money.ts';
import type { Resource } from '../../src/domain/resources.ts';
import { instanceGroup } from '../support/compute-builders.ts';
import { cluster, database } from '../support/database-builders.ts';
import { image } from '../support/images-builders.ts';
import { instance, SCOPE, snapshot } from '../support/resource-builders.ts';
import { ecsCluster, nodeGroup, processingCluster } from '../support/serverless-builders.ts';

interface Found {
  readonly resource: Resource;
  readonly action: ActionKind;
  readonly dollars: number;
  readonly change?: Partial<Finding>;
}

function findingOf({ resource, action, dollars, change }: Found): Finding {
  const amount = money(BigInt(Math.round(dollars * 100)) * 10_000_000n, 'USD');
  return {
    id: `${action}/${resource.scope.accountId}/${resource.scope.regionId}/${resource.resourceId}`,
    checkId: 'check',
    scope: resource.scope,
    resourceKind: resource.kind,
    resourceType: resource.type,
    resourceId: resource.resourceId,
    title: 'title',
    verdict: 'waste',
    evidence: {},
    monthlySavings: known({ amount, low: amount, high: amount, basis: 'price-api', terms: [] }),
    confidence: 1,
    risk: 'low',
    action: { kind: action, params: {} },
    countsTowardsTotal: true,
    ...change,
  };
}

const claimsOf = (found: readonly Found[]) => found.flatMap((each) => claimOf(findingOf(each), each.resource) ?? []);

/** Resource ids of the findings that are left to count. */
function counted(...found: readonly Found[]): readonly string[] {
  const lost = overlapping(claimsOf(found), nothingTaken());
  return found.flatMap((each) => (lost.has(findingOf(each).id) ? [] : [each.resource.resourceId]));
}

const members = (...ids: string[]) => ids.map((instanceId) => ({ instanceId, sizeName: 'm5.large' }));
const machine = (resourceId: string, tags: Record<string, string> = {}) => instance({ resourceId, tags: known(tags) });
const web = instanceGroup({ resourceId: 'arn:web', name: 'web', members: members('i-1', 'i-2') });
const found = (resource: Resource, action: ActionKind, dollars: number, change?: Partial<Finding>): Found => ({
  resource,
  action,
  dollars,
  ...(change && { change }),
});

describe('one amount of money in two findings', () => {
  it('a stronger action on a group counts, and nothing of its members', () => {
    expect(
      counted(
        found(web, 'instance-group.lower-minimum', 50),
        found(machine('i-1'), 'instance.rebuild-for-arm64', 80),
        found(machine('i-2'), 'instance.rebuild-for-arm64', 80),
        found(machine('i-9'), 'instance.rebuild-for-arm64', 80),
      ),
    ).toEqual(['arn:web', 'i-9']);
  });

  it('a stronger action on a member counts, and nothing of its group; other members go on counting', () => {
    expect(
      counted(
        found(web, 'instance-group.use-spot', 50),
        found(machine('i-1'), 'instance.change-size', 8),
        found(machine('i-2'), 'instance.rebuild-for-arm64', 9),
      ),
    ).toEqual(['i-1', 'i-2']);
  });

  it.each([
    [16, ['arn:web']],
    [15, ['arn:web']],
    [14, ['i-1', 'i-2']],
  ])('of equal rank a group that saves %d counts against members that save 15: %j', (dollars, expected) => {
    expect(
      counted(
        found(machine('i-1'), 'instance.change-size', 8),
        found(machine('i-2'), 'instance.change-size', 7),
        found(web, 'instance-group.lower-minimum', dollars),
      ),
    ).toEqual(expected);
  });

  it('a machine that its group does not list stands in it by its tag', () => {
    const late = machine('i-3', { 'aws:autoscaling:groupName': 'web' });
    expect(
      counted(found(web, 'instance-group.lower-minimum', 50), found(late, 'instance.rebuild-for-arm64', 8)),
    ).toEqual(['arn:web']);
  });

  it('what hangs on a stopped machine of a group counts beside the group', () => {
    const warm = machine('i-1', { 'aws:autoscaling:groupName': 'web' });
    expect(
      counted(found(web, 'instance-group.lower-minimum', 50), found(warm, 'instance.image-and-terminate', 8)),
    ).toEqual(['arn:web', 'i-1']);
  });

  it('the same names in another account are other things', () => {
    const scope = { ...SCOPE, accountId: '999988887777' };
    const other = instance({ resourceId: 'i-1', scope });
    expect(counted(found(web, 'instance-group.lower-minimum', 50), found(other, 'instance.stop', 8))).toEqual([
      'arn:web',
      'i-1',
    ]);
  });

  it('a node group holds its scaling group, and the machines of that', () => {
    const nodes = nodeGroup({ resourceId: 'arn:nodes', scalingGroups: ['web'] });
    expect(
      counted(
        found(nodes, 'node-group.scale-in', 500),
        found(web, 'instance-group.use-spot', 50),
        found(machine('i-1', { 'aws:autoscaling:groupName': 'web' }), 'instance.rebuild-for-arm64', 8),
      ),
    ).toEqual(['arn:nodes']);
  });

  it('the machines of a data processing cluster go with it, tagged or listed', () => {
    const emr = processingCluster({ resourceId: 'j-1', machines: known([]) });
    const listing = processingCluster({
      resourceId: 'j-2',
      machines: known([{ instanceId: 'i-2', sizeName: 'm5.xlarge', pricingModel: 'on-demand' as const }]),
    });
    expect(
      counted(
        found(emr, 'processing-cluster.terminate', 90),
        found(listing, 'processing-cluster.terminate', 90),
        found(machine('i-1', { 'aws:elasticmapreduce:job-flow-id': 'j-1' }), 'instance.stop', 20),
        found(machine('i-2'), 'instance.stop', 20),
      ),
    ).toEqual(['j-1', 'j-2']);
  });

  it('the machines of a cluster count with it where they are what it saves, and apart from its control plane', () => {
    const ecs = ecsCluster({ resourceId: 'arn:c', machines: known([{ instanceId: 'i-1' }]) });
    const idle = found(machine('i-1'), 'instance.stop', 20);
    expect(counted(found(ecs, 'container-cluster.scale-in-machines', 60), idle)).toEqual(['arn:c']);
    expect(counted(found(ecs, 'container-cluster.delete', 73), idle)).toEqual(['arn:c', 'i-1']);
  });

  it('two wholes of the same machines count once, though no machine has a finding', () => {
    const ecs = ecsCluster({ resourceId: 'arn:c', machines: known([{ instanceId: 'i-2' }]) });
    expect(
      counted(found(ecs, 'container-cluster.scale-in-machines', 60), found(web, 'instance-group.use-spot', 90)),
    ).toEqual(['arn:c']);
  });

  it('a member of a database cluster and its cluster count once', () => {
    const aurora = cluster({ resourceId: 'arn:cluster', members: [{ resourceId: 'arn:db', writer: true }] });
    const member = database({
      resourceId: 'arn:db',
      uses: known([{ relation: 'member-of', targetId: 'arn:cluster' }]),
    });
    const removed = found(member, 'database.snapshot-and-delete', 200);
    expect(counted(found(aurora, 'database-cluster.lower-minimum-capacity', 300), removed)).toEqual(['arn:db']);
    // Members pay more when I/O is included: what is saved there is the cluster's own.
    const included = { action: { kind: 'database-cluster.change-io-billing', params: { ioBilling: 'included' } } };
    expect(counted(found(aurora, 'database-cluster.change-io-billing', 300, included), removed)).toEqual([
      'arn:cluster',
      'arn:db',
    ]);
    const perRequest = { action: { ...included.action, params: { ioBilling: 'per-request' } } };
    expect(counted(found(aurora, 'database-cluster.change-io-billing', 300, perRequest), removed)).toEqual(['arn:db']);
  });

  it('a snapshot goes with the image that consists of it, unless another image needs it', () => {
    const snapshots = [
      { snapshotId: 'snap-1', sharedWithImages: false },
      { snapshotId: 'snap-2', sharedWithImages: true },
    ];
    expect(
      counted(
        found(image({ resourceId: 'ami-1', snapshots }), 'image.disable', 9),
        found(snapshot({ resourceId: 'snap-1' }), 'snapshot.delete', 5),
        found(snapshot({ resourceId: 'snap-2' }), 'snapshot.delete', 5),
      ),
    ).toEqual(['ami-1', 'snap-2']);
  });

  it('what does not count itself takes nothing away', () => {
    const stop = found(machine('i-1'), 'instance.stop', 8);
    const silent: readonly Partial<Finding>[] = [
      { countsTowardsTotal: false },
      { monthlySavings: { known: false, reason: 'no price' } },
      { suppressedByRule: { until: null, reason: 'wanted' } },
    ];
    for (const change of silent) {
      expect(counted(found(web, 'instance-group.lower-minimum', 50, change), stop)).toContain('i-1');
    }
  });

  it('what is counted before stays counted', () => {
    const taken = nothingTaken();
    expect(overlapping(claimsOf([found(machine('i-1'), 'instance.stop', 8)]), taken).size).toBe(0);
    const advice = found(web, 'recommendation.remove', 500);
    expect([...overlapping(claimsOf([advice]), taken)]).toEqual([findingOf(advice).id]);
  });
});

describe('laws of what counts', () => {
  const ids = ['i-0', 'i-1', 'i-2', 'i-3', 'i-4'];
  const costOf = (id: string): number => (ids.indexOf(id) + 1) * 10;
  const share = fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100);
  const single = fc
    .record({
      id: fc.constantFrom(...ids),
      share,
      action: fc.constantFrom<ActionKind[]>('instance.stop', 'instance.change-size', 'instance.rebuild-for-arm64'),
    })
    .map((of) => found(machine(of.id), of.action, costOf(of.id) * of.share));
  const whole = fc
    .record({
      name: fc.constantFrom('a', 'b', 'c'),
      parts: fc.subarray(ids, { minLength: 1 }),
      share,
      action: fc.constantFrom<ActionKind[]>(
        'instance-group.lower-minimum',
        'instance-group.use-spot',
        'instance-group.scale-in',
      ),
    })
    .map(({ name, parts, share: of, action }) =>
      found(
        instanceGroup({ resourceId: name, name, members: members(...parts) }),
        action,
        parts.reduce((sum, id) => sum + costOf(id), 0) * of,
      ),
    );
  const estate = fc
    .tuple(
      fc.uniqueArray(single, { selector: ({ resource }) => resource.resourceId }),
      fc.uniqueArray(whole, { selector: ({ resource }) => resource.resourceId }),
    )
    .map((kinds): readonly Found[] => kinds.flat());

  it('all that counts together is never more than the machines cost, and never nothing where something was found', () => {
    fc.assert(
      fc.property(estate, (all) => {
        const lost = overlapping(claimsOf(all), nothingTaken());
        const left = all.filter((each) => !lost.has(findingOf(each).id));
        const cost = ids.reduce((sum, id) => sum + costOf(id), 0);
        expect(left.reduce((sum, { dollars }) => sum + dollars, 0)).toBeLessThanOrEqual(cost + 0.05);
        expect(left.length > 0).toBe(all.length > 0);
        const parts = left.flatMap(({ resource }) =>
          resource.kind === 'instance-group'
            ? resource.members.map(({ instanceId }) => instanceId)
            : [resource.resourceId],
        );
        expect(new Set(parts).size).toBe(parts.length);
      }),
      { numRuns: 500 },
    );
  });

  it('the order of the findings does not matter', () => {
    fc.assert(
      fc.property(
        estate.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length }))),
        ([all, other]) => {
          const lost = (of: readonly Found[]) => [...overlapping(claimsOf(of), nothingTaken())].sort();
          expect(lost(other)).toEqual(lost(all));
        },
      ),
    );
  });
});
