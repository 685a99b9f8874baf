import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalysisBatch } from '../../../src/analysis/batch.ts';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type {
  BlockVolume,
  CapacityReservation,
  DedicatedHost,
  Instance,
  InstanceGroup,
  MachineImage,
  ResourceUser,
} from '../../../src/domain/resources.ts';
import { cloudPrices, cloudSize, GCP, gcpMachine } from '../../support/cloud-builders.ts';
import { build, capacityReservation, dedicatedHost, instanceGroup } from '../../support/compute-builders.ts';
import { image } from '../../support/images-builders.ts';
import { daysAgo, digest, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const denied = unread('denied');

/** Of us-central1, as the price list of 2026-07-16 has them. */
const prices = cloudPrices(GCP, [
  ['instance/n2-standard-4/linux', '0.194236', 'hour'],
  ['instance-spot/n2-standard-4/linux', '0.083752', 'hour'],
  ['instance/n1-standard-4/linux', '0.189999', 'hour'],
  ['instance/g1-small/linux', '0.0257', 'hour'],
  ['instance/e2-small/linux', '0.016752855', 'hour'],
  ['instance/e2-standard-4/linux', '0.13402284', 'hour'],
  ['instance/g2-standard-4/linux', '0.706832255', 'hour'],
  ['accelerator/t4', '0.35', 'hour'],
  ['host-vcpu/n2', '0.0347721', 'vCPU-hour'],
  ['host-memory/n2', '0.0046607', 'GiB-hour'],
  ['volume/pd-ssd', '0.17', 'GiB-month'],
  ['volume/pd-balanced', '0.1', 'GiB-month'],
  ['volume/pd-ssd-regional', '0.34', 'GiB-month'],
  ['volume/pd-balanced-regional', '0.2', 'GiB-month'],
  ['image/standard', '0.05', 'GiB-month'],
]);

const general = { generation: 1, series: 'general', processorMaker: 'intel' };
const e2 = { ...general, generation: 2, processorMaker: 'mixed' };
const sizes = new Map(
  [
    cloudSize(GCP, 'g1-small', 1, 1.7, { ...general, family: 'g1', burstable: true, baselinePercentPerVcpu: 50 }),
    cloudSize(GCP, 'e2-small', 2, 2, { ...e2, family: 'e2', burstable: true, baselinePercentPerVcpu: 25 }),
    cloudSize(GCP, 'n1-standard-4', 4, 15, { ...general, family: 'n1' }),
    cloudSize(GCP, 'e2-standard-4', 4, 16, { ...e2, family: 'e2' }),
    cloudSize(GCP, 'n2-standard-4', 4, 16, { ...general, generation: 2, family: 'n2' }),
    cloudSize(GCP, 'g2-standard-4', 4, 16, { gpus: 1 }),
  ].map((size) => [size.name, size]),
);

const base = { scope: GCP, zoneId: 'us-central1-a' };

describe('a reservation of Google Cloud', () => {
  const CHECK = 'gcp-reservation-idle';
  const reservation = (change: Partial<CapacityReservation> = {}): CapacityReservation =>
    capacityReservation({ ...base, type: 'gcp:compute:reservation', sizeName: 'n2-standard-4', ...change });
  const batch = (
    change: Partial<CapacityReservation> = {},
    used: { readonly mean: number; readonly max: number } | null = { mean: 0, max: 0 },
  ) =>
    batchOf([stored(reservation(change))], {
      scope: GCP,
      prices,
      digests: digestsOf(
        ...(used === null
          ? []
          : [
              digest('used-percent-average', used.max, { resourceId: 'cr-1', mean: used.mean }),
              digest('used-percent-maximum', used.max, { resourceId: 'cr-1', mean: used.mean }),
            ]),
      ),
    });

  it.each`
    change                              | used                     | verdict      | because
    ${{}}                               | ${{ mean: 0, max: 0 }}   | ${0.85}      | ${'nobody ever took a place'}
    ${{ availableCount: 3 }}            | ${{ mean: 25, max: 25 }} | ${0.7}       | ${'one of four was taken'}
    ${{}}                               | ${{ mean: 60, max: 75 }} | ${'fine'}    | ${'more than half is used'}
    ${{ ends: 'prepaid' }}              | ${{ mean: 0, max: 0 }}   | ${'fine'}    | ${'it belongs to a commitment'}
    ${{ ends: 'at-a-date' }}            | ${{ mean: 0, max: 0 }}   | ${'fine'}    | ${'it deletes itself'}
    ${{ createdAt: known(daysAgo(3)) }} | ${{ mean: 0, max: 0 }}   | ${'fine'}    | ${'it is younger than the window'}
    ${{}}                               | ${null}                  | ${'unknown'} | ${'its use was not read'}
  `('is $verdict: $because', ({ change, used, verdict }) => {
    expect(outcome(CHECK, batch(change, used))).toBe(verdict);
  });

  it('bills its places with the discount for a whole month: 4 x 584 x 0.194236', () => {
    const finding = findingBy(CHECK, batch())!;
    expect(savingText(finding)).toBe('453.735296 [453.735296 to 453.735296] USD price-api');
    expect(termSum(finding)).toBe('453.735296');
  });

  it('has no price where it holds GPUs too', () => {
    expect(findingBy(CHECK, batch({ holdsMore: true }))?.monthlySavings).toMatchObject({ known: false });
  });
});

describe('a machine with GPUs of Google Cloud', () => {
  const CHECK = 'gcp-gpu-tpu-idle';
  const t4: Partial<Instance> = { sizeName: 'n1-standard-4', accelerators: [{ name: 't4', count: 1 }] };
  const batch = (change: Partial<Instance>, gpu: number | null, cpu = 90, more: Partial<AnalysisBatch> = {}) => {
    const machine = gcpMachine({ build: build(), ...change });
    const { resourceId } = machine;
    return batchOf([stored(machine)], {
      scope: GCP,
      prices,
      sizes,
      digests: digestsOf(
        digest('cpu-percent-maximum', cpu, { resourceId }),
        ...(gpu === null ? [] : [digest('gpu-percent-maximum', gpu, { resourceId })]),
      ),
      ...more,
    });
  };

  it.each`
    change                                     | gpu     | cpu   | verdict      | because
    ${t4}                                      | ${1.5}  | ${90} | ${0.85}      | ${'the agent says that its T4 does nothing'}
    ${{ sizeName: 'g2-standard-4' }}           | ${1.5}  | ${90} | ${0.85}      | ${'so it does of an L4 that comes with the type'}
    ${t4}                                      | ${80}   | ${90} | ${'fine'}    | ${'it works'}
    ${t4}                                      | ${null} | ${90} | ${'unknown'} | ${'no agent: nothing tells what it does'}
    ${t4}                                      | ${null} | ${1}  | ${'unknown'} | ${'an idle CPU proves nothing here'}
    ${{ sizeName: 'n1-standard-4' }}           | ${null} | ${1}  | ${'fine'}    | ${'it has no GPU'}
    ${{ ...t4, startedAt: known(daysAgo(3)) }} | ${1.5}  | ${90} | ${'fine'}    | ${'it was started this week'}
    ${{ ...t4, managedBy: '//group' }}         | ${1.5}  | ${90} | ${'fine'}    | ${'its group decides'}
    ${{ ...t4, tags: denied }}                 | ${1.5}  | ${90} | ${'unknown'} | ${'it may be exempt'}
  `('is $verdict: $because', ({ change, gpu, cpu, verdict }) => {
    expect(outcome(CHECK, batch(change, gpu, cpu))).toBe(verdict);
  });

  it('saves the machine and its GPU, both discounted: 511 x (0.189999 + 0.35)', () => {
    const finding = findingBy(CHECK, batch(t4, 1))!;
    expect(savingText(finding)).toBe('275.939489 [275.939489 to 275.939489] USD price-api');
    expect(termSum(finding)).toBe('275.939489');
  });

  it('has no price without that of its GPU', () => {
    const none = new Map([...prices].filter(([item]) => item !== 'accelerator/t4'));
    expect(findingBy(CHECK, batch(t4, 1, 90, { prices: none }))?.monthlySavings).toMatchObject({ known: false });
  });
});

describe('a superseded machine of Google Cloud', () => {
  const CHECK = 'gcp-vm-superseded-family';
  const batch = (change: Partial<Instance> = {}) =>
    batchOf([stored(gcpMachine({ sizeName: 'g1-small', build: build({ vcpus: known(1) }), ...change }))], {
      scope: GCP,
      prices,
      sizes,
    });

  it.each`
    change                                             | verdict   | because
    ${{}}                                              | ${0.81}   | ${'e2-small costs 7 % less, discounts taken off'}
    ${{ sizeName: 'n1-standard-4' }}                   | ${'fine'} | ${'30 % for a whole month make it cheaper than E2'}
    ${{ accelerators: [{ name: 't4', count: 1 }] }}    | ${'fine'} | ${'E2 takes no GPU'}
    ${{ build: { ...build(), localDisks: known(1) } }} | ${'fine'} | ${'what lies on its disk does not move'}
    ${{ build: { ...build(), localDisks: denied } }}   | ${'fine'} | ${'nothing tells that it has no such disk'}
    ${{ managedBy: '//group' }}                        | ${'fine'} | ${'its group decides'}
  `('is $verdict: $because', ({ change, verdict }) => {
    const found = outcome(CHECK, batch(change));
    expect(typeof verdict === 'number' ? typeof found : found).toBe(typeof verdict === 'number' ? 'number' : verdict);
  });

  it('saves 511 x 0.0257 - 730 x 0.016752855', () => {
    expect(savingText(findingBy(CHECK, batch()))).toMatch(/^0\.90311585 /);
  });
});

describe('an image of Google Cloud', () => {
  const CHECK = 'gcp-image-unused';
  const own = (change: Partial<MachineImage> = {}): MachineImage =>
    image({
      scope: GCP,
      type: 'gcp:compute:image',
      resourceId: '//compute.googleapis.com/projects/shop-prod/global/images/base',
      snapshots: [],
      storedBytes: known(20 * 2 ** 30),
      lastLaunchedAt: unread('not told'),
      launchesUntold: true,
      ...change,
    });
  const user = (kind: ResourceUser['kind']): ResourceUser => ({
    relation: 'image',
    kind,
    type: 'gcp:compute:disk',
    resourceId: 'd',
    scope: { ...GCP, accountId: 'other', regionId: 'europe-west1' },
    state: 'READY',
  });
  const batch = (change: Partial<MachineImage> = {}, more: Partial<AnalysisBatch> = {}) =>
    batchOf([stored(own(change))], { scope: GCP, prices, ...more });

  it.each`
    change                               | more                                                                   | verdict      | because
    ${{}}                                | ${{}}                                                                  | ${0.5}       | ${'nothing was made of it that is still there'}
    ${{ disabled: true }}                | ${{}}                                                                  | ${0.5}       | ${'an obsolete one bills on'}
    ${{ newestOfFamily: true }}          | ${{}}                                                                  | ${'fine'}    | ${'its family means it'}
    ${{ createdAt: known(daysAgo(30)) }} | ${{}}                                                                  | ${'fine'}    | ${'it is young'}
    ${{ shared: known(true) }}           | ${{}}                                                                  | ${'fine'}    | ${'others may use it'}
    ${{ shared: denied }}                | ${{}}                                                                  | ${'unknown'} | ${'others may'}
    ${{}}                                | ${{ users: new Map([[own().resourceId, [user('block-volume')]]]) }}    | ${'fine'}    | ${'a disk was made of it'}
    ${{}}                                | ${{ users: new Map([[own().resourceId, [user('launch-template')]]]) }} | ${'fine'}    | ${'a template names it'}
    ${{}}                                | ${{ unreadInRegion: new Map([['block-volume', 'denied']]) }}           | ${'unknown'} | ${'a disk may have been'}
    ${{}}                                | ${{ unreadInRegion: new Map([['launch-template', 'denied']]) }}        | ${'unknown'} | ${'a template may'}
    ${{}}                                | ${{ unreadInRegion: new Map([['instance', 'denied']]) }}               | ${0.5}       | ${'machines do not name images there'}
    ${{ launchesUntold: undefined }}     | ${{}}                                                                  | ${'unknown'} | ${'a cloud that tells launches did not'}
  `('is $verdict: $because', ({ change, more, verdict }) => {
    expect(outcome(CHECK, batch(change, more))).toBe(verdict);
  });

  it('saves what it stores: 20 GiB x 0.05', () => {
    expect(savingText(findingBy(CHECK, batch()))).toBe('1.00 [1.00 to 1.00] USD price-api');
    expect(findingBy(CHECK, batch({ storedBytes: denied }))?.monthlySavings).toMatchObject({ known: false });
  });
});

describe('a managed instance group of Google Cloud', () => {
  const member = (resourceId: string): Instance => gcpMachine({ resourceId });
  const group = (change: Partial<InstanceGroup> = {}): InstanceGroup =>
    instanceGroup({
      ...base,
      type: 'gcp:compute:instance-group-manager',
      name: 'web-group',
      zoneIds: ['us-central1-a'],
      members: ['a', 'b', 'c', 'd'].map((id) => ({ instanceId: `//${id}`, sizeName: 'n2-standard-4' })),
      spotHourly: unread('in the price list'),
      ...change,
    });
  const batch = (
    change: Partial<InstanceGroup> = {},
    cpu: Partial<MetricDigest> | null = {},
    more: Partial<AnalysisBatch> = {},
  ) => {
    const own = group(change);
    return batchOf([stored(own)], {
      scope: GCP,
      prices,
      related: new Map(own.members.map(({ instanceId }) => [instanceId, stored(member(instanceId))])),
      digests: digestsOf(
        ...(cpu === null ? [] : [digest('cpu-percent-average', 20, { resourceId: own.resourceId, ...cpu })]),
      ),
      ...more,
    });
  };
  const scaled = known({ policies: 1, schedules: 0 });

  it.each`
    change                                                    | cpu            | verdict      | because
    ${{}}                                                     | ${{}}          | ${0.6}       | ${'a fifth of four is work for two'}
    ${{ scalingRules: scaled, maxSize: 10 }}                  | ${{}}          | ${0.6}       | ${'its minimum holds it'}
    ${{ scalingRules: scaled, minSize: 2, maxSize: 10 }}      | ${{}}          | ${'fine'}    | ${'its autoscaler set its size'}
    ${{ scalingRules: known({ policies: 1, schedules: 1 }) }} | ${{}}          | ${'fine'}    | ${'a schedule sets its minimum'}
    ${{ keepsMembers: true }}                                 | ${{}}          | ${'fine'}    | ${'it is stateful'}
    ${{}}                                                     | ${{ p95: 41 }} | ${'fine'}    | ${'it works'}
    ${{}}                                                     | ${null}        | ${'unknown'} | ${'its load was not read'}
    ${{ scalingRules: denied }}                               | ${{}}          | ${'unknown'} | ${'a schedule may change it'}
  `('with low load is $verdict: $because', ({ change, cpu, verdict }) => {
    expect(outcome('gcp-mig-underused', batch(change, cpu))).toBe(verdict);
  });

  it('saves the members that are not needed: 2 x 584 x 0.194236', () => {
    expect(savingText(findingBy('gcp-mig-underused', batch()))).toBe(
      '226.867648 [226.867648 to 226.867648] USD price-api',
    );
  });

  const batchWork = known({ workload: 'batch' });
  it.each`
    change                                                    | more                      | verdict      | because
    ${{ tags: batchWork }}                                    | ${{}}                     | ${0.4}       | ${'its labels say batch'}
    ${{ tags: known({ env: 'dev' }) }}                        | ${{}}                     | ${0.4}       | ${'or development'}
    ${{}}                                                     | ${{}}                     | ${'fine'}    | ${'nothing says what it does'}
    ${{ tags: batchWork, keepsMembers: true }}                | ${{}}                     | ${'fine'}    | ${'its members keep their disks'}
    ${{ tags: batchWork, mixesSpot: true }}                   | ${{}}                     | ${'fine'}    | ${'a part of it is spot'}
    ${{ tags: batchWork, members: group().members.slice(2) }} | ${{}}                     | ${'fine'}    | ${'one of two is half of it'}
    ${{ tags: batchWork }}                                    | ${{ related: new Map() }} | ${'unknown'} | ${'its members were not read'}
    ${{ tags: batchWork }}                                    | ${{ prices: new Map() }}  | ${'unknown'} | ${'whether spot is cheaper is the question'}
    ${{ tags: denied }}                                       | ${{}}                     | ${'unknown'} | ${'its labels were not read'}
  `('at full price is $verdict: $because', ({ change, more, verdict }) => {
    expect(outcome('gcp-vm-spot-candidate', batch(change, {}, more))).toBe(verdict);
  });

  it('saves half of what its discounted price is above spot: 4 x 0.5 x (584 x 0.194236 - 730 x 0.083752)', () => {
    const finding = findingBy('gcp-vm-spot-candidate', batch({ tags: batchWork }))!;
    expect(savingText(finding)).toMatch(/^104\.58972/);
  });
});

describe('an SSD persistent disk', () => {
  const CHECK = 'gcp-disk-type-downgrade';
  const disk = (change: Partial<BlockVolume> = {}): BlockVolume =>
    volume({
      ...base,
      type: 'gcp:compute:disk',
      tier: 'pd-ssd',
      sizeGiB: 100,
      attachedTo: known(['//vm']),
      attachedSince: daysAgo(90),
      ...change,
    });
  const batch = (
    change: Partial<BlockVolume> = {},
    { p99 = 50, max = 80, mibps = 2 } = {},
    more: Partial<AnalysisBatch> = {},
  ) => {
    const own = disk(change);
    const { resourceId } = own;
    return batchOf([stored(own)], {
      scope: GCP,
      prices,
      digests: digestsOf(
        digest('volume-iops-maximum', max, { resourceId, p99 }),
        digest('volume-throughput-mibps-maximum', mibps, { resourceId, p99: mibps }),
      ),
      ...more,
    });
  };

  it.each`
    change                                        | use                       | verdict      | because
    ${{}}                                         | ${{}}                     | ${0.7}       | ${'50 of 3,000 IOPS'}
    ${{}}                                         | ${{ p99: 901, max: 901 }} | ${'fine'}    | ${'more than 30 % of what it can'}
    ${{}}                                         | ${{ p99: 50, max: 481 }}  | ${'fine'}    | ${'one second more than 80 % of the 600 of a balanced disk'}
    ${{}}                                         | ${{ p99: 50, max: 479 }}  | ${0.7}       | ${'just below'}
    ${{}}                                         | ${{ mibps: 25 }}          | ${'fine'}    | ${'28 MiB/s are all that a balanced disk is sure to give'}
    ${{ tier: 'pd-balanced' }}                    | ${{}}                     | ${'fine'}    | ${'it is one'}
    ${{ tier: 'hyperdisk-balanced' }}             | ${{}}                     | ${'fine'}    | ${'its performance is bought apart'}
    ${{ attachedTo: known([]) }}                  | ${{}}                     | ${'fine'}    | ${'another check'}
    ${{ multiAttach: true }}                      | ${{}}                     | ${'fine'}    | ${'several machines share it'}
    ${{ tags: known({ 'goog-gke-volume': '' }) }} | ${{}}                     | ${'fine'}    | ${'its class would bring it back'}
    ${{ createdAt: known(daysAgo(5)) }}           | ${{}}                     | ${'fine'}    | ${'it is new'}
    ${{ tags: denied }}                           | ${{}}                     | ${'unknown'} | ${'a claim may own it'}
  `('is $verdict: $because', ({ change, use, verdict }) => {
    expect(outcome(CHECK, batch(change, use))).toBe(verdict);
  });

  it('saves the difference of its size, and promises all of it: 100 x 0.07', () => {
    expect(savingText(findingBy(CHECK, batch()))).toBe('7.00 [7.00 to 7.00] USD price-api');
    expect(savingText(findingBy(CHECK, batch({ regional: true })))).toBe('14.00 [14.00 to 14.00] USD price-api');
  });

  it('by the bill saves what is paid of it: a day of 0.40 is 12.166… a month, of which 7 / 17', () => {
    const paid = batch({}, {}, { billed: billed({ [disk().resourceId]: ['12', 30] }) });
    const finding = findingBy(CHECK, paid)!;
    expect(savingText(finding)).toMatch(/^5\.0098\d+ .* billing$/);
  });

  it('is never waste when its use was not read', () => {
    expect(outcome(CHECK, batch({}, {}, { digests: new Map() }))).toBe('unknown');
  });
});

describe('a sole-tenant node', () => {
  const CHECK = 'gcp-sole-tenant-node-underused';
  const node = (change: Partial<DedicatedHost> = {}): DedicatedHost =>
    dedicatedHost({
      ...base,
      type: 'gcp:compute:sole-tenant-node',
      family: 'n2-node-80-640',
      totalVcpus: known(80),
      availableVcpus: known(80),
      memoryMiB: known(640 * 1024),
      ...change,
    });
  const batch = (change: Partial<DedicatedHost> = {}, more: Partial<AnalysisBatch> = {}) =>
    batchOf([stored(node(change))], { scope: GCP, prices, ...more });
  const oneOn = { attachedTo: known(['//vm']), availableVcpus: known(64) };

  it.each`
    change                                                        | verdict      | because
    ${{}}                                                         | ${0.5}       | ${'nothing is on it, seen for the first time'}
    ${{ removedWhenEmpty: true }}                                 | ${'fine'}    | ${'its autoscaler removes it'}
    ${oneOn}                                                      | ${0.4}       | ${'a fifth of its vCPUs'}
    ${{ attachedTo: known(['//vm']), availableVcpus: known(40) }} | ${'fine'}    | ${'half of them'}
    ${{ ...oneOn, availableVcpus: denied }}                       | ${'unknown'} | ${'how many was not told'}
    ${{ createdAt: known(daysAgo(3)) }}                           | ${'fine'}    | ${'it is young'}
  `('is $verdict: $because', ({ change, verdict }) => {
    expect(outcome(CHECK, batch(change))).toBe(verdict);
  });

  it('costs its vCPUs and memory with their premium, discounted: 584 x (80 x 0.0347721 + 640 x 0.0046607)', () => {
    const finding = findingBy(CHECK, batch())!;
    expect(savingText(finding)).toBe('3366.535744 [3366.535744 to 3366.535744] USD price-api');
    expect(termSum(finding)).toBe('3366.535744');
    expect(findingBy(CHECK, batch({ memoryMiB: denied }))?.monthlySavings).toMatchObject({ known: false });
  });

  it('is never waste when what is on it was not read', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.string(), (age, reason) => {
        const found = outcome(CHECK, batch({ createdAt: known(daysAgo(age)), attachedTo: unread(reason) }));
        return found === 'unknown';
      }),
    );
  });
});
