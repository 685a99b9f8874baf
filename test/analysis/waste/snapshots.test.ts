import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { StoredResource, VolumeSnapshot } from '../../../src/domain/resources.ts';
import { snapshotPolicy, user } from '../../support/images-builders.ts';
import { daysAgo, snapshot, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';
import { priceBook } from '../price-book.ts';

const OLD = 'aws-ebs-snapshot-old';
const ORPHANED = 'aws-ebs-snapshot-orphaned';

/** A snapshot of 200 days, alone, of which 60 GiB are written. */
const aged = (change: Partial<VolumeSnapshot> = {}): VolumeSnapshot =>
  snapshot({
    createdAt: known(daysAgo(200)),
    fullSizeGiB: 60,
    siblings: known({ older: 0, newer: 0 }),
    ...change,
  });

type Batch = NonNullable<Parameters<typeof batchOf>[1]>;

const there: Batch = { related: new Map<string, StoredResource>([['vol-1', stored(volume())]]) };
const policy: Batch = { related: new Map<string, StoredResource>([['policy-1', stored(snapshotPolicy())]]) };
const unreadKind = (kind: 'machine-image' | 'launch-template' | 'block-volume' | 'snapshot-policy'): Batch => ({
  unread: new Map([[kind, 'denied']]),
});
const used = (kind: 'machine-image' | 'launch-template' | 'recovery-point'): Batch => ({
  users: user('snap-1', { relation: 'snapshot', kind }),
});
const of = (change: Partial<VolumeSnapshot>, batch: Batch = {}) => batchOf([stored(aged(change))], batch);

describe('what snapshots are judged by', () => {
  it.each`
    change                                                      | batch                            | old          | orphaned     | because
    ${{}}                                                       | ${there}                         | ${0.7}       | ${'fine'}    | ${'its volume is there'}
    ${{}}                                                       | ${{}}                            | ${0.7}       | ${0.6}       | ${'its volume is gone'}
    ${{}}                                                       | ${unreadKind('block-volume')}    | ${0.7}       | ${'unknown'} | ${'volumes were not read'}
    ${{ sourceVolumeId: undefined }}                            | ${{}}                            | ${0.7}       | ${'fine'}    | ${'a copy does not tell its volume'}
    ${{ createdAt: known(daysAgo(90)) }}                        | ${{}}                            | ${0.7}       | ${0.6}       | ${'the limit is inclusive'}
    ${{ createdAt: known(daysAgo(89)) }}                        | ${{}}                            | ${'fine'}    | ${0.6}       | ${'a quarter is not over'}
    ${{ createdAt: known(daysAgo(30)) }}                        | ${{}}                            | ${'fine'}    | ${0.6}       | ${'the other limit is 30 days'}
    ${{ createdAt: known(daysAgo(29)) }}                        | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'both limits'}
    ${{ tier: 'archive' }}                                      | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'somebody meant to keep it'}
    ${{ state: 'pending' }}                                     | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'not taken yet'}
    ${{ tags: known({ retention: '7y' }) }}                     | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'a retention tag'}
    ${{ tags: known({ 'Delete-After': '2027-03-01' }) }}        | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'its day has not come'}
    ${{ tags: known({ 'delete-after': '2026-03-01' }) }}        | ${{}}                            | ${0.7}       | ${0.6}       | ${'its day has passed'}
    ${{ tags: known({ keep: 'false' }) }}                       | ${{}}                            | ${0.7}       | ${0.6}       | ${'switched off'}
    ${{ tags: known({ 'aws:backup:source-resource': 'arn' }) }} | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'AWS Backup keeps it'}
    ${{ tags: known({ CSIVolumeSnapshotName: 's' }) }}          | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'a cluster keeps it'}
    ${{ tags: known({ 'velero.io/backup': 'b' }) }}             | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'Velero keeps it'}
    ${{ madeBy: 'policy-1' }}                                   | ${policy}                        | ${'fine'}    | ${'fine'}    | ${'a policy keeps it'}
    ${{ madeBy: 'policy-1' }}                                   | ${{}}                            | ${0.7}       | ${0.6}       | ${'the policy was deleted: nobody keeps it'}
    ${{ madeBy: 'policy-1' }}                                   | ${unreadKind('snapshot-policy')} | ${'unknown'} | ${'unknown'} | ${'the policy may be there'}
    ${{}}                                                       | ${used('machine-image')}         | ${'fine'}    | ${'fine'}    | ${'an image consists of it'}
    ${{}}                                                       | ${used('launch-template')}       | ${'fine'}    | ${'fine'}    | ${'a launch template needs it'}
    ${{}}                                                       | ${used('recovery-point')}        | ${'fine'}    | ${'fine'}    | ${'a recovery point is it'}
    ${{}}                                                       | ${unreadKind('machine-image')}   | ${'unknown'} | ${'unknown'} | ${'images were not read'}
    ${{}}                                                       | ${unreadKind('launch-template')} | ${'unknown'} | ${'unknown'} | ${'launch templates were not read'}
    ${{ tags: unread('denied') }}                               | ${{}}                            | ${'unknown'} | ${'unknown'} | ${'a retention tag may be among them'}
    ${{ tags: known({ 'ballast:keep': 'audit' }) }}             | ${{}}                            | ${'fine'}    | ${'fine'}    | ${'exempt'}
  `('old: $old, orphaned: $orphaned, with $change: $because', ({ change, batch, old, orphaned }) => {
    expect(outcome(OLD, of(change, batch))).toBe(old);
    expect(outcome(ORPHANED, of(change, batch))).toBe(orphaned);
  });

  it('is never waste when users were not read, whatever its age', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.constantFrom('machine-image' as const, 'launch-template' as const), (days, kind) => {
        const batch = of({ createdAt: known(daysAgo(days)) }, unreadKind(kind));
        expect(typeof outcome(OLD, batch)).toBe('string');
        expect(typeof outcome(ORPHANED, batch)).toBe('string');
      }),
    );
  });

  it('is never orphaned when volumes were not read', () => {
    fc.assert(
      fc.property(fc.nat(3000), (days) => {
        const change = { createdAt: known(daysAgo(days)) };
        expect(typeof outcome(ORPHANED, of(change, unreadKind('block-volume')))).toBe('string');
      }),
    );
  });
});

describe('what deleting a snapshot saves', () => {
  const bill = { billed: billed({ 'snap-1': ['2.40', 30] }) }; // 2.43333 a month
  const newer = { siblings: known({ older: 1, newer: 2 }) };
  const newest = { siblings: known({ older: 3, newer: 0 }) };

  it.each`
    change                            | batch   | old                                                       | orphaned                                                  | because
    ${{}}                             | ${{}}   | ${'3.00 [3.00 to 3.00] USD price-api'}                    | ${'3.00 [3.00 to 3.00] USD price-api'}                    | ${'alone, it stores all of its 60 GiB'}
    ${{ fullSizeGiB: undefined }}     | ${{}}   | ${'0.00 [0.00 to 5.00] USD price-api'}                    | ${'0.00 [0.00 to 5.00] USD price-api'}                    | ${'what of 100 GiB is written is not told'}
    ${newest}                         | ${{}}   | ${'0.00 [0.00 to 3.00] USD price-api'}                    | ${'0.00 [0.00 to 3.00] USD price-api'}                    | ${'older ones hold a part that is not told'}
    ${newer}                          | ${bill} | ${'0.00 [0.00 to 2.433333333] USD billing'}               | ${'2.433333333 [0.00 to 2.433333333] USD billing'}        | ${'newer ones may take over its blocks, unless they go too'}
    ${newest}                         | ${bill} | ${'2.433333333 [2.433333333 to 2.433333333] USD billing'} | ${'2.433333333 [2.433333333 to 2.433333333] USD billing'} | ${'nothing newer needs its blocks'}
    ${{ siblings: unread('a copy') }} | ${bill} | ${'0.00 [0.00 to 2.433333333] USD billing'}               | ${'2.433333333 [0.00 to 2.433333333] USD billing'}        | ${'newer ones may be there'}
  `('with $change: $old, $because', ({ change, batch, old, orphaned }) => {
    for (const [check, expected] of [
      [OLD, old],
      [ORPHANED, orphaned],
    ]) {
      const finding = findingBy(check, of(change, batch))!;
      expect(savingText(finding)).toBe(expected);
      expect(`${termSum(finding)} `).toBe(expected.slice(0, expected.indexOf('[')));
    }
  });

  it('is found on the bill by the ARN', () => {
    const arn = 'arn:aws:ec2:us-east-1:111122223333:snapshot/snap-1';
    const batch = of({ billingIds: [arn], ...newest }, { billed: billed({ [arn]: ['2.40', 30] }) });
    expect(savingText(findingBy(OLD, batch))).toContain('USD billing');
  });

  it('is unknown without a price, never zero', () => {
    const finding = findingBy(OLD, of({}, { prices: priceBook(['snapshot/standard']) }));
    expect(savingText(finding)).toBe('unknown: no price for snapshot/standard in us-east-1');
  });
});
