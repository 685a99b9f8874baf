import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import { checks } from '../../../src/analysis/checks.ts';
import { evaluateBatch } from '../../../src/analysis/evaluate.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Database, LoadBalancer, NatGateway, Resource, VolumeSnapshot } from '../../../src/domain/resources.ts';
import {
  cloudPrices,
  cloudSql,
  dataset,
  forwardingRule,
  GCP,
  logStore,
  nodePool,
  windowOf,
} from '../../support/cloud-builders.ts';
import { natGateway, vpnConnection } from '../../support/network-builders.ts';
import { daysAgo, snapshot, stored } from '../../support/resource-builders.ts';
import { bucket } from '../../support/storage-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const GIB = 2 ** 30;

const prices = cloudPrices(GCP, [
  ['snapshot/standard', '0.05', 'GiB-month'],
  ['load-balancer/forwarding-rule', '0.025', 'hour'],
  ['load-balancer/forwarding-rule-extra', '0.01', 'hour'],
  ['database-vcpu/postgres/enterprise/zonal', '0.0413', 'vCPU-hour'],
  ['database-memory/postgres/enterprise/zonal', '0.007', 'GiB-hour'],
  ['database-vcpu/postgres/enterprise/regional', '0.0826', 'vCPU-hour'],
  ['database-memory/postgres/enterprise/regional', '0.014', 'GiB-hour'],
  ['database-storage/ssd/zonal', '0.17', 'GiB-month'],
  ['database-storage/ssd/regional', '0.34', 'GiB-month'],
  ['database-backup/standard', '0.08', 'GiB-month'],
  ['database-shared/db-f1-micro/zonal', '0.0105', 'hour'],
  ['storage/standard', '0.02', 'GiB-month'],
  ['storage/nearline', '0.01', 'GiB-month'],
  ['storage/archive', '0.0012', 'GiB-month'],
  ['dataset/active-logical', '0.02', 'GiB-month'],
  ['dataset/long-term-logical', '0.01', 'GiB-month'],
  ['dataset/active-physical', '0.04', 'GiB-month'],
  ['dataset/long-term-physical', '0.02', 'GiB-month'],
  ['log-group/retention', '0.01', 'GiB-month'],
  ['instance/n2-standard-4/linux', '0.194236', 'hour'],
  ['vpn-connection/standard', '0.05', 'hour'],
  ['nat-gateway/hour', '0.0014', 'hour'],
  ['address/in-use', '0.005', 'hour'],
]);

const batch = (resource: Resource, change: Partial<AnalysisBatch> = {}) =>
  batchOf([stored(resource)], { scope: GCP, prices, ...change });

describe('snapshots of Google Cloud', () => {
  const of = (change: Partial<VolumeSnapshot> = {}) =>
    snapshot({
      scope: GCP,
      type: 'gcp:compute:snapshot',
      state: 'READY',
      createdAt: known(daysAgo(120)),
      storedBytes: known(40 * GIB),
      sourceGone: known(false),
      siblings: known({ older: 0, newer: 0 }),
      ...change,
    });

  it.each`
    change                                                             | verdict      | because
    ${{}}                                                              | ${0.7}       | ${'it is older than a quarter'}
    ${{ createdAt: known(daysAgo(60)) }}                               | ${'fine'}    | ${'its disk is there'}
    ${{ createdAt: known(daysAgo(60)), sourceGone: known(true) }}      | ${0.7}       | ${'its disk is gone'}
    ${{ createdAt: known(daysAgo(29)), sourceGone: known(true) }}      | ${'fine'}    | ${'a migration may take a month'}
    ${{ createdAt: known(daysAgo(60)), sourceGone: unread('denied') }} | ${'fine'}    | ${'not read is not gone'}
    ${{ backupManaged: true }}                                         | ${'fine'}    | ${'a schedule keeps it'}
    ${{ state: 'CREATING' }}                                           | ${'fine'}    | ${'it is no copy yet'}
    ${{ tags: unread('denied') }}                                      | ${'unknown'} | ${'a retention label may stand there'}
    ${{ siblings: unread('denied') }}                                  | ${'unknown'} | ${'a newer one may build on it'}
  `('are $verdict: $because', ({ change, verdict }) => {
    expect(outcome('gcp-snapshot-old', batch(of(change)))).toBe(verdict);
  });

  it.each`
    change                                         | saving                                 | because
    ${{}}                                          | ${'2.00 [2.00 to 2.00] USD price-api'} | ${'40 GiB are stored, and none is shared'}
    ${{ siblings: known({ older: 2, newer: 1 }) }} | ${'no finding'}                        | ${'a newer one builds on it'}
    ${{ siblings: known({ older: 2, newer: 0 }) }} | ${'2.00 [2.00 to 2.00] USD price-api'} | ${'nothing newer needs its blocks'}
    ${{ storedBytes: unread('being computed') }}   | ${'0.00 [0.00 to 5.00] USD price-api'} | ${'without its bytes a full copy is the most'}
  `('save $saving: $because', ({ change, saving }) => {
    expect(savingText(findingBy('gcp-snapshot-old', batch(of(change))))).toBe(saving);
  });
});

describe('forwarding rules', () => {
  const silent = (rule: LoadBalancer) =>
    digestsOf(
      windowOf(rule.flavor === 'application' ? 'requests' : 'processed-bytes', 0, rule.resourceId, { daily: true }),
    );
  const busy = (rule: LoadBalancer) => digestsOf(windowOf('requests', 3, rule.resourceId, { daily: true }));
  const behind = known({ groups: 1, registered: 2, healthy: 2, unchecked: 0, kinds: ['instance'] as const });

  it.each`
    change                                           | traffic   | verdict      | because
    ${{}}                                            | ${'none'} | ${0.9}       | ${'nothing stands behind it, so that no metric is needed'}
    ${{}}                                            | ${'busy'} | ${'fine'}    | ${'something came, whatever the listing says'}
    ${{ targets: behind }}                           | ${'zero'} | ${0.7}       | ${'nobody asked for two weeks'}
    ${{ targets: behind }}                           | ${'none'} | ${'unknown'} | ${'silence has to be measured'}
    ${{ targets: unread('denied') }}                 | ${'none'} | ${'unknown'} | ${'not read is not empty'}
    ${{ targets: unread('denied') }}                 | ${'zero'} | ${0.7}       | ${'its traffic decides'}
    ${{ answersItself: known(true) }}                | ${'none'} | ${'unknown'} | ${'a redirect needs nothing behind it'}
    ${{ endpointServiceIds: known(['attachment']) }} | ${'zero'} | ${'fine'}    | ${'it is the entrance of a private service'}
    ${{ endpointServiceIds: unread('denied') }}      | ${'zero'} | ${'unknown'} | ${'it may be one'}
    ${{ createdAt: known(daysAgo(3)) }}              | ${'zero'} | ${'fine'}    | ${'it is new'}
    ${{ flavor: 'network', targets: behind }}        | ${'zero'} | ${0.7}       | ${'of a network balancer bytes decide'}
  `('are $verdict with $traffic traffic: $because', ({ change, traffic, verdict }) => {
    const rule = forwardingRule(change);
    const digests = traffic === 'none' ? new Map() : traffic === 'busy' ? busy(rule) : silent(rule);
    expect(outcome('gcp-lb-unused', batch(rule, { digests }))).toBe(verdict);
  });

  it.each`
    count               | saving
    ${known(1)}         | ${'18.25 [18.25 to 18.25] USD price-api'}
    ${known(4)}         | ${'0.00 [0.00 to 18.25] USD price-api'}
    ${known(6)}         | ${'7.30 [7.30 to 7.30] USD price-api'}
    ${unread('denied')} | ${'0.00 [0.00 to 18.25] USD price-api'}
  `('save $saving where $count.value of them share a price', ({ count, saving }) => {
    expect(savingText(findingBy('gcp-lb-unused', batch(forwardingRule({ ruleCount: count }))))).toBe(saving);
  });
});

describe('Cloud SQL', () => {
  const measured = (of: Database, { cpu = 4, memory = 30, connections = 0 } = {}) =>
    digestsOf(
      windowOf('cpu-percent-maximum', cpu, of.resourceId),
      windowOf('memory-percent-maximum', memory, of.resourceId),
      windowOf('database-connections-maximum', connections, of.resourceId, { daily: true }),
    );
  const sql = (of: Database, load: Parameters<typeof measured>[1] = {}) => batch(of, { digests: measured(of, load) });

  it.each`
    change                                | load                  | verdict      | because
    ${{}}                                 | ${{}}                 | ${0.9}       | ${'nobody connected'}
    ${{}}                                 | ${{ connections: 1 }} | ${0.7}       | ${'a monitoring agent holds one'}
    ${{}}                                 | ${{ connections: 2 }} | ${'fine'}    | ${'somebody connects'}
    ${{}}                                 | ${{ cpu: 5 }}         | ${'fine'}    | ${'it works, whoever counts'}
    ${{ isReplica: true }}                | ${{}}                 | ${'fine'}    | ${'it is a copy of one that is used'}
    ${{ powerState: 'stopped' }}          | ${{}}                 | ${'fine'}    | ${'it is stopped'}
    ${{ createdAt: known(daysAgo(5)) }}   | ${{}}                 | ${'fine'}    | ${'it is new'}
    ${{ tags: unread('denied') }}         | ${{}}                 | ${'unknown'} | ${'its labels may call it a standby'}
    ${{ tags: known({ purpose: 'dr' }) }} | ${{}}                 | ${'fine'}    | ${'it waits for a disaster'}
  `('is $verdict as idle: $because', ({ change, load, verdict }) => {
    expect(outcome('gcp-sql-idle', sql(cloudSql(change), load))).toBe(verdict);
  });

  it('is unknown as idle without metrics', () => {
    expect(outcome('gcp-sql-idle', batch(cloudSql()))).toBe('unknown');
  });

  it('saves vCPUs, memory and storage, minus a backup: 120.596 + 81.76 + 17 - 8', () => {
    const finding = findingBy('gcp-sql-idle', sql(cloudSql()));
    expect(savingText(finding)).toBe('211.356 [211.356 to 219.356] USD price-api');
  });

  it('saves a shared machine by the hour: 7.665 + 17 - 8', () => {
    const finding = findingBy('gcp-sql-idle', sql(cloudSql({ sizeName: 'db-f1-micro' })));
    expect(savingText(finding)).toBe('16.665 [16.665 to 24.665] USD price-api');
  });

  it.each`
    change                                   | load                       | target                     | because
    ${{}}                                    | ${{ cpu: 30, memory: 30 }} | ${'db-custom-2-8192'}      | ${'half of everything'}
    ${{}}                                    | ${{ cpu: 15, memory: 20 }} | ${'db-custom-1-4096'}      | ${'a quarter'}
    ${{}}                                    | ${{ cpu: 30, memory: 55 }} | ${'db-custom-2-10752'}     | ${'memory that was in use stays: 16384 x 55 / 85, in steps of 256'}
    ${{}}                                    | ${{ cpu: 41, memory: 30 }} | ${null}                    | ${'its CPU is needed'}
    ${{}}                                    | ${{ cpu: 30, memory: 61 }} | ${null}                    | ${'its memory is in use'}
    ${{ sizeName: 'db-custom-1-3840' }}      | ${{ cpu: 5, memory: 5 }}   | ${null}                    | ${'there is no smaller one'}
    ${{ sizeName: 'db-perf-optimized-N-8' }} | ${{ cpu: 30, memory: 30 }} | ${'db-perf-optimized-N-4'} | ${'the next smaller machine type'}
    ${{ isReplica: true }}                   | ${{ cpu: 10, memory: 10 }} | ${null}                    | ${'it follows its primary'}
  `('would do as $target: $because', ({ change, load, target }) => {
    const finding = findingBy('gcp-sql-rightsize', sql(cloudSql(change), { connections: 9, ...load }));
    expect(finding?.evidence['targetSizeName'] ?? null).toBe(target);
  });

  it('saves half the machine: 2 vCPUs and 8 GiB of 730 hours', () => {
    const finding = findingBy('gcp-sql-rightsize', sql(cloudSql(), { cpu: 30, memory: 30, connections: 9 }))!;
    expect(savingText(finding)).toBe('101.178 [101.178 to 101.178] USD price-api');
    expect(finding.risk).toBe('high');
  });

  it('can not be sized without its memory', () => {
    const of = cloudSql();
    const digests = digestsOf(windowOf('cpu-percent-maximum', 20, of.resourceId));
    expect(outcome('gcp-sql-rightsize', batch(of, { digests }))).toBe('unknown');
  });

  it('pays for its second zone: half of machine and storage', () => {
    const of = cloudSql({ redundancy: 'standby', tags: known({ env: 'dev' }) });
    expect(savingText(findingBy('gcp-sql-ha-nonprod', batch(of)))).toBe('219.356 [219.356 to 219.356] USD price-api');
    expect(outcome('gcp-sql-ha-nonprod', batch({ ...of, tags: unread('denied') }))).toBe('unknown');
  });
});

describe('stores of Google Cloud', () => {
  const gcs = (change: Parameters<typeof bucket>[0] = {}) =>
    bucket({ scope: GCP, type: 'gcp:storage:bucket', countsRequests: known(true), ...change });
  const holding = (gib: number, readGiB?: number) =>
    digestsOf(
      windowOf('bucket-standard-bytes', gib * GIB, 'reports', { days: 4, daily: true }),
      ...(readGiB === undefined
        ? []
        : [windowOf('bucket-read-bytes', 1, 'reports', { days: 30, daily: true, mean: (readGiB * GIB) / 30 })]),
    );

  it.each`
    change                                  | gib     | read         | verdict      | because
    ${{}}                                   | ${1000} | ${5}         | ${0.6}       | ${'hardly any of it is read'}
    ${{}}                                   | ${1000} | ${100}       | ${'fine'}    | ${'a tenth of it is read in a month'}
    ${{}}                                   | ${1000} | ${undefined} | ${0.6}       | ${'what was read is told beside, and decides only where it is'}
    ${{}}                                   | ${99}   | ${5}         | ${'fine'}    | ${'it is small'}
    ${{ movesByUse: true }}                 | ${1000} | ${5}         | ${'fine'}    | ${'Autoclass moves its objects'}
    ${{ lifecycleRules: unread('denied') }} | ${1000} | ${5}         | ${'unknown'} | ${'not read is no lack of a rule'}
  `('without a rule: $verdict, $because', ({ change, gib, read, verdict }) => {
    expect(outcome('gcp-gcs-lifecycle-missing', batch(gcs(change), { digests: holding(gib, read) }))).toBe(verdict);
  });

  it('may save what Nearline is cheaper: 1000 x 0.01', () => {
    const finding = findingBy('gcp-gcs-lifecycle-missing', batch(gcs(), { digests: holding(1000, 5) }));
    expect(savingText(finding)).toBe('0.00 [0.00 to 10.00] USD price-api');
  });

  it.each`
    change                                   | saving                                    | because
    ${{}}                                    | ${'92.16 [92.16 to 92.16] USD price-api'} | ${'122.88 + 40.96 logical, 61.44 + 10.24 physical'}
    ${{ storageBilling: known('physical') }} | ${'no finding'}                           | ${'it is the cheaper one already'}
  `('are billed as $because', ({ change, saving }) => {
    expect(savingText(findingBy('gcp-bq-storage-billing-model', batch(dataset(change))))).toBe(saving);
  });

  it.each`
    change                                   | verdict
    ${{ stored: unread('denied') }}          | ${'unknown'}
    ${{ storageBilling: unread('missing') }} | ${'unknown'}
    ${{ tags: unread('denied') }}            | ${'unknown'}
  `('are not told to be dearer where $change was not read', ({ change, verdict }) => {
    expect(outcome('gcp-bq-storage-billing-model', batch(dataset(change)))).toBe(verdict);
  });

  const logs = (perDayGiB: number) =>
    digestsOf(
      windowOf('log-incoming-bytes', perDayGiB * GIB, logStore().resourceId, { daily: true, mean: perDayGiB * GIB }),
    );

  it('keep logs for a year: 335 days x 2 GiB x 0.01', () => {
    const finding = findingBy('gcp-logging-cost', batch(logStore(), { digests: logs(2) }));
    expect(savingText(finding)).toBe('6.70 [0.00 to 6.70] USD price-api');
  });

  it.each`
    change                             | digests      | verdict
    ${{ locked: true }}                | ${logs(2)}   | ${'fine'}
    ${{ retentionDays: known(30) }}    | ${logs(2)}   | ${'fine'}
    ${{ retentionDays: unread('no') }} | ${logs(2)}   | ${'unknown'}
    ${{}}                              | ${new Map()} | ${'unknown'}
  `('keep logs: $verdict', ({ change, digests, verdict }) => {
    expect(outcome('gcp-logging-cost', batch(logStore(change), { digests }))).toBe(verdict);
  });
});

describe('node pools of GKE', () => {
  const load = digestsOf(
    windowOf('cpu-percent-average', 20, nodePool().resourceId),
    windowOf('memory-percent-maximum', 30, nodePool().resourceId),
  );

  it('save nodes at their discounted price: 6 x 584 x 0.194236', () => {
    // 10 x 20 / 70 and 10 x 30 / 80: four nodes do
    const finding = findingBy('gcp-gke-nodepool-underused', batch(nodePool(), { digests: load }))!;
    expect(finding.evidence['neededNodes']).toBe(4);
    expect(savingText(finding)).toBe('680.602944 [680.602944 to 680.602944] USD price-api');
  });

  it('are left to the autoscaler above their least size', () => {
    const scaled = nodePool({ scalesItself: true, minSize: 2 });
    expect(outcome('gcp-gke-nodepool-underused', batch(scaled, { digests: load }))).toBe('fine');
  });

  it('are unknown without metrics', () => {
    expect(outcome('gcp-gke-nodepool-underused', batch(nodePool()))).toBe('unknown');
  });
});

describe('tunnels of Cloud VPN', () => {
  const tunnel = vpnConnection({
    scope: GCP,
    type: 'gcp:compute:vpn-tunnel',
    resourceId: 'tunnel',
    siblings: 0,
    gatewayKind: 'vpn-gateway',
  });
  const load = (up: number, bytes: number) =>
    digestsOf(
      windowOf('tunnel-up-maximum', up, 'tunnel', { daily: true }),
      windowOf('processed-bytes', bytes, 'tunnel', { daily: true }),
    );

  it.each`
    up   | bytes  | siblings | verdict   | because
    ${0} | ${0}   | ${0}     | ${0.7}    | ${'it was never up'}
    ${1} | ${0}   | ${0}     | ${0.5}    | ${'nothing passed'}
    ${1} | ${0}   | ${1}     | ${'fine'} | ${'it stands by for the other one'}
    ${1} | ${100} | ${0}     | ${'fine'} | ${'it is used'}
  `('are $verdict: $because', ({ up, bytes, siblings, verdict }) => {
    expect(outcome('gcp-nat-vpn-idle', batch({ ...tunnel, siblings }, { digests: load(up, bytes) }))).toBe(verdict);
  });

  it('save 730 x 0.05, and are unknown without metrics', () => {
    const finding = findingBy('gcp-nat-vpn-idle', batch(tunnel, { digests: load(0, 0) }))!;
    expect(savingText(finding)).toBe('36.50 [36.50 to 36.50] USD price-api');
    expect(finding.risk).toBe('medium');
    expect(outcome('gcp-nat-vpn-idle', batch(tunnel))).toBe('unknown');
  });
});

describe('gateways of Cloud NAT', () => {
  const nat = (change: Partial<NatGateway> = {}) =>
    natGateway({
      scope: GCP,
      type: 'gcp:compute:router-nat',
      resourceId: 'nat',
      addressIds: [],
      machines: known(3),
      automaticAddresses: known(1),
      ...change,
    });
  const silent = digestsOf(windowOf('processed-bytes', 0, 'nat', { daily: true }));
  const outcomeOf = (change: Partial<NatGateway>, digests = silent) =>
    outcome('gcp-nat-vpn-idle', batch(nat(change), { digests }));
  const none = { machines: known(0), automaticAddresses: known(0) };

  it.each`
    change                              | verdict      | because
    ${{}}                               | ${0.5}       | ${'machines behind it bill'}
    ${{ ...none, addressIds: ['one'] }} | ${0.9}       | ${'its address bills, and nobody can use it'}
    ${none}                             | ${'fine'}    | ${'it bills nothing'}
    ${{ machines: unread('denied') }}   | ${'unknown'} | ${'it may bill nothing'}
    ${{ createdAt: known(daysAgo(5)) }} | ${'fine'}    | ${'it is younger than the window'}
  `('are $verdict: $because', ({ change, verdict }) => {
    expect(outcomeOf(change)).toBe(verdict);
  });

  it('are left alone with one byte, and unknown without metrics', () => {
    expect(outcomeOf({}, digestsOf(windowOf('processed-bytes', 1, 'nat', { daily: true })))).toBe('fine');
    expect(outcomeOf({}, new Map())).toBe('unknown');
  });

  it('save what each machine and address costs: 730 x (3 x 0.0014 + 0.005), and 0.044 from 33 machines on', () => {
    const saving = (change: Partial<NatGateway>) =>
      savingText(findingBy('gcp-nat-vpn-idle', batch(nat(change), { digests: silent })));
    expect(saving({})).toBe('6.716 [6.716 to 6.716] USD price-api');
    expect(saving({ ...none, addressIds: ['one', 'two'] })).toBe('7.30 [7.30 to 7.30] USD price-api');
    expect(saving({ machines: known(40), automaticAddresses: known(0) })).toBe('32.12 [32.12 to 32.12] USD price-api');
  });

  it('are judged by this rule in Google Cloud alone', () => {
    const aws = batchOf([stored(natGateway({ machines: known(3), automaticAddresses: known(1) }))], {});
    expect(outcome('aws-vpn-connection-idle', aws)).toBe('fine');
  });
});

describe('what was not read', () => {
  const all: readonly Resource[] = [
    forwardingRule(),
    cloudSql(),
    dataset(),
    logStore(),
    nodePool(),
    bucket({ scope: GCP }),
    snapshot({ scope: GCP }),
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
    expect(checks.some(({ ids }) => ids.gcp === 'gcp-lb-unused')).toBe(true);
  });
});
