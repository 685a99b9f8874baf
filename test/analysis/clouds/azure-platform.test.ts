import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { ApiGateway, Bastion, Firewall, ProtectedItem, Resource } from '../../../src/domain/resources.ts';
import {
  apiGateway,
  bastion,
  firewall,
  machineId,
  modelDeployment,
  onlineEndpoint,
  protectedItem,
  queryCluster,
} from '../../support/azure-platform-builders.ts';
import { AZURE, azureMachine, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const prices = cloudPrices(AZURE, [
  ['bastion/basic', '0.19', 'hour'],
  ['bastion/standard', '0.29', 'hour'],
  ['bastion-unit/standard', '0.14', 'hour'],
  ['firewall/standard', '1.25', 'hour'],
  ['firewall/premium', '1.75', 'hour'],
  ['instance/standard_e8s_v5/linux', '0.504', 'hour'],
  ['model-throughput/globalprovisionedmanaged', '1', 'unit-hour'],
  ['api-gateway/basic', '0.2016', 'hour'],
  ['api-gateway/standard', '0.9407', 'hour'],
]);

const batch = (resource: Resource, change: Partial<AnalysisBatch> = {}) =>
  batchOf([stored(resource)], { scope: AZURE, prices, ...change });

/** One metric over so many days, by the day, with this peak. */
const measured = (
  resource: Resource,
  metric: MetricName,
  peak: number | undefined,
  days = 30,
): Pick<AnalysisBatch, 'digests'> => ({
  digests:
    peak === undefined
      ? new Map()
      : digestsOf(windowOf(metric, peak, resource.resourceId, { days, daily: true, maxDaySum: peak })),
});

describe('a bastion', () => {
  const judge = (of: Bastion, sessions: number | undefined) =>
    outcome('azure-bastion-idle', batch(of, measured(of, 'active-connections-maximum', sessions)));
  const standard = { sku: 'Standard' };

  it.each`
    change                                            | sessions     | verdict      | because
    ${{}}                                             | ${0}         | ${0.85}      | ${'nobody goes through it'}
    ${{}}                                             | ${1}         | ${'fine'}    | ${'one session is what it is for'}
    ${{ ...standard }}                                | ${1}         | ${0.5}       | ${'nothing of its kind is switched on'}
    ${{ ...standard, features: ['enableTunneling'] }} | ${1}         | ${'fine'}    | ${'Basic has no tunnels'}
    ${{ ...standard, scaleUnits: 3 }}                 | ${1}         | ${'fine'}    | ${'Basic has two machines'}
    ${{ ...standard, scaleUnits: 3 }}                 | ${0}         | ${0.85}      | ${'nobody needs the three'}
    ${{ sku: 'Developer' }}                           | ${undefined} | ${'fine'}    | ${'it is free'}
    ${{ createdAt: known(daysAgo(29)) }}              | ${0}         | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                                             | ${undefined} | ${'unknown'} | ${'nothing was measured'}
    ${{ tags: unread('denied') }}                     | ${0}         | ${'unknown'} | ${'tags may exempt it'}
  `('is $verdict: $because', ({ change, sessions, verdict }) => {
    expect(judge(bastion(change), sessions)).toBe(verdict);
  });

  it('saves its hours, or the difference of the kinds', () => {
    const idle = bastion({ sku: 'Standard', scaleUnits: 3 });
    // 730 x (0.29 + 0.14)
    expect(
      savingText(findingBy('azure-bastion-idle', batch(idle, measured(idle, 'active-connections-maximum', 0)))),
    ).toBe('313.90 [313.90 to 313.90] USD price-api');
    const large = bastion({ sku: 'Standard' });
    const finding = findingBy('azure-bastion-idle', batch(large, measured(large, 'active-connections-maximum', 4)))!;
    expect([savingText(finding), finding.action.kind, termSum(finding)]).toEqual([
      '73.00 [73.00 to 73.00] USD price-api',
      'bastion.change-sku',
      '73.00',
    ]);
  });

  it('is never waste without a measurement', () => {
    fc.assert(
      fc.property(fc.constantFrom('Basic', 'Standard', 'Premium'), fc.nat(900), (sku, age) => {
        expect(['fine', 'unknown']).toContain(
          judge(bastion({ sku, createdAt: known(daysAgo(age)), features: ['x'] }), undefined),
        );
      }),
    );
  });
});

describe('a firewall', () => {
  const judge = (of: Firewall, bytes: number | undefined) =>
    outcome('azure-firewall-idle', batch(of, measured(of, 'processed-bytes', bytes)));
  const premium = { tier: 'Premium' };

  it.each`
    change                                                    | bytes        | verdict      | because
    ${{}}                                                     | ${0}         | ${0.8}       | ${'nothing passes it'}
    ${{}}                                                     | ${1}         | ${'fine'}    | ${'a byte passed it'}
    ${{ ...premium }}                                         | ${1}         | ${0.75}      | ${'Standard does the same'}
    ${{ ...premium, premiumFeatures: known(['targetUrls']) }} | ${1}         | ${'fine'}    | ${'Standard has no rules by URL'}
    ${{ ...premium, premiumFeatures: known(['targetUrls']) }} | ${0}         | ${0.8}       | ${'what is inspected is nothing'}
    ${{ ...premium, premiumFeatures: unread('denied') }}      | ${1}         | ${'unknown'} | ${'its policy was not read'}
    ${{ allocated: false }}                                   | ${undefined} | ${'fine'}    | ${'nothing is paid for it'}
    ${{ createdAt: known(daysAgo(29)) }}                      | ${0}         | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                                                     | ${undefined} | ${'unknown'} | ${'nothing was measured'}
    ${{ tags: unread('denied') }}                             | ${0}         | ${'unknown'} | ${'tags may exempt it'}
  `('is $verdict: $because', ({ change, bytes, verdict }) => {
    expect(judge(firewall(change), bytes)).toBe(verdict);
  });

  it('saves 730 x 1.25, as billed where the bill has it, and the difference of the tiers', () => {
    const idle = firewall();
    const silent = measured(idle, 'processed-bytes', 0);
    expect(savingText(findingBy('azure-firewall-idle', batch(idle, silent)))).toBe(
      '912.50 [912.50 to 912.50] USD price-api',
    );
    const bill = { ...silent, billed: billed({ [idle.resourceId]: ['720', 30] }) };
    expect(savingText(findingBy('azure-firewall-idle', batch(idle, bill)))).toBe(
      '730.00 [730.00 to 730.00] USD billing',
    );
    const large = firewall(premium);
    const finding = findingBy('azure-firewall-idle', batch(large, measured(large, 'processed-bytes', 5)))!;
    expect([savingText(finding), finding.action.kind, finding.risk]).toEqual([
      '365.00 [365.00 to 365.00] USD price-api',
      'firewall.change-tier',
      'medium',
    ]);
  });
});

describe('an API gateway', () => {
  const of = (gateway: ApiGateway, capacity: number | undefined, calls: number | undefined) =>
    batch(gateway, {
      digests: digestsOf(
        ...(capacity === undefined
          ? []
          : [windowOf('used-percent-average', capacity, gateway.resourceId, { days: 30, p99: capacity })]),
        ...(calls === undefined
          ? []
          : [windowOf('requests', calls, gateway.resourceId, { days: 30, daily: true, maxDaySum: calls })]),
      ),
    });
  const judge = (change: Partial<ApiGateway>, capacity: number | undefined, calls: number | undefined) =>
    outcome('azure-apim-oversized', of(apiGateway(change), capacity, calls));

  it.each`
    change                                         | capacity     | calls        | verdict      | because
    ${{ units: 3 }}                                | ${19}        | ${900_000}   | ${0.7}       | ${'one unit would do'}
    ${{ units: 3 }}                                | ${20}        | ${10}        | ${'fine'}    | ${'its units are used'}
    ${{ units: 3 }}                                | ${undefined} | ${10}        | ${'unknown'} | ${'how full its units are was not measured'}
    ${{}}                                          | ${5}         | ${999}       | ${0.4}       | ${'Basic would do'}
    ${{}}                                          | ${5}         | ${1000}      | ${'fine'}    | ${'it is called'}
    ${{}}                                          | ${5}         | ${undefined} | ${'unknown'} | ${'its calls were not counted'}
    ${{ inNetwork: true }}                         | ${5}         | ${9}         | ${'fine'}    | ${'Basic has no private networks'}
    ${{ tier: 'Premium', units: 3, zoneCount: 3 }} | ${5}         | ${9}         | ${'fine'}    | ${'one unit in each zone'}
    ${{ units: 2, furtherRegions: 1 }}             | ${5}         | ${9}         | ${'fine'}    | ${'it answers in two regions'}
    ${{ tier: 'Basic' }}                           | ${5}         | ${9}         | ${'fine'}    | ${'there is nothing smaller'}
    ${{ tier: 'Consumption', units: 0 }}           | ${undefined} | ${undefined} | ${'fine'}    | ${'it is paid by the call'}
    ${{ units: 2, createdAt: known(daysAgo(9)) }}  | ${5}         | ${9}         | ${'fine'}    | ${'it is young'}
    ${{ units: 2, tags: unread('denied') }}        | ${5}         | ${9}         | ${'unknown'} | ${'tags may exempt it'}
  `('is $verdict: $because', ({ change, capacity, calls, verdict }) => {
    expect(judge(change, capacity, calls)).toBe(verdict);
  });

  it('saves units, or the difference of the tiers', () => {
    // 730 x 2 x 0.9407
    const units = findingBy('azure-apim-oversized', of(apiGateway({ units: 3 }), 15, 5))!;
    expect([savingText(units), units.action]).toEqual([
      '1373.422 [1373.422 to 1373.422] USD price-api',
      { kind: 'api-gateway.change-units', params: { tier: 'Standard', units: 1 } },
    ]);
    // 730 x (0.9407 - 0.2016)
    const tier = findingBy('azure-apim-oversized', of(apiGateway(), 15, 5))!;
    expect([savingText(tier), tier.action.kind]).toEqual([
      '539.543 [539.543 to 539.543] USD price-api',
      'api-gateway.change-tier',
    ]);
  });
});

describe('a protected item', () => {
  const machine = stored(azureMachine({ resourceId: machineId }));
  const there = { related: new Map([[machineId, machine]]) };
  const id = 'azure-backup-idle-items';
  const stopped = { protection: 'stopped' } as const;
  const last = (days: number) => ({ lastBackupAt: known(daysAgo(days)) });

  it.each`
    change                                              | context                                          | verdict      | because
    ${{}}                                               | ${there}                                         | ${'fine'}    | ${'it was backed up yesterday'}
    ${{ ...stopped, ...last(89) }}                      | ${there}                                         | ${'fine'}    | ${'its machine is there, and a quarter is not over'}
    ${{ ...stopped, ...last(90) }}                      | ${there}                                         | ${0.5}       | ${'no backup for a quarter'}
    ${{ protection: 'failing', ...last(90) }}           | ${there}                                         | ${0.5}       | ${'none has come about for a quarter'}
    ${{ ...stopped, ...last(29) }}                      | ${{}}                                            | ${'fine'}    | ${'its machine may have been deleted by mistake'}
    ${{ ...stopped, ...last(30) }}                      | ${{}}                                            | ${0.6}       | ${'its machine is gone'}
    ${{ ...stopped, ...last(30) }}                      | ${{ unread: new Map([['instance', 'denied']]) }} | ${'unknown'} | ${'machines were not read'}
    ${{ ...stopped, ...last(90) }}                      | ${{ unread: new Map([['instance', 'denied']]) }} | ${0.5}       | ${'old it is, wherever its machine is'}
    ${{ ...stopped, ...last(60), source: undefined }}   | ${{}}                                            | ${'fine'}    | ${'what it was made of is not collected'}
    ${{ ...stopped, ...last(200), softDeleted: true }}  | ${{}}                                            | ${'fine'}    | ${'it goes by itself'}
    ${{ ...stopped, ...last(200), locked: true }}       | ${{}}                                            | ${'fine'}    | ${'nothing can be removed'}
    ${{ protection: 'pending', ...last(200) }}          | ${{}}                                            | ${'fine'}    | ${'there is nothing yet'}
    ${{ ...stopped, lastBackupAt: known(null) }}        | ${{}}                                            | ${'fine'}    | ${'there was never a backup'}
    ${{ ...stopped, lastBackupAt: unread('missing') }}  | ${{}}                                            | ${'unknown'} | ${'the last backup was not read'}
    ${{ ...stopped, ...last(200), tags: unread('no') }} | ${{}}                                            | ${'unknown'} | ${'tags may exempt it'}
  `('is $verdict: $because', ({ change, context, verdict }) => {
    const { source, ...rest } = protectedItem(change);
    const item: ProtectedItem = source === undefined ? rest : { ...rest, source };
    expect(outcome(id, batch(item, context))).toBe(verdict);
  });

  it('costs what its vault does where it is alone in it, and an unknown sum else', () => {
    const old = protectedItem(last(200));
    const bill = { billed: billed({ [old.billingIds?.[0] ?? '']: ['36', 30] }) };
    expect(savingText(findingBy(id, batch(old, bill)))).toBe('36.50 [36.50 to 36.50] USD billing');
    const { billingIds: _none, ...among } = protectedItem({ ...last(200), itemsInVault: 3 });
    expect(savingText(findingBy(id, batch(among, bill)))).toBe(
      'unknown: the bill has the vault with its 3 items, and no listing tells the size of each',
    );
  });
});

describe('a cluster for queries', () => {
  const id = 'azure-dataexplorer-hdinsight-idle';
  const of = (change: Parameters<typeof queryCluster>[0], queries?: number, bytes?: number, cpu?: number) => {
    const cluster = queryCluster(change);
    const window = (metric: MetricName, value: number | undefined) =>
      value === undefined ? [] : [windowOf(metric, value, cluster.resourceId, { daily: true, maxDaySum: value })];
    return batch(cluster, {
      digests: digestsOf(
        ...window('requests', queries),
        ...window('incoming-bytes', bytes),
        ...window('cpu-percent-maximum', cpu),
      ),
    });
  };

  it.each`
    change                               | queries      | bytes        | cpu          | verdict      | because
    ${{}}                                | ${0}         | ${0}         | ${4}         | ${0.7}       | ${'nothing comes and nothing is asked'}
    ${{}}                                | ${1}         | ${0}         | ${4}         | ${'fine'}    | ${'it is asked'}
    ${{}}                                | ${0}         | ${1}         | ${4}         | ${'fine'}    | ${'it is fed'}
    ${{ powerState: 'stopped' }}         | ${undefined} | ${undefined} | ${undefined} | ${'fine'}    | ${'its machines cost nothing'}
    ${{ createdAt: known(daysAgo(13)) }} | ${0}         | ${0}         | ${4}         | ${'fine'}    | ${'it is young'}
    ${{}}                                | ${0}         | ${0}         | ${undefined} | ${'unknown'} | ${'it did not report at all'}
    ${{}}                                | ${undefined} | ${0}         | ${4}         | ${'unknown'} | ${'queries were not read'}
    ${{ tags: unread('denied') }}        | ${0}         | ${0}         | ${4}         | ${'unknown'} | ${'tags may exempt it'}
  `('is $verdict: $because', ({ change, queries, bytes, cpu, verdict }) => {
    expect(outcome(id, of(change, queries, bytes, cpu))).toBe(verdict);
  });

  it('saves what it is billed at most', () => {
    const bill = { ...of({}, 0, 0, 4), billed: billed({ [queryCluster().resourceId]: ['720', 30] }) };
    expect(savingText(findingBy(id, bill))).toBe('730.00 [0.00 to 730.00] USD billing');
    // 730 x 2 x 0.504
    expect(savingText(findingBy(id, of({}, 0, 0, 4)))).toBe('735.84 [735.84 to 735.84] USD price-api');
  });
});

describe('an online endpoint', () => {
  const id = 'azure-ml-compute-endpoint-idle';
  const of = (change: Parameters<typeof onlineEndpoint>[0], calls?: number, cpu?: number) => {
    const endpoint = onlineEndpoint(change);
    const window = (metric: MetricName, value: number | undefined) =>
      value === undefined
        ? []
        : [windowOf(metric, value, endpoint.resourceId, { daily: true, mean: value, maxDaySum: value })];
    return batch(endpoint, {
      digests: digestsOf(...window('requests', calls), ...window('cpu-percent-maximum', cpu)),
    });
  };

  it.each`
    change                           | calls | cpu          | verdict      | because
    ${{}}                            | ${0}  | ${3}         | ${0.9}       | ${'nobody calls it'}
    ${{}}                            | ${1}  | ${3}         | ${'fine'}    | ${'somebody does'}
    ${{ changedAt: daysAgo(13) }}    | ${0}  | ${3}         | ${'fine'}    | ${'it was changed'}
    ${{ state: 'Creating' }}         | ${0}  | ${3}         | ${'fine'}    | ${'it is on its way'}
    ${{ variants: [] }}              | ${0}  | ${undefined} | ${'fine'}    | ${'nothing is deployed'}
    ${{ serving: unread('denied') }} | ${0}  | ${3}         | ${'unknown'} | ${'its deployments were not read'}
    ${{}}                            | ${0}  | ${undefined} | ${'unknown'} | ${'its machines did not report'}
  `('is $verdict: $because', ({ change, calls, cpu, verdict }) => {
    expect(outcome(id, of(change, calls, cpu))).toBe(verdict);
  });

  it('saves its machines: 730 x 0.504', () => {
    expect(savingText(findingBy(id, of({}, 0, 3)))).toBe('367.92 [367.92 to 367.92] USD price-api');
  });
});

describe('provisioned units of a model', () => {
  const id = 'azure-openai-ptu-underused';
  const of = (change: Parameters<typeof modelDeployment>[0], calls?: number, used?: number) => {
    const deployment = modelDeployment(change);
    return batch(deployment, {
      digests: digestsOf(
        ...(calls === undefined
          ? []
          : [windowOf('requests', calls, deployment.resourceId, { daily: true, mean: calls, maxDaySum: calls })]),
        ...(used === undefined
          ? []
          : [windowOf('used-percent-maximum', used, deployment.resourceId, { p95: used, p99: used })]),
      ),
    });
  };

  it.each`
    change                               | calls        | used         | verdict      | because
    ${{}}                                | ${0}         | ${undefined} | ${0.9}       | ${'nobody asks'}
    ${{}}                                | ${9}         | ${39}        | ${0.75}      | ${'half would do'}
    ${{}}                                | ${9}         | ${40}        | ${'fine'}    | ${'it is used'}
    ${{ modelUnits: 15 }}                | ${9}         | ${5}         | ${'fine'}    | ${'there are not fewer'}
    ${{ modelUnits: 15 }}                | ${0}         | ${0}         | ${0.9}       | ${'none at all would do'}
    ${{ unitSteps: unread('denied') }}   | ${9}         | ${5}         | ${'unknown'} | ${'how few may be had was not read'}
    ${{}}                                | ${9}         | ${undefined} | ${'unknown'} | ${'its use was not measured'}
    ${{}}                                | ${undefined} | ${5}         | ${'unknown'} | ${'requests were not counted'}
    ${{ state: 'Creating' }}             | ${0}         | ${0}         | ${'fine'}    | ${'it is on its way'}
    ${{ createdAt: known(daysAgo(13)) }} | ${0}         | ${0}         | ${'fine'}    | ${'it is young'}
    ${{ tags: unread('denied') }}        | ${0}         | ${0}         | ${'unknown'} | ${'tags may exempt it'}
  `('are $verdict: $because', ({ change, calls, used, verdict }) => {
    expect(outcome(id, of(change, calls, used))).toBe(verdict);
  });

  it('go down to what the busiest minutes need, in the model’s steps', () => {
    // 100 x 21 / 80 = 26.25, in fives 30: 70 x 730 x 1
    const finding = findingBy(id, of({}, 9, 21))!;
    expect([savingText(finding), finding.action.params]).toEqual([
      '51100.00 [51100.00 to 51100.00] USD price-api',
      { modelUnits: 30 },
    ]);
    expect(findingBy(id, of({}, 9, 1))?.evidence['targetUnits']).toBe(15);
    expect(findingBy(id, of({}, 0))?.action.kind).toBe('model-throughput.delete');
  });
});
