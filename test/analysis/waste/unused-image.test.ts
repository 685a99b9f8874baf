import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MachineImage, StoredResource, VolumeSnapshot } from '../../../src/domain/resources.ts';
import { image, snapshotPolicy, user } from '../../support/images-builders.ts';
import { daysAgo, snapshot, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'aws-ec2-ami-unused';

const part = (id: string, change: Partial<VolumeSnapshot> = {}): readonly [string, StoredResource] => [
  id,
  stored(snapshot({ resourceId: id, fullSizeGiB: 40, siblings: known({ older: 0, newer: 0 }), ...change })),
];

type Batch = NonNullable<Parameters<typeof batchOf>[1]>;

const of = (change: Partial<MachineImage> = {}, batch: Batch = {}) =>
  batchOf([stored(image(change))], { related: new Map([part('snap-1')]), ...batch });

const elsewhere = { provider: 'aws' as const, accountId: '444455556666', regionId: 'us-east-1' };

describe('image that nothing uses', () => {
  it.each`
    change                                                    | batch                                                             | expected     | because
    ${{}}                                                     | ${{}}                                                             | ${0.7}       | ${'never launched, and named by nothing'}
    ${{ disabled: true, state: 'disabled' }}                  | ${{}}                                                             | ${0.7}       | ${'a disabled one bills on'}
    ${{ createdAt: known(daysAgo(90)) }}                      | ${{}}                                                             | ${0.7}       | ${'the limit is inclusive'}
    ${{ createdAt: known(daysAgo(89)) }}                      | ${{}}                                                             | ${'fine'}    | ${'it may still be rolled out'}
    ${{ createdAt: unread('denied') }}                        | ${{}}                                                             | ${0.7}       | ${'we have seen it for 90 days ourselves'}
    ${{ lastLaunchedAt: known(daysAgo(89)) }}                 | ${{}}                                                             | ${'fine'}    | ${'launched within the quarter'}
    ${{ lastLaunchedAt: known(daysAgo(90)) }}                 | ${{}}                                                             | ${0.7}       | ${'launched before'}
    ${{ lastLaunchedAt: unread('denied') }}                   | ${{}}                                                             | ${'unknown'} | ${'it may have launched something yesterday'}
    ${{}}                                                     | ${{ users: user('ami-1') }}                                       | ${'fine'}    | ${'an instance runs from it'}
    ${{}}                                                     | ${{ users: user('ami-1', { state: 'stopped' }) }}                 | ${'fine'}    | ${'a stopped one counts as well'}
    ${{}}                                                     | ${{ users: user('ami-1', { scope: elsewhere }) }}                 | ${'fine'}    | ${'in another account, too'}
    ${{}}                                                     | ${{ users: user('ami-1', { kind: 'launch-template' }) }}          | ${'fine'}    | ${'a launch template names it'}
    ${{ shared: known(true) }}                                | ${{}}                                                             | ${'fine'}    | ${'somebody else may launch from it'}
    ${{ shared: unread('denied') }}                           | ${{}}                                                             | ${'unknown'} | ${'somebody else may be allowed to'}
    ${{ protected: true }}                                    | ${{}}                                                             | ${'fine'}    | ${'its owner forbade to remove it'}
    ${{ tags: known({ retention: '7y' }) }}                   | ${{}}                                                             | ${'fine'}    | ${'a retention tag'}
    ${{ tags: known({ 'aws:backup:source-resource': 'i' }) }} | ${{}}                                                             | ${'fine'}    | ${'AWS Backup keeps it'}
    ${{ madeBy: 'policy-1' }}                                 | ${{ related: new Map([['policy-1', stored(snapshotPolicy())]]) }} | ${'fine'}    | ${'a policy keeps it'}
    ${{ madeBy: 'policy-1' }}                                 | ${{}}                                                             | ${0.7}       | ${'the policy is gone'}
    ${{ tags: unread('denied') }}                             | ${{}}                                                             | ${'unknown'} | ${'tags may keep it'}
    ${{}}                                                     | ${{ unreadInRegion: new Map([['instance', '4444: denied']]) }}    | ${'unknown'} | ${'an account of the region was not read'}
    ${{}}                                                     | ${{ unreadInRegion: new Map([['launch-template', 'denied']]) }}   | ${'unknown'} | ${'launch templates were not read'}
  `('is $expected with $change: $because', ({ change, batch, expected }) => {
    expect(outcome(CHECK, of(change, batch))).toBe(expected);
  });

  it('is disabled first, and deregistered once it is', () => {
    expect(findingBy(CHECK, of())?.action).toEqual({ kind: 'image.disable', params: { snapshots: 'snap-1' } });
    expect(findingBy(CHECK, of({ disabled: true }))?.action.kind).toBe('image.deregister');
  });

  it('saves its own snapshots, and not those that other images need', () => {
    const snapshots = [
      { snapshotId: 'snap-1', sharedWithImages: false },
      { snapshotId: 'snap-2', sharedWithImages: false },
      { snapshotId: 'snap-3', sharedWithImages: true },
    ];
    const related = new Map([
      part('snap-1'),
      part('snap-2', { siblings: known({ older: 0, newer: 1 }) }),
      part('snap-3'),
    ]);
    const finding = findingBy(CHECK, of({ snapshots }, { related }))!;
    expect(savingText(finding)).toBe('2.00 [2.00 to 4.00] USD price-api');
    expect(termSum(finding)).toBe('2.00');
    expect(finding.action.params).toEqual({ snapshots: 'snap-1,snap-2' });
  });

  it('sums what the bill says of each snapshot, beyond the first line', () => {
    const snapshots = ['snap-1', 'snap-2'].map((snapshotId) => ({ snapshotId, sharedWithImages: false }));
    const related = new Map([part('snap-1'), part('snap-2')]);
    const costs = billed({ 'snap-1': ['0.72', 30], 'snap-2': ['7.20', 30] });
    const batch = of({ snapshots, billingIds: ['snap-1', 'snap-2'] }, { related, billed: costs });
    expect(savingText(findingBy(CHECK, batch))).toBe('8.03 [8.03 to 8.03] USD billing');
  });

  it.each([
    ['a snapshot that was not read', {}, { related: new Map() }, 'snapshot snap-1: it is not in the inventory'],
    [
      'snapshots that were denied',
      {},
      { related: new Map(), unread: new Map([['volume-snapshot' as const, 'denied']]) },
      'snapshot snap-1: denied',
    ],
    ['no snapshots at all', { snapshots: [] }, {}, 'it lies in object storage, whose share of a bucket is not told'],
    [
      'snapshots of other images alone',
      { snapshots: [{ snapshotId: 'snap-1', sharedWithImages: true }] },
      {},
      'all of its snapshots are needed by other images',
    ],
  ])('does not know what %s would save', (_, change, batch, reason) => {
    expect(savingText(findingBy(CHECK, of(change, batch)))).toBe(`unknown: ${reason}`);
  });

  it('is never waste when a kind of user was not read in any account of the region', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.constantFrom('instance' as const, 'launch-template' as const), (days, kind) => {
        const batch = of({ createdAt: known(daysAgo(days)) }, { unreadInRegion: new Map([[kind, 'denied']]) });
        expect(typeof outcome(CHECK, batch)).toBe('string');
      }),
    );
  });
});
