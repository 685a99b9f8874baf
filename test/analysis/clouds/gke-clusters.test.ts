import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../../src/domain/metrics.ts';
import type { ContainerCluster, NodeGroup } from '../../../src/domain/resources.ts';
import { cloudPrices, GCP, nodePool, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { kubernetes } from '../../support/serverless-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const ID = '//container.googleapis.com/projects/shop-prod/locations/us-central1/clusters/c';
const POOL = nodePool().resourceId;
const denied: Fact<never> = unread('denied');

/** GKE, Autopilot and Compute Engine, us-central1, 2026. */
const prices = cloudPrices(GCP, [
  ['cluster/kubernetes', '0.1', 'hour'],
  ['cluster-extended-support/kubernetes', '0.5', 'hour'],
  ['pod/vcpu', '0.0445', 'vCPU-hour'],
  ['pod/memory', '0.0049225', 'GiB-hour'],
  ['instance/e2-standard-4/linux', '0.134012', 'hour'],
]);

const gke = (change: Partial<ContainerCluster> = {}): ContainerCluster =>
  kubernetes({
    type: 'gcp:container:cluster',
    resourceId: ID,
    scope: GCP,
    name: 'c',
    attachedTo: known([POOL]),
    tier: 'standard',
    containersCounted: known(true),
    support: unread('it is read of clusters on the extended channel alone'),
    paysForExtendedSupport: known(false),
    ...change,
  });
const autopilot = { tier: 'autopilot', attachedTo: denied } as const;
const pool = (change: Partial<NodeGroup> = {}): NodeGroup =>
  nodePool({ sizeNames: known(['e2-standard-4']), desiredSize: 3, minSize: 3, ...change });

type Told = Partial<Record<MetricName, number | Partial<MetricDigest>>>;

function batch(
  cluster: ContainerCluster,
  told: Told,
  { pools = [pool()], ...more }: Parameters<typeof batchOf>[1] & { readonly pools?: readonly NodeGroup[] } = {},
) {
  const digests = (Object.entries(told) as [MetricName, number | Partial<MetricDigest>][]).map(([metric, of]) => {
    const daily = /containers|cpu-percent/.test(metric);
    const value = typeof of === 'number' ? of : (of.max ?? 0);
    const same = { mean: value, p50: value, p95: value, p99: value };
    return windowOf(metric, value, ID, { daily, ...same, ...(typeof of === 'object' && of) });
  });
  const related = new Map(pools.map((each) => [each.resourceId, stored(each)]));
  return batchOf([stored(cluster)], { scope: GCP, prices, digests: digestsOf(...digests), related, ...more });
}

describe('GKE cluster without pods of users', () => {
  const CHECK = 'gcp-gke-cluster-idle';
  const quiet: Told = { containers: 3, 'user-containers': 0, 'cpu-percent-average': 1.5 };
  const without = (name: MetricName): Told => Object.fromEntries(Object.entries(quiet).filter(([key]) => key !== name));

  it.each`
    change                               | told                                            | verdict      | because
    ${{}}                                | ${quiet}                                        | ${0.85}      | ${'only the system runs'}
    ${{}}                                | ${{ ...quiet, 'user-containers': 1 }}           | ${'fine'}    | ${'one container ran on one day'}
    ${{}}                                | ${{ ...quiet, 'cpu-percent-average': 3 }}       | ${'fine'}    | ${'something works in the namespaces of the system'}
    ${{ createdAt: known(daysAgo(13)) }} | ${quiet}                                        | ${'fine'}    | ${'it was just made'}
    ${{ createdAt: denied }}             | ${quiet}                                        | ${0.85}      | ${'it has been watched for longer'}
    ${{ containersCounted: denied }}     | ${quiet}                                        | ${'unknown'} | ${'what sends no metrics is not known to run nothing'}
    ${{}}                                | ${without('containers')}                        | ${'unknown'} | ${'nothing at all reports'}
    ${{}}                                | ${without('user-containers')}                   | ${'unknown'} | ${'containers of users were not read'}
    ${{}}                                | ${without('cpu-percent-average')}               | ${'unknown'} | ${'nodes do not report'}
    ${{}}                                | ${{ ...quiet, containers: { sampleCount: 7 } }} | ${'unknown'} | ${'a gap of a week'}
    ${autopilot}                         | ${{ 'user-containers': 0 }}                     | ${0.85}      | ${'without a pod Autopilot keeps no node that could report'}
    ${autopilot}                         | ${{}}                                           | ${'unknown'} | ${'metrics were not read'}
    ${{ attachedTo: known([]) }}         | ${{}}                                           | ${0.6}       | ${'without a pool no pod can run'}
    ${{ containersCounted: undefined }}  | ${quiet}                                        | ${'fine'}    | ${'a cloud that counts none, and a cluster with pools'}
  `('is $verdict: $because', ({ change, told, verdict }) => {
    expect(outcome(CHECK, batch(gke(change), told))).toBe(verdict);
  });

  it('saves its control plane and the nodes that are bought on demand: 73 + 3 x 730 x 0.134012', () => {
    const finding = findingBy(CHECK, batch(gke(), quiet))!;
    expect(savingText(finding)).toBe('366.48628 [366.48628 to 366.48628] USD price-api');
    expect(termSum(finding)).toBe('366.48628');
    expect(finding.evidence).toMatchObject({ userContainers: 0, containers: 3, maxCpuPercent: 1.5, nodes: 3 });
    const spot = findingBy(CHECK, batch(gke(), quiet, { pools: [pool({ pricingModel: 'spot' })] }));
    expect(savingText(spot)).toBe('73.00 [73.00 to 73.00] USD price-api');
    expect(savingText(findingBy(CHECK, batch(gke(autopilot), quiet)))).toBe('73.00 [73.00 to 73.00] USD price-api');
  });

  it('saves an unknown amount while a pool was not read', () => {
    expect(savingText(findingBy(CHECK, batch(gke(), quiet, { pools: [] })))).toContain('was not read');
  });

  it('is never waste while containers of users were not read', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(2), (containers, cpu) => {
        const told = { containers, 'cpu-percent-average': cpu };
        return outcome(CHECK, batch(gke(), told)) === 'unknown';
      }),
    );
  });
});

describe('GKE cluster on the extended channel', () => {
  const CHECK = 'gcp-gke-extended-support';
  const over = known({ majorVersion: '1.29', standardEndsAt: daysAgo(30) });
  const paid = { support: over, paysForExtendedSupport: known(true) };

  it('pays once standard support is over; other channels never do', () => {
    expect(outcome(CHECK, batch(gke(paid), {}))).toBe(0.95);
    expect(outcome(CHECK, batch(gke({ support: over }), {}))).toBe('fine');
    expect(outcome(CHECK, batch(gke({ ...paid, support: denied }), {}))).toBe('unknown');
  });

  it('saves the surcharge; of Autopilot whatever its pods bring onto the bill', () => {
    const bill = { billed: billed({ [ID]: ['4000', 30] }) };
    expect(savingText(findingBy(CHECK, batch(gke(paid), {})))).toBe('365.00 [365.00 to 365.00] USD price-api');
    const ofPods = findingBy(CHECK, batch(gke({ ...paid, ...autopilot }), {}, bill));
    expect(savingText(ofPods)).toBe('365.00 [365.00 to 365.00] USD price-api');
  });
});

describe('GKE cluster whose pods ask for too much', () => {
  const CHECK = 'gcp-gke-overrequested';
  const told: Told = {
    'user-containers': 8,
    'requested-cores': 10,
    'used-cores': 2.1,
    'requested-memory-gib': 40,
    'used-memory-gib': 7,
  };
  const scaling = { pools: [pool({ desiredSize: 10, minSize: 2, scalesItself: true })] };

  it.each`
    change                                             | more                                              | verdict      | because
    ${autopilot}                                       | ${{}}                                             | ${0.7}       | ${'a fifth of it is used'}
    ${autopilot}                                       | ${{ 'used-cores': 4 }}                            | ${0.7}       | ${'memory is free, CPU is not'}
    ${autopilot}                                       | ${{ 'used-cores': 4, 'used-memory-gib': 16 }}     | ${'fine'}    | ${'both reach 40 %'}
    ${autopilot}                                       | ${{ 'requested-cores': 1.9, 'used-cores': 0.1 }}  | ${'fine'}    | ${'it asks for hardly anything'}
    ${autopilot}                                       | ${{ 'user-containers': 0 }}                       | ${'fine'}    | ${'nobody asks'}
    ${{ ...autopilot, createdAt: known(daysAgo(13)) }} | ${{}}                                             | ${'fine'}    | ${'it was just made'}
    ${{ containersCounted: denied }}                   | ${{}}                                             | ${'unknown'} | ${'metrics were switched off'}
    ${{ containersCounted: undefined }}                | ${{}}                                             | ${'fine'}    | ${'a cloud that counts none'}
    ${autopilot}                                       | ${{ 'used-cores': { max: 1, sampleCount: 100 } }} | ${'unknown'} | ${'a gap could hide the busy hours'}
    ${autopilot}                                       | ${{ 'used-memory-gib': { max: Number.NaN } }}     | ${'unknown'} | ${'NaN is not low'}
  `('is $verdict: $because', ({ change, more, verdict }) => {
    expect(outcome(CHECK, batch(gke(change), { ...told, ...more }))).toBe(verdict);
  });

  it('saves the requests beyond the target on Autopilot: 7 x 730 x 0.0445 + 30 x 730 x 0.0049225', () => {
    const finding = findingBy(CHECK, batch(gke(autopilot), told))!;
    expect(finding.evidence).toMatchObject({ targetCores: 3, targetMemoryGiB: 10, cpuUsePercent: 21 });
    expect(savingText(finding)).toBe('335.19775 [335.19775 to 335.19775] USD price-api');
    expect(termSum(finding)).toBe('335.19775');
  });

  it('asks Autopilot for no less CPU than the memory takes: 65 GiB at 6.5 a vCPU', () => {
    const much: Told = { ...told, 'requested-memory-gib': 65, 'used-memory-gib': 60 };
    expect(findingBy(CHECK, batch(gke(autopilot), much))).toBeUndefined();
    const some: Told = { ...told, 'requested-memory-gib': 45.5, 'used-memory-gib': 40 };
    // 40 / 70 % would be more than now: it stays, and takes 7 vCPUs with it.
    expect(findingBy(CHECK, batch(gke(autopilot), some))?.evidence).toMatchObject({
      targetCores: 8.791,
      targetMemoryGiB: 45.5,
    });
  });

  it('saves the nodes that an autoscaler lets go, as far as both CPU and memory allow: 7 of 10', () => {
    const finding = findingBy(CHECK, batch(gke(), told, scaling));
    expect(savingText(finding)).toBe('684.80132 [684.80132 to 684.80132] USD price-api');
    const least = { pools: [pool({ desiredSize: 10, minSize: 8, scalesItself: true })] };
    expect(savingText(findingBy(CHECK, batch(gke(), told, least)))).toBe(
      '195.65752 [195.65752 to 195.65752] USD price-api',
    );
  });

  it('saves an unknown amount where nothing takes nodes away', () => {
    expect(savingText(findingBy(CHECK, batch(gke(), told)))).toContain('none of its node groups has an autoscaler');
    const cpuAlone: Told = { ...told, 'used-memory-gib': 38 };
    expect(savingText(findingBy(CHECK, batch(gke(), cpuAlone, scaling)))).toContain('still takes the nodes');
  });

  it('never saves more than all that is asked for', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, (cpu, memory) => {
        const use: Told = { ...told, 'used-cores': 10 * cpu, 'used-memory-gib': 40 * memory };
        const finding = findingBy(CHECK, batch(gke(autopilot), use));
        if (finding === undefined) return cpu >= 0.4 || memory >= 0.4;
        return finding.monthlySavings.known && finding.monthlySavings.value.amount.nanos <= 468_587_000_000n;
      }),
    );
  });
});
