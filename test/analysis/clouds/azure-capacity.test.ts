import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type {
  AppPlan,
  CapacityReservation,
  ContainerCluster,
  GroupMachines,
  InstanceGroup,
  LoadBalancer,
  Resource,
} from '../../../src/domain/resources.ts';
import { appPlan, AZURE, azureBalancer, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { capacityReservation, instanceGroup } from '../../support/compute-builders.ts';
import { daysAgo, digest, stored } from '../../support/resource-builders.ts';
import { kubernetes, nodeGroup } from '../../support/serverless-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const denied = unread('denied');
const prices = cloudPrices(AZURE, [
  ['instance/standard_f4s_v2/linux', '0.2', 'hour'],
  ['instance-spot/standard_f4s_v2/linux', '0.04', 'hour'],
  ['function-plan-vcpu/premium', '0.173', 'vCPU-hour'],
  ['function-plan-memory/premium', '0.0123', 'GiB-hour'],
  ['function-time/consumption', '0.000016', 'GiB-second'],
  ['function-requests/consumption', '0.0000002', 'request'],
]);
const linuxMachines: GroupMachines = {
  sizeName: 'Standard_F4s_v2',
  operatingSystem: known('linux'),
  software: known('none'),
  licence: known('none'),
  pricingModel: 'on-demand',
};

const GATEWAY_CHECK = 'azure-appgw-capacity';

const gatewayPrices = cloudPrices(AZURE, [
  ['load-balancer/application/standard_v2', '0.2', 'hour'],
  ['load-balancer-unit/application/standard_v2', '0.008', 'unit-hour'],
]);

/** A gateway of eight instances; `p99` of its units, null for none measured. */
const gatewayBatch = (change: Partial<LoadBalancer>, p99: number | null, periodSeconds = 300) => {
  const gateway = azureBalancer({
    flavor: 'application',
    sku: 'Standard_v2',
    state: 'Running',
    capacity: { min: 80, max: 100 },
    ...change,
  });
  const measured =
    p99 === null
      ? []
      : [digest('capacity-units-average', p99, { scope: AZURE, resourceId: gateway.resourceId, periodSeconds })];
  return batchOf([stored(gateway)], { scope: AZURE, prices: gatewayPrices, digests: digestsOf(...measured) });
};

describe('capacity that an application gateway keeps', () => {
  it.each`
    change                                 | p99     | expected     | because
    ${{}}                                  | ${25}   | ${0.75}      | ${'a third of it is used'}
    ${{}}                                  | ${39.9} | ${0.75}      | ${'just below a half'}
    ${{}}                                  | ${40}   | ${'fine'}    | ${'a half is used'}
    ${{ capacity: { min: 20, max: 100 } }} | ${1}    | ${'fine'}    | ${'two instances are kept'}
    ${{ capacity: { min: 0, max: 100 } }}  | ${1}    | ${'fine'}    | ${'it keeps nothing'}
    ${{ capacity: { min: 80, max: 80 } }}  | ${25}   | ${0.75}      | ${'a fixed number may scale instead'}
    ${{ state: 'Stopped' }}                | ${25}   | ${'fine'}    | ${'a stopped one bills nothing'}
    ${{ sku: 'Standard_Medium' }}          | ${25}   | ${'fine'}    | ${'the first generation has no units'}
    ${{ createdAt: known(daysAgo(5)) }}    | ${25}   | ${'fine'}    | ${'it is too young'}
    ${{ tags: unread('denied') }}          | ${25}   | ${'unknown'} | ${'its tags may exempt it'}
    ${{}}                                  | ${null} | ${'unknown'} | ${'nothing is known of its use'}
  `('is $expected with $change at $p99: $because', ({ change, p99, expected }) => {
    expect(outcome(GATEWAY_CHECK, gatewayBatch(change, p99))).toBe(expected);
  });

  it('is not judged by samples that hide the peaks', () => {
    expect(outcome(GATEWAY_CHECK, gatewayBatch({}, 25, 3600))).toBe('unknown');
  });

  it('saves the units above what is needed: 730 x 0.008 x (80 - 30)', () => {
    const finding = findingBy(GATEWAY_CHECK, gatewayBatch({}, 25))!;
    expect(savingText(finding)).toBe('292.00 [292.00 to 292.00] USD price-api');
    expect(finding.action).toMatchObject({
      kind: 'load-balancer.lower-minimum',
      params: { minInstances: 3, maxInstances: 10 },
    });
  });
});

const withResource = (
  resource: Resource,
  digests: readonly MetricDigest[] = [],
  change: Parameters<typeof batchOf>[1] = {},
) => batchOf([stored(resource)], { scope: AZURE, prices, digests: digestsOf(...digests), ...change });

/** Ten F4s in a scale set of a fixed size. */
const scaleSet = (change: Partial<InstanceGroup> = {}): InstanceGroup =>
  instanceGroup({
    type: 'azure:compute:virtual-machine-scale-set',
    resourceId: 'set',
    scope: AZURE,
    name: 'web-prod',
    minSize: 10,
    desiredSize: 10,
    maxSize: 10,
    zoneIds: [],
    members: Array.from({ length: 10 }, () => ({ instanceId: 'set', sizeName: 'Standard_F4s_v2' })),
    spotHourly: denied,
    machines: linuxMachines,
    ...change,
  });

describe('scale set with more machines than it needs', () => {
  const CHECK = 'azure-vmss-underused';
  const measured = (cpu: number, memory: number) => [
    windowOf('cpu-percent-maximum', cpu, 'set'),
    windowOf('memory-percent-maximum', memory, 'set'),
  ];

  it.each`
    change                                                      | cpu   | memory | verdict      | because
    ${{}}                                                       | ${20} | ${30}  | ${0.65}      | ${'a fixed number, a third of it needed'}
    ${{ minSize: 6 }}                                           | ${20} | ${30}  | ${'fine'}    | ${'its rules keep it above its minimum'}
    ${{}}                                                       | ${30} | ${30}  | ${'fine'}    | ${'a machine is busy'}
    ${{}}                                                       | ${20} | ${50}  | ${'fine'}    | ${'memory does not give way'}
    ${{ minSize: 0, desiredSize: 0 }}                           | ${20} | ${30}  | ${'fine'}    | ${'an empty one costs nothing'}
    ${{ minSize: 2, desiredSize: 2 }}                           | ${20} | ${30}  | ${'fine'}    | ${'two are the least'}
    ${{ minSize: 3, desiredSize: 3, zoneIds: ['1', '2', '3'] }} | ${20} | ${30}  | ${'fine'}    | ${'one for each zone'}
    ${{ machines: { ...linuxMachines, pricingModel: 'spot' } }} | ${20} | ${30}  | ${'fine'}    | ${'spot machines pay by other rules'}
    ${{ tags: known({ 'aks-managed-poolName': 'a' }) }}         | ${20} | ${30}  | ${'fine'}    | ${'it is a node pool'}
    ${{ createdAt: known(daysAgo(13)) }}                        | ${20} | ${30}  | ${'fine'}    | ${'it is too young'}
    ${{ scalingRules: denied }}                                 | ${20} | ${30}  | ${'unknown'} | ${'its minimum may be another'}
    ${{ tags: denied }}                                         | ${20} | ${30}  | ${'unknown'} | ${'they may exempt it'}
  `('is $verdict with $change at $cpu and $memory: $because', ({ change, cpu, memory, verdict }) => {
    expect(outcome(CHECK, withResource(scaleSet(change), measured(cpu, memory)))).toBe(verdict);
  });

  it('in flexible mode is judged machine by machine, and without metrics not at all', () => {
    const { machines: _machines, ...flexible } = scaleSet();
    expect(outcome(CHECK, withResource(flexible, measured(20, 30)))).toBe('fine');
    expect(outcome(CHECK, withResource(scaleSet()))).toBe('unknown');
    expect(outcome(CHECK, withResource(scaleSet(), measured(20, 30).slice(0, 1)))).toBe('unknown');
  });

  it('saves the machines above four, by the list or by the bill', () => {
    // The memory decides: 10 x 30 / 90 are 4 machines.
    const set = scaleSet();
    const finding = findingBy(CHECK, withResource(set, measured(20, 30)))!;
    expect(finding.evidence).toMatchObject({ neededSize: 4 });
    expect(savingText(finding)).toBe('876.00 [876.00 to 876.00] USD price-api');
    // 1,000 a month for ten machines are 600 for six.
    const bill = billed({ set: ['1000', 30] });
    const byBill = findingBy(CHECK, withResource(set, measured(20, 30), { billed: bill }))!;
    expect(Number(savingText(byBill).split(' ')[0])).toBeCloseTo((1000 / 30) * (730 / 24) * 0.6, 1);
  });
});

describe('scale set without spot', () => {
  const CHECK = 'azure-vm-spot-candidate';
  const dev = { name: 'builds-dev' };

  it.each`
    change                                                                 | verdict      | because
    ${dev}                                                                 | ${0.4}       | ${'development machines at the regular price'}
    ${{ tags: known({ purpose: 'nightly batch' }) }}                       | ${0.4}       | ${'batch work bears it'}
    ${{}}                                                                  | ${'fine'}    | ${'nothing says that it may be interrupted'}
    ${{ name: 'builds', tags: denied }}                                    | ${'unknown'} | ${'tags may say what it is for'}
    ${{ ...dev, mixesSpot: true }}                                         | ${'fine'}    | ${'it has spot'}
    ${{ ...dev, machines: { ...linuxMachines, pricingModel: 'spot' } }}    | ${'fine'}    | ${'all of it is'}
    ${{ ...dev, members: [] }}                                             | ${'fine'}    | ${'in flexible mode it names no machine'}
    ${{ ...dev, machines: { ...linuxMachines, operatingSystem: denied } }} | ${'unknown'} | ${'the price depends on it'}
    ${{ ...dev, machines: { ...linuxMachines, sizeName: 'Standard_X' } }}  | ${'unknown'} | ${'there is no spot price for it'}
  `('is $verdict with $change: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, withResource(scaleSet(change)))).toBe(verdict);
  });

  it('saves half of the machines’ cost x (1 - 0.04 / 0.2), or nothing: 10 x 0.2 x 730 x 50 % x 80 %', () => {
    const finding = findingBy(CHECK, withResource(scaleSet(dev)))!;
    expect(savingText(finding)).toBe('584.00 [0.00 to 584.00] USD estimate');
  });
});

describe('capacity reservation whose places no machine holds', () => {
  const CHECK = 'azure-dedicated-host-capacity-idle';
  const reservation = (change: Partial<CapacityReservation> = {}) =>
    capacityReservation({
      type: 'azure:compute:capacity-reservation',
      scope: AZURE,
      sizeName: 'Standard_F4s_v2',
      totalCount: 4,
      attachedTo: known([]),
      ...change,
    });

  it.each`
    change                                         | idle         | verdict      | because
    ${{}}                                          | ${undefined} | ${0.5}       | ${'seen empty for the first time'}
    ${{}}                                          | ${8}         | ${0.85}      | ${'empty for a week'}
    ${{ attachedTo: known(['a', 'b']) }}           | ${undefined} | ${'fine'}    | ${'half of it is held'}
    ${{ attachedTo: known(['a']), totalCount: 3 }} | ${undefined} | ${'fine'}    | ${'a third is'}
    ${{ attachedTo: known(['a']) }}                | ${undefined} | ${0.4}       | ${'a quarter is'}
    ${{ totalCount: 0 }}                           | ${undefined} | ${'fine'}    | ${'it holds nothing'}
    ${{ attachedTo: denied }}                      | ${undefined} | ${'unknown'} | ${'machines may hold its places'}
    ${{ createdAt: known(daysAgo(6)) }}            | ${undefined} | ${'fine'}    | ${'it may be for a launch'}
    ${{ createdAt: denied }}                       | ${undefined} | ${0.5}       | ${'it was seen for long enough'}
    ${{ tags: denied }}                            | ${undefined} | ${'unknown'} | ${'they may exempt it'}
  `('is $verdict with $change: $because', ({ change, idle, verdict }) => {
    const resource = reservation(change);
    const seen = { ...stored(resource), ...(idle !== undefined && { idleSince: daysAgo(idle) }) };
    expect(outcome(CHECK, batchOf([seen], { scope: AZURE, prices }))).toBe(verdict);
  });

  it('saves its free places; of one in use nothing for sure', () => {
    expect(savingText(findingBy(CHECK, withResource(reservation())))).toBe('584.00 [584.00 to 584.00] USD price-api');
    const used = findingBy(CHECK, withResource(reservation({ attachedTo: known(['a']) })))!;
    expect(savingText(used)).toBe('438.00 [0.00 to 438.00] USD price-api');
    expect(used.action).toMatchObject({ kind: 'capacity-reservation.lower-count', params: { totalCount: 1 } });
  });
});

describe('development cluster that runs around the clock', () => {
  const CHECK = 'azure-aks-stop-schedule';
  const pool = nodeGroup({
    type: 'azure:containerservice:agent-pool',
    resourceId: 'pool',
    scope: AZURE,
    minSize: 3,
    desiredSize: 5,
    sizeNames: known(['Standard_F4s_v2']),
  });
  const cluster = (change: Partial<ContainerCluster> = {}) =>
    kubernetes({
      type: 'azure:containerservice:managed-cluster',
      resourceId: 'aks',
      scope: AZURE,
      name: 'shop-dev',
      powerState: 'running',
      attachedTo: known(['pool']),
      ...change,
    });
  /** Off in the nights and at weekends: 118 hours of a week. */
  const office = (quiet: number | null, busy = 60) =>
    Array.from({ length: 168 }, (_, hour) => (hour < 120 && hour % 24 >= 8 && hour % 24 < 18 ? busy : quiet));
  const week = (hourOfWeek: readonly (number | null)[], change: Partial<MetricDigest> = {}) =>
    windowOf('cpu-percent-maximum-four-weeks', 60, 'aks', { days: 28, hourOfWeek, ...change });
  const of = (change: Partial<ContainerCluster>, digests: readonly MetricDigest[], related = [pool]) =>
    withResource(cluster(change), digests, {
      related: new Map(related.map((each) => [each.resourceId, stored(each)])),
    });

  it.each`
    change                               | profile         | verdict      | because
    ${{}}                                | ${office(6)}    | ${0.65}      | ${'it works in office hours'}
    ${{}}                                | ${office(20)}   | ${'fine'}    | ${'something works at night'}
    ${{}}                                | ${office(null)} | ${'fine'}    | ${'it is stopped at night already'}
    ${{ name: 'shop-prod' }}             | ${office(6)}    | ${'fine'}    | ${'production is not stopped'}
    ${{ name: 'shop' }}                  | ${office(6)}    | ${'fine'}    | ${'nothing says what it is for'}
    ${{ powerState: 'stopped' }}         | ${office(6)}    | ${'fine'}    | ${'it is stopped'}
    ${{ createdAt: known(daysAgo(20)) }} | ${office(6)}    | ${'fine'}    | ${'it is too young'}
    ${{ tags: denied }}                  | ${office(6)}    | ${'unknown'} | ${'tags say what it is for'}
  `('is $verdict with $change: $because', ({ change, profile, verdict }) => {
    expect(outcome(CHECK, of(change, [week(profile)]))).toBe(verdict);
  });

  it('is fine when it is idle at all hours, and unknown without samples or with few', () => {
    expect(outcome(CHECK, of({}, [week(office(2, 5), { max: 9 })]))).toBe('fine');
    expect(outcome(CHECK, of({}, []))).toBe('unknown');
    expect(outcome(CHECK, of({}, [week(office(6), { sampleCount: 400 })]))).toBe('unknown');
  });

  it('saves the nodes that are kept at least in these hours: 3 x 0.2 x 730 x 118 / 168', () => {
    const finding = findingBy(CHECK, of({}, [week(office(6))]))!;
    expect(finding.evidence).toMatchObject({ offHours: 118, nodes: 3, shape: 'weekly' });
    expect(Number(savingText(finding).split(' ')[0])).toBeCloseTo((3 * 0.2 * 730 * 118) / 168, 3);
    const blind = findingBy(CHECK, of({}, [week(office(6))], []))!;
    expect(savingText(blind)).toMatch(/^unknown: pool pool was not read/);
  });
});

describe('plan for functions that hardly run', () => {
  const CHECK = 'azure-functions-premium-idle';
  const plan = (change: Partial<AppPlan> = {}) =>
    appPlan({
      sizeName: 'EP1',
      tier: 'ElasticPremium',
      resourceId: 'plan',
      workers: 1,
      functionApps: known({ functionAppIds: ['app'], others: 0 }),
      ...change,
    });
  /** Sums over thirty days. */
  const used = (calls: number, gibSeconds: number) =>
    (
      [
        ['function-executions', calls],
        ['function-gib-seconds', gibSeconds],
      ] as const
    ).map(([metric, sum]) => windowOf(metric, sum, 'plan', { days: 30, daily: true, mean: sum / 30 }));
  // EP1 is 730 x (0.173 + 3.5 x 0.0123) = 157.72 a month.
  it.each`
    change                                                             | use                       | verdict      | because
    ${{}}                                                              | ${[10_000, 1000]}         | ${0.55}      | ${'cents by use'}
    ${{}}                                                              | ${[0, 0]}                 | ${0.55}      | ${'nothing ran'}
    ${{}}                                                              | ${[1_000_000, 5_000_000]} | ${'fine'}    | ${'81 dollars by use are half of it'}
    ${{ functionApps: known({ functionAppIds: ['app'], others: 1 }) }} | ${[0, 0]}                 | ${'fine'}    | ${'something else needs the machine'}
    ${{ functionApps: known({ functionAppIds: [], others: 0 }) }}      | ${[0, 0]}                 | ${'fine'}    | ${'an empty plan is another check’s'}
    ${{ createdAt: known(daysAgo(29)) }}                               | ${[0, 0]}                 | ${'fine'}    | ${'it is too young'}
    ${{ functionApps: denied }}                                        | ${[0, 0]}                 | ${'unknown'} | ${'what is on it decides'}
    ${{ tags: denied }}                                                | ${[0, 0]}                 | ${'unknown'} | ${'they may exempt it'}
  `('is $verdict with $change at $use: $because', ({ change, use, verdict }) => {
    expect(outcome(CHECK, withResource(plan(change), used(use[0], use[1])))).toBe(verdict);
  });

  it('is no other plan, and unknown where the runs were not measured', () => {
    const { functionApps: _apps, ...other } = plan();
    expect(outcome(CHECK, withResource(other, used(0, 0)))).toBe('fine');
    expect(outcome(CHECK, withResource(plan(), used(0, 0).slice(0, 1)))).toBe('unknown');
  });

  it('saves the plan less what the same calls cost by use', () => {
    const finding = findingBy(CHECK, withResource(plan(), used(300_000, 30_000)))!;
    const byUse = (300_000 * 0.0000002 + 30_000 * 0.000016) * (730 / 720);
    expect(Number(savingText(finding).split(' ')[0])).toBeCloseTo(157.7165 - byUse, 3);
  });
});
