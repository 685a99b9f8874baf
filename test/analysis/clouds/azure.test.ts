import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import { evaluateBatch } from '../../../src/analysis/evaluate.ts';
import { diskTierOf } from '../../../src/analysis/pricing/azure-disk-tiers.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { AppPlan, BlockVolume, Database, LoadBalancer, Resource } from '../../../src/domain/resources.ts';
import {
  appPlan,
  AZURE,
  azureBalancer,
  azureMachine,
  azureSql,
  cloudPrices,
  cloudSize,
  databasePool,
  dedicatedLine,
  networkGateway,
  protectionPlan,
  windowOf,
} from '../../support/cloud-builders.ts';
import { natGateway, privateEndpoint } from '../../support/network-builders.ts';
import { address, daysAgo, snapshot, stored, volume } from '../../support/resource-builders.ts';
import { bucket } from '../../support/storage-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const GIB = 2 ** 30;

const prices = cloudPrices(AZURE, [
  ['instance/standard_d4s_v5/linux', '0.192', 'hour'],
  ['instance/standard_d4s_v5/windows', '0.376', 'hour'],
  ['instance/standard_d2s_v5/windows', '0.188', 'hour'],
  ['instance/standard_d2s_v5/linux', '0.096', 'hour'],
  ['licence/rhel', '0.0144', 'vCPU-hour'],
  ['volume/premium_lrs/p10', '19.71', 'month'],
  ['volume/premium_lrs/p30', '135.17', 'month'],
  ['volume/standardssd_lrs/e10', '9.6', 'month'],
  ['volume/standard_lrs/s10', '5.888', 'month'],
  ['volume/premiumv2_lrs', '0.081', 'GiB-month'],
  ['volume-iops/premiumv2_lrs', '0.0049', 'IOPS-month'],
  ['volume-throughput/premiumv2_lrs', '0.041', 'MiBps-month'],
  ['snapshot/standard', '0.05', 'GiB-month'],
  ['snapshot/premium', '0.12', 'GiB-month'],
  ['address/idle', '0.005', 'hour'],
  ['address/basic', '0.0036', 'hour'],
  ['load-balancer/network', '0.025', 'hour'],
  ['load-balancer/application/standard_v2', '0.246', 'hour'],
  ['load-balancer-unit/application/standard_v2', '0.008', 'unit-hour'],
  ['network-gateway/vpngw1', '0.19', 'hour'],
  ['protection-plan/network', '2944', 'month'],
  ['dedicated-line/standard_metereddata/50', '55', 'month'],
  ['nat-gateway/hour', '0.045', 'hour'],
  ['private-endpoint/interface', '0.01', 'hour'],
  ['app-plan/p1v3/linux', '0.17', 'hour'],
  ['app-plan/p0v3/linux', '0.085', 'hour'],
  ['database-vcore/sqlserver/generalpurpose/gen5', '0.1522', 'vCPU-hour'],
  ['database-licence/sqlserver/generalpurpose', '0.0999', 'vCPU-hour'],
  ['database-storage/sqlserver/generalpurpose', '0.115', 'GiB-month'],
  ['database-dtu/s3', '0.2017', 'hour'],
  ['database-dtu/s2', '0.1008', 'hour'],
  ['bucket-storage/hot-lrs', '0.018', 'GiB-month'],
  ['bucket-storage/cool-lrs', '0.01', 'GiB-month'],
  ['bucket-storage/hot-grs', '0.046', 'GiB-month'],
]);

const sizes = new Map(
  [
    cloudSize(AZURE, 'Standard_D4s_v5', 4, 16, { family: 'dsv5', generation: 5 }),
    cloudSize(AZURE, 'Standard_D2s_v5', 2, 8, { family: 'dsv5', generation: 5 }),
    cloudSize(AZURE, 'Standard_D2ds_v5', 2, 8, { family: 'dsv5', generation: 5, temporaryDiskGiB: 75 }),
  ].map((size) => [size.name, size]),
);

const batch = (resource: Resource, change: Partial<AnalysisBatch> = {}) =>
  batchOf([stored(resource)], { scope: AZURE, prices, sizes, ...change });

describe('machines of Azure', () => {
  const shutDown = { powerState: 'stopped', state: 'stopped', billsWhileStopped: true } as const;
  const deallocated = { powerState: 'stopped', state: 'deallocated' } as const;

  it.each`
    change                                                           | verdict      | because
    ${{ ...shutDown }}                                               | ${0.7}       | ${'it bills in full, and nobody says since when'}
    ${{ ...shutDown, stoppedSince: known(daysAgo(2)) }}              | ${0.95}      | ${'two days are no restart'}
    ${{ ...shutDown, stoppedSince: known(daysAgo(0.5)) }}            | ${'fine'}    | ${'it may be in the middle of one'}
    ${{ ...deallocated }}                                            | ${'fine'}    | ${'a deallocated machine does not bill'}
    ${{}}                                                            | ${'fine'}    | ${'it runs'}
    ${{ ...shutDown, managedBy: 'vmss' }}                            | ${'fine'}    | ${'its scale set decides'}
    ${{ ...shutDown, tags: known({ 'aks-managed-poolName': 'a' }) }} | ${'fine'}    | ${'it is a node of AKS'}
    ${{ ...shutDown, tags: unread('denied') }}                       | ${'unknown'} | ${'tags may exempt it'}
  `('stopped and billed: $verdict, $because', ({ change, verdict }) => {
    expect(outcome('azure-vm-stopped-not-deallocated', batch(azureMachine(change)))).toBe(verdict);
  });

  it('stopped from inside save their whole price, with the licence: 730 x 0.376', () => {
    const finding = findingBy('azure-vm-stopped-not-deallocated', batch(azureMachine(shutDown)))!;
    expect(savingText(finding)).toBe('274.48 [274.48 to 274.48] USD price-api');
    expect([finding.risk, finding.action.kind]).toEqual(['low', 'instance.deallocate']);
  });

  it('stopped from inside are no long-stopped machines, deallocated ones are', () => {
    const disk = volume({
      scope: AZURE,
      tier: 'Premium_LRS',
      sizeGiB: 128,
      attachedTo: known([azureMachine().resourceId]),
    });
    const holding = (machine: ReturnType<typeof azureMachine>) =>
      batchOf([stored(machine)], { scope: AZURE, prices, estate: [stored(machine), stored(disk)] });
    const long = { stoppedSince: known(daysAgo(40)) };
    expect(outcome('azure-vm-deallocated-long', holding(azureMachine({ ...shutDown, ...long })))).toBe('fine');
    const finding = findingBy('azure-vm-deallocated-long', holding(azureMachine({ ...deallocated, ...long })));
    // P10, minus a snapshot of 128 GiB
    expect(savingText(finding)).toBe('13.31 [13.31 to 19.71] USD price-api');
    expect(outcome('azure-vm-deallocated-long', holding(azureMachine(deallocated)))).toBe('unknown');
  });

  it.each`
    change                                                         | verdict      | because
    ${{}}                                                          | ${0.5}       | ${'whoever owns licences saves'}
    ${{ licence: known('own') }}                                   | ${'fine'}    | ${'it uses one already'}
    ${{ licence: known('dev-test') }}                              | ${'fine'}    | ${'its subscription pays for none'}
    ${{ licence: unread('denied') }}                               | ${'unknown'} | ${'not read is not paid'}
    ${{ operatingSystem: known('linux'), licence: known('none') }} | ${'fine'}    | ${'Linux has none'}
    ${{ operatingSystem: unread('no image') }}                     | ${'unknown'} | ${'it may be Windows'}
    ${{ ...deallocated }}                                          | ${'fine'}    | ${'it does not run'}
    ${{ pricingModel: 'spot' }}                                    | ${'fine'}    | ${'a spot machine pays by other rules'}
  `('own licence: $verdict, $because', ({ change, verdict }) => {
    expect(outcome('azure-vm-hybrid-benefit-windows', batch(azureMachine(change)))).toBe(verdict);
  });

  it('with a licence of their owner save the difference of Windows and Linux, and nothing for sure: 730 x 0.184', () => {
    const finding = findingBy('azure-vm-hybrid-benefit-windows', batch(azureMachine()))!;
    expect(savingText(finding)).toBe('134.32 [0.00 to 134.32] USD price-api');
    expect(finding.evidence['licencesNeeded']).toMatch(/Windows Server core licences/);
  });

  it('pay subscriptions of Red Hat by vCPU: 730 x 4 x 0.0144', () => {
    const rhel = azureMachine({
      operatingSystem: known('rhel'),
      build: {
        networkInterfaces: known(1),
        volumes: known(1),
        localRoot: known(false),
        vcpus: known(4),
        enhancedNetworking: known(true),
      },
    });
    expect(savingText(findingBy('azure-vm-hybrid-benefit-linux', batch(rhel)))).toBe(
      '42.048 [0.00 to 42.048] USD price-api',
    );
  });

  const loadOf = (cpu: number) =>
    digestsOf(
      windowOf('cpu-percent-maximum', cpu, azureMachine().resourceId),
      windowOf('cpu-percent-average', cpu / 2, azureMachine().resourceId),
      windowOf('memory-percent-maximum', 30, azureMachine().resourceId),
      windowOf('network-bytes', cpu < 5 ? 1000 : 5e9, azureMachine().resourceId, { daily: true }),
    );

  it.each`
    change                              | verdict      | because
    ${{}}                               | ${0.8}       | ${'its samples tell that it ran, though nothing tells since when'}
    ${{ createdAt: known(daysAgo(5)) }} | ${'fine'}    | ${'it is new'}
    ${{ createdAt: unread('missing') }} | ${'unknown'} | ${'nothing tells its age'}
  `('idle: $verdict, $because', ({ change, verdict }) => {
    expect(outcome('azure-vm-idle', batch(azureMachine(change), { digests: loadOf(2) }))).toBe(verdict);
  });

  it('are resized with their licence, and not to a size with a temporary disk: 730 x 0.188', () => {
    const finding = findingBy('azure-vm-rightsize', batch(azureMachine(), { digests: loadOf(30) }))!;
    expect(finding.evidence['targetSize']).toBe('Standard_D2s_v5');
    expect(savingText(finding)).toBe('137.24 [137.24 to 137.24] USD price-api');
  });
});

describe('managed disks', () => {
  it.each`
    tier                 | sizeGiB  | performanceTier | step
    ${'Premium_LRS'}     | ${4}     | ${undefined}    | ${'p1'}
    ${'Premium_LRS'}     | ${127}   | ${undefined}    | ${'p10'}
    ${'Premium_LRS'}     | ${128}   | ${undefined}    | ${'p10'}
    ${'Premium_LRS'}     | ${129}   | ${undefined}    | ${'p15'}
    ${'Premium_ZRS'}     | ${32767} | ${undefined}    | ${'p80'}
    ${'Premium_LRS'}     | ${128}   | ${'P30'}        | ${'p30'}
    ${'StandardSSD_LRS'} | ${1024}  | ${undefined}    | ${'e30'}
    ${'StandardSSD_ZRS'} | ${30}    | ${undefined}    | ${'e4'}
    ${'Standard_LRS'}    | ${8}     | ${undefined}    | ${'s4'}
    ${'Standard_LRS'}    | ${16000} | ${undefined}    | ${'s70'}
    ${'UltraSSD_LRS'}    | ${100}   | ${undefined}    | ${undefined}
    ${'Premium_LRS'}     | ${40000} | ${undefined}    | ${undefined}
  `('$tier of $sizeGiB GiB are billed as $step', ({ tier, sizeGiB, performanceTier, step }) => {
    expect(diskTierOf({ tier, sizeGiB, ...(performanceTier && { performanceTier }) })?.name).toBe(step);
  });

  const disk = (change: Partial<BlockVolume> = {}) =>
    volume({
      scope: AZURE,
      type: 'azure:compute:disk',
      resourceId: 'disk',
      tier: 'Premium_LRS',
      sizeGiB: 128,
      attachedTo: known([]),
      detachedAt: known(daysAgo(20)),
      ...change,
    });

  it.each`
    change                                                         | saving
    ${{}}                                                          | ${'13.31 [13.31 to 19.71] USD price-api'}
    ${{ performanceTier: 'P30' }}                                  | ${'128.77 [128.77 to 135.17] USD price-api'}
    ${{ tier: 'PremiumV2_LRS', iops: 4000, throughputMiBps: 225 }} | ${'13.205419128 [13.205419128 to 19.605419128] USD price-api'}
    ${{ tier: 'PremiumV2_LRS' }}                                   | ${'unknown: the provisioned performance of a disk of type premiumv2_lrs was not read'}
  `('without a machine save $saving', ({ change, saving }) => {
    expect(savingText(findingBy('azure-disk-unattached', batch(disk(change))))).toBe(saving);
  });

  it.each`
    change                                                               | verdict
    ${{ detachedAt: known(daysAgo(13)) }}                                | ${'fine'}
    ${{ heldBy: 'Site Recovery keeps it as a replica' }}                 | ${'fine'}
    ${{ attachedTo: unread('Reserved, but no holder is told') }}         | ${'unknown'}
    ${{ detachedAt: unread('missing') }}                                 | ${'unknown'}
    ${{ tags: known({ 'kubernetes.io-created-for-pvc-name': 'data' }) }} | ${'fine'}
  `('without a machine are $verdict as $change', ({ change, verdict }) => {
    expect(outcome('azure-disk-unattached', batch(disk(change)))).toBe(verdict);
  });

  const attached = (change: Partial<BlockVolume> = {}) => {
    const { detachedAt: _gone, ...rest } = disk({ attachedTo: known(['vm']), boot: false, ...change });
    return rest;
  };
  const used = (iops: number, mibps: number, highest = iops) =>
    digestsOf(
      windowOf('volume-iops-maximum', highest, 'disk', { p99: iops }),
      windowOf('volume-throughput-mibps-maximum', mibps, 'disk'),
      windowOf('volume-iops-average', iops, 'disk', { mean: iops / 10 }),
    );

  it.each`
    change                              | digests               | verdict      | because
    ${{}}                               | ${used(100, 10)}      | ${0.7}       | ${'a fifth of 500 IOPS'}
    ${{}}                               | ${used(151, 10)}      | ${'fine'}    | ${'more than 30 % of them'}
    ${{}}                               | ${used(100, 29)}      | ${'fine'}    | ${'more than 30 % of 100 MB/s'}
    ${{}}                               | ${used(100, 10, 450)} | ${'fine'}    | ${'one minute would fill the other kind'}
    ${{ boot: true }}                   | ${used(100, 10)}      | ${0.6}       | ${'a slower system disk shows'}
    ${{ tier: 'StandardSSD_LRS' }}      | ${used(1, 1)}         | ${'fine'}    | ${'it is no premium disk'}
    ${{}}                               | ${new Map()}          | ${'unknown'} | ${'not measured is not unused'}
    ${{ attachedTo: unread('denied') }} | ${used(100, 10)}      | ${'unknown'} | ${'it may be attached to nothing'}
    ${{ multiAttach: true }}            | ${used(1, 1)}         | ${'fine'}    | ${'machines share it'}
  `('with unused performance are $verdict: $because', ({ change, digests, verdict }) => {
    expect(outcome('azure-disk-premium-underused', batch(attached(change), { digests }))).toBe(verdict);
  });

  it('as Standard SSD cost less, but nothing is sure while operations have no price: 19.71 - 9.6', () => {
    const finding = findingBy('azure-disk-premium-underused', batch(attached(), { digests: used(100, 10) }));
    expect(savingText(finding)).toBe('10.11 [0.00 to 10.11] USD price-api');
  });

  it('pay for operations there: 10 a second of 2,628,000 seconds at 0.2 a million', () => {
    const withOperations = new Map([
      ...prices,
      ...cloudPrices(AZURE, [['volume-operations/standardssd_lrs', '0.2', 'million-requests']]),
    ]);
    const finding = findingBy(
      'azure-disk-premium-underused',
      batch(attached(), { digests: used(100, 10), prices: withOperations }),
    )!;
    expect(savingText(finding)).toBe('4.854 [4.854 to 4.854] USD price-api');
    expect(termSum(finding)).toBe('4.854');
  });

  it('of a deallocated machine may rest on Standard HDD: 19.71 - 5.888', () => {
    const machine = azureMachine({ resourceId: 'vm', powerState: 'stopped', stoppedSince: known(daysAgo(9)) });
    const of = batchOf([stored(attached())], { scope: AZURE, prices, estate: [stored(attached()), stored(machine)] });
    expect(savingText(findingBy('azure-disk-premium-on-stopped-vm', of))).toBe(
      '13.822 [13.822 to 13.822] USD price-api',
    );
    expect(outcome('azure-disk-premium-on-stopped-vm', batch(attached()))).toBe('unknown');
  });
});

describe('snapshots and addresses of Azure', () => {
  const of = (change: Parameters<typeof snapshot>[0] = {}) =>
    snapshot({
      scope: AZURE,
      type: 'azure:compute:snapshot',
      state: 'Succeeded',
      createdAt: known(daysAgo(100)),
      ...change,
    });

  it('that are full copies bill by themselves, and only the bill tells how much', () => {
    const full = of({ holds: 'full', siblings: known({ older: 1, newer: 1 }) });
    expect(savingText(findingBy('azure-snapshot-old', batch(full)))).toBe('0.00 [0.00 to 5.00] USD price-api');
    const told = batch(full, { billed: billed({ 'snap-1': ['3.00', 30] }) });
    expect(savingText(findingBy('azure-snapshot-old', told))).toBe(
      '3.041666667 [3.041666667 to 3.041666667] USD billing',
    );
  });

  it('are left to a backup vault', () => {
    expect(outcome('azure-snapshot-old', batch(of({ backupManaged: true })))).toBe('fine');
  });

  it('on premium storage cost more than they need: 100 x (0.12 - 0.05) at most', () => {
    expect(savingText(findingBy('azure-snapshot-premium', batch(of({ tier: 'premium' }))))).toBe(
      '7.00 [0.00 to 7.00] USD price-api',
    );
    expect(outcome('azure-snapshot-premium', batch(of()))).toBe('fine');
  });

  it.each`
    change                         | saving
    ${{ tier: 'standard' }}        | ${'3.65 [3.65 to 3.65] USD price-api'}
    ${{ tier: 'basic' }}           | ${'2.628 [2.628 to 2.628] USD price-api'}
    ${{ allocation: 'on-demand' }} | ${'no finding'}
    ${{ rangeId: 'prefix' }}       | ${'no finding'}
  `('$change: $saving', ({ change, saving }) => {
    const free = address({ scope: AZURE, attachedTo: known([]), ...change });
    expect(savingText(findingBy('azure-public-ip-unattached', batch(free)))).toBe(saving);
  });
});

describe('networks of Azure', () => {
  const silent = (of: LoadBalancer) => digestsOf(windowOf('processed-bytes', 0, of.resourceId, { daily: true }));

  it.each`
    change                       | measured | verdict      | because
    ${{}}                        | ${true}  | ${0.7}       | ${'not a byte in two weeks'}
    ${{}}                        | ${false} | ${'unknown'} | ${'silence has to be measured'}
    ${{ sku: 'Basic' }}          | ${true}  | ${'fine'}    | ${'it is free'}
    ${{ carriesOutbound: true }} | ${true}  | ${'fine'}    | ${'machines go out by it'}
    ${{ ruleCount: known(0) }}   | ${true}  | ${'fine'}    | ${'without a rule it bills nothing'}
  `('load balancer: $verdict, $because', ({ change, measured, verdict }) => {
    const of = azureBalancer(change);
    expect(outcome('azure-lb-unused', batch(of, { digests: measured ? silent(of) : new Map() }))).toBe(verdict);
  });

  const applicationGateway = (change: Partial<LoadBalancer> = {}) =>
    azureBalancer({
      flavor: 'application',
      sku: 'Standard_v2',
      capacity: { min: 2, max: 10 },
      state: 'Running',
      ...change,
    });

  it('application gateway: its fixed price and the units it keeps: 730 x (0.246 + 2 x 0.008)', () => {
    const of = applicationGateway();
    const digests = digestsOf(windowOf('requests', 40, of.resourceId, { daily: true }));
    expect(savingText(findingBy('azure-appgw-unused', batch(of, { digests })))).toBe(
      '191.26 [191.26 to 191.26] USD price-api',
    );
    expect(outcome('azure-appgw-unused', batch(applicationGateway({ state: 'Stopped' }), { digests }))).toBe('fine');
    expect(outcome('azure-appgw-unused', batch(of))).toBe('unknown');
  });

  it.each`
    change                              | load                                   | verdict      | because
    ${{}}                               | ${[]}                                  | ${0.9}       | ${'nothing can pass without a connection'}
    ${{ attachedTo: known(['c']) }}     | ${[]}                                  | ${'unknown'} | ${'silence has to be measured'}
    ${{ attachedTo: known(['c']) }}     | ${[['processed-bytes', 0]]}            | ${0.6}       | ${'not a byte for a month'}
    ${{ attachedTo: known(['c']) }}     | ${[['processed-bytes', 9]]}            | ${'fine'}    | ${'it is used'}
    ${{ servesClients: true }}          | ${[]}                                  | ${'unknown'} | ${'somebody may dial in'}
    ${{ servesClients: true }}          | ${[['active-connections-maximum', 0]]} | ${0.6}       | ${'nobody did'}
    ${{ servesClients: true }}          | ${[['active-connections-maximum', 1]]} | ${'fine'}    | ${'somebody did'}
    ${{ attachedTo: unread('denied') }} | ${[['processed-bytes', 0]]}            | ${'unknown'} | ${'not read is not none'}
    ${{ createdAt: known(daysAgo(9)) }} | ${[]}                                  | ${'fine'}    | ${'it is being set up'}
  `('gateway: $verdict, $because', ({ change, load, verdict }) => {
    const of = networkGateway(change);
    const digests = digestsOf(
      ...(load as readonly (readonly ['processed-bytes' | 'active-connections-maximum', number])[]).map(
        ([metric, max]) => windowOf(metric, max, of.resourceId, { days: 30, daily: true }),
      ),
    );
    expect(outcome('azure-vnet-gateway-idle', batch(of, { digests }))).toBe(verdict);
  });

  it.each`
    id                                    | resource                                                         | saving
    ${'azure-vnet-gateway-idle'}          | ${networkGateway()}                                              | ${'138.70'}
    ${'azure-ddos-plan-unused'}           | ${protectionPlan()}                                              | ${'2944.00'}
    ${'azure-expressroute-unprovisioned'} | ${dedicatedLine()}                                               | ${'55.00'}
    ${'azure-nat-gateway-orphaned'}       | ${natGateway({ scope: AZURE, subnetIds: [] })}                   | ${'32.85'}
    ${'azure-private-endpoint-orphaned'}  | ${privateEndpoint({ scope: AZURE, connection: 'disconnected' })} | ${'7.30'}
  `('$id saves $saving', ({ id, resource, saving }) => {
    expect(savingText(findingBy(id, batch(resource)))).toBe(`${saving} [${saving} to ${saving}] USD price-api`);
  });

  it.each`
    id                                    | resource
    ${'azure-ddos-plan-unused'}           | ${protectionPlan({ attachedTo: known(['vnet']) })}
    ${'azure-expressroute-unprovisioned'} | ${dedicatedLine({ provisioned: true })}
    ${'azure-expressroute-unprovisioned'} | ${dedicatedLine({ createdAt: known(daysAgo(20)) })}
    ${'azure-private-endpoint-orphaned'}  | ${privateEndpoint({ scope: AZURE, connection: 'pending' })}
  `('$id leaves it alone', ({ id, resource }) => {
    expect(outcome(id, batch(resource))).toBe('fine');
  });

  it('a plan whose networks were not read protects something, for all we know', () => {
    expect(outcome('azure-ddos-plan-unused', batch(protectionPlan({ attachedTo: unread('denied') })))).toBe('unknown');
  });
});

describe('App Service plans', () => {
  it.each`
    change                                               | verdict
    ${{ apps: known(0) }}                                | ${0.9}
    ${{ apps: known(0), createdAt: unread('not told') }} | ${0.9}
    ${{ apps: known(0), createdAt: known(daysAgo(1)) }}  | ${'fine'}
    ${{ apps: known(0), tier: 'Free' }}                  | ${'fine'}
    ${{ apps: known(0), tier: 'Dynamic' }}               | ${'fine'}
    ${{ apps: known(1) }}                                | ${'fine'}
    ${{ apps: unread('denied') }}                        | ${'unknown'}
    ${{ apps: known(0), tags: unread('denied') }}        | ${'unknown'}
  `('are $verdict as empty: $change', ({ change, verdict }) => {
    expect(outcome('azure-appservice-plan-empty', batch(appPlan(change)))).toBe(verdict);
  });

  it('save all their machines: 4 x 730 x 0.17', () => {
    expect(savingText(findingBy('azure-appservice-plan-empty', batch(appPlan({ apps: known(0) }))))).toBe(
      '496.40 [496.40 to 496.40] USD price-api',
    );
  });

  const used = (cpu: number, memory: number) =>
    digestsOf(
      windowOf('cpu-percent-maximum', cpu, appPlan().resourceId),
      windowOf('memory-percent-maximum', memory, appPlan().resourceId),
    );

  it.each`
    change                                        | cpu   | memory | target        | because
    ${{}}                                         | ${20} | ${40}  | ${'P1v3 x 2'} | ${'memory of 4 x 40 / 90'}
    ${{ workers: 2 }}                             | ${20} | ${40}  | ${'P0v3 x 2'} | ${'two stay, of half the size'}
    ${{ workers: 2 }}                             | ${20} | ${46}  | ${'none'}     | ${'half the memory would be full'}
    ${{ autoscaled: known(true), maxWorkers: 8 }} | ${20} | ${40}  | ${'P0v3 x 4'} | ${'something changes their number'}
    ${{ zoneRedundant: true }}                    | ${20} | ${40}  | ${'P1v3 x 3'} | ${'one in every zone'}
    ${{ workers: 2, sizeName: 'P0v3' }}           | ${5}  | ${10}  | ${'none'}     | ${'there is no smaller size'}
    ${{}}                                         | ${31} | ${40}  | ${'none'}     | ${'its CPU is needed'}
    ${{}}                                         | ${20} | ${51}  | ${'none'}     | ${'its memory is in use'}
  `('of $change would do as $target: $because', ({ change, cpu, memory, target }) => {
    const finding = findingBy(
      'azure-appservice-plan-rightsize',
      batch(appPlan(change), { digests: used(cpu, memory) }),
    );
    const { targetSizeName, targetWorkers } = finding?.evidence ?? {};
    expect(finding === undefined ? 'none' : `${targetSizeName} x ${targetWorkers}`).toBe(target);
  });

  it('save the machines that are not needed: 2 x 730 x 0.17', () => {
    const finding = findingBy('azure-appservice-plan-rightsize', batch(appPlan(), { digests: used(20, 40) }));
    expect(savingText(finding)).toBe('248.20 [248.20 to 248.20] USD price-api');
  });

  it('are unknown without metrics, or with those of a part of the window', () => {
    const partly: AppPlan = appPlan();
    const holes = digestsOf(
      windowOf('cpu-percent-maximum', 5, partly.resourceId, { sampleCount: 200 }),
      windowOf('memory-percent-maximum', 5, partly.resourceId),
    );
    expect(outcome('azure-appservice-plan-rightsize', batch(partly))).toBe('unknown');
    expect(outcome('azure-appservice-plan-rightsize', batch(partly, { digests: holes }))).toBe('unknown');
  });
});

describe('Azure SQL', () => {
  const measured = (of: Database, { used = 20, cpu = 2, logins = 0 } = {}) =>
    digestsOf(
      windowOf('used-percent-maximum', used, of.resourceId),
      windowOf('cpu-percent-maximum', cpu, of.resourceId, { days: 30 }),
      windowOf('database-connections-maximum', logins, of.resourceId, { days: 30, daily: true }),
    );
  const sql = (of: Database, load: Parameters<typeof measured>[1] = {}) => batch(of, { digests: measured(of, load) });

  it.each`
    change                                               | load             | verdict
    ${{}}                                                | ${{}}            | ${0.9}
    ${{}}                                                | ${{ logins: 1 }} | ${'fine'}
    ${{}}                                                | ${{ cpu: 6 }}    | ${'fine'}
    ${{ poolId: 'pool' }}                                | ${{}}            | ${'fine'}
    ${{ isReplica: true }}                               | ${{}}            | ${'fine'}
    ${{ pausesAfterMinutes: 60 }}                        | ${{}}            | ${'fine'}
    ${{ type: 'azure:dbforpostgresql:flexible-server' }} | ${{}}            | ${'fine'}
    ${{ tags: unread('denied') }}                        | ${{}}            | ${'unknown'}
  `('is $verdict as idle: $change at $load', ({ change, load, verdict }) => {
    expect(outcome('azure-sqldb-idle', sql(azureSql(change), load))).toBe(verdict);
  });

  it('saves cores, licence and storage: 730 x 8 x (0.1522 + 0.0999) + 100 x 0.115', () => {
    const finding = findingBy('azure-sqldb-idle', sql(azureSql()))!;
    expect(savingText(finding)).toBe('1483.764 [1483.764 to 1483.764] USD price-api');
    expect(finding.risk).toBe('high');
  });

  it.each`
    change                                                                                                                    | used  | target
    ${{}}                                                                                                                     | ${20} | ${'GP_Gen5_2'}
    ${{}}                                                                                                                     | ${39} | ${'GP_Gen5_4'}
    ${{}}                                                                                                                     | ${40} | ${null}
    ${{ sizeName: 'S3', tier: 'Standard', capacity: { unit: 'DTU', max: 100 } }}                                              | ${30} | ${'S2'}
    ${{ sizeName: 'S3', tier: 'Standard', capacity: { unit: 'DTU', max: 100 }, storage: { tier: 'Standard', sizeGiB: 500 } }} | ${30} | ${null}
    ${{ sizeName: 'GP_Gen5_2', capacity: { unit: 'vCore', max: 2 } }}                                                         | ${5}  | ${null}
    ${{ capacity: { unit: 'vCore', max: 8, min: 1 } }}                                                                        | ${5}  | ${null}
  `('would do as $target at $used %', ({ change, used, target }) => {
    const finding = findingBy('azure-sqldb-rightsize', sql(azureSql(change), { used, logins: 9 }));
    expect(finding?.evidence['targetSizeName'] ?? null).toBe(target);
  });

  it('saves cores with their licence: 730 x 4 x 0.2521', () => {
    const finding = findingBy('azure-sqldb-rightsize', sql(azureSql(), { used: 39, logins: 9 }))!;
    expect(savingText(finding)).toBe('736.132 [736.132 to 736.132] USD price-api');
    expect(finding.risk).toBe('medium');
  });

  it('saves units by the hour: 730 x (0.2017 - 0.1008)', () => {
    const s3 = azureSql({ sizeName: 'S3', tier: 'Standard', capacity: { unit: 'DTU', max: 100 } });
    expect(savingText(findingBy('azure-sqldb-rightsize', sql(s3, { used: 30, logins: 9 })))).toBe(
      '73.657 [73.657 to 73.657] USD price-api',
    );
  });

  it.each`
    change                                                     | saving
    ${{}}                                                      | ${'583.416 [0.00 to 583.416] USD price-api'}
    ${{ licence: 'own' }}                                      | ${'no finding'}
    ${{ sizeName: 'S3', capacity: { unit: 'DTU', max: 100 } }} | ${'no finding'}
    ${{ tier: 'Hyperscale' }}                                  | ${'no finding'}
    ${{ poolId: 'pool' }}                                      | ${'no finding'}
  `('with a licence of its owner: $saving', ({ change, saving }) => {
    expect(savingText(findingBy('azure-sql-hybrid-benefit', batch(azureSql(change))))).toBe(saving);
  });

  it('pays for an empty pool: 730 x 2 x 0.2521', () => {
    expect(savingText(findingBy('azure-sql-elasticpool-empty', batch(databasePool())))).toBe(
      '368.066 [368.066 to 368.066] USD price-api',
    );
    expect(outcome('azure-sql-elasticpool-empty', batch(databasePool({ attachedTo: known(['db']) })))).toBe('fine');
    expect(outcome('azure-sql-elasticpool-empty', batch(databasePool({ attachedTo: unread('no') })))).toBe('unknown');
  });
});

describe('storage accounts', () => {
  const account = (change: Parameters<typeof bucket>[0] = {}) =>
    bucket({ scope: AZURE, type: 'azure:storage:storage-account', redundancy: 'LRS', holdsObjects: true, ...change });
  const hot = digestsOf(windowOf('bucket-standard-bytes', 1000 * GIB, 'reports', { days: 4, daily: true }));

  it('may save what the cool tier is cheaper: 1000 x 0.008', () => {
    expect(savingText(findingBy('azure-storage-lifecycle-missing', batch(account(), { digests: hot })))).toBe(
      '0.00 [0.00 to 8.00] USD price-api',
    );
  });

  it.each`
    change                                  | verdict
    ${{ holdsObjects: false }}              | ${'fine'}
    ${{ platformUse: 'a service made it' }} | ${'fine'}
    ${{ lifecycleRules: unread('denied') }} | ${'unknown'}
  `('are $verdict with $change', ({ change, verdict }) => {
    expect(outcome('azure-storage-lifecycle-missing', batch(account(change), { digests: hot }))).toBe(verdict);
  });

  it('keep development data twice: 1000 x (0.046 - 0.018)', () => {
    const dev = account({ redundancy: 'GRS', tags: known({ env: 'dev' }) });
    expect(savingText(findingBy('azure-storage-redundancy', batch(dev, { digests: hot })))).toBe(
      '28.00 [28.00 to 28.00] USD price-api',
    );
    expect(outcome('azure-storage-redundancy', batch(account({ redundancy: 'GRS' }), { digests: hot }))).toBe('fine');
    expect(outcome('azure-storage-redundancy', batch({ ...dev, tags: unread('no') }, { digests: hot }))).toBe(
      'unknown',
    );
  });
});

describe('what was not read of Azure', () => {
  const all: readonly Resource[] = [
    azureMachine(),
    azureMachine({ powerState: 'stopped' }),
    volume({ scope: AZURE, tier: 'Premium_LRS', attachedTo: known([]) }),
    snapshot({ scope: AZURE }),
    address({ scope: AZURE }),
    azureBalancer(),
    networkGateway(),
    protectionPlan(),
    dedicatedLine(),
    appPlan({ apps: known(0) }),
    azureSql(),
    databasePool(),
    bucket({ scope: AZURE, redundancy: 'GRS' }),
  ];
  it('is never waste: no fact, no metric', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.string({ minLength: 1 }), (resource, reason) => {
        const blind = Object.fromEntries(
          Object.entries(resource).map(([field, value]) => [
            field,
            typeof value === 'object' && value !== null && 'known' in value ? unread(reason) : value,
          ]),
        ) as unknown as Resource;
        return evaluateBatch(batch(blind)).every(({ verdict }) => verdict === 'cannot-tell');
      }),
    );
  });
});
