import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import { instant, MS_PER_DAY } from '../../../src/domain/instant.ts';
import type { RecoveryPoint, StoredResource } from '../../../src/domain/resources.ts';
import { recoveryPoint } from '../../support/images-builders.ts';
import { daysAgo, NOW, snapshot, stored, volume } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText, termSum } from '../batch-builders.ts';

const CHECK = 'aws-backup-old-recovery-points';

const inDays = (days: number) => known(instant(Date.parse(NOW) + days * MS_PER_DAY));
type Batch = NonNullable<Parameters<typeof batchOf>[1]>;
const of = (change: Partial<RecoveryPoint> = {}, batch: Batch = {}) => batchOf([stored(recoveryPoint(change))], batch);

const source = { kind: 'block-volume' as const, resourceId: 'vol-1' };
/** A snapshot of a volume. */
const ebs = {
  resourceId: 'arn:aws:ec2:us-east-1::snapshot/snap-1',
  sourceType: 'EBS',
  source,
  snapshotId: 'snap-1',
  deleteAt: inDays(300),
};
const there: Batch = { related: new Map<string, StoredResource>([['vol-1', stored(volume())]]) };

describe('recovery point', () => {
  it.each`
    change                                                          | batch                                                | expected     | why                | because
    ${{}}                                                           | ${{}}                                                | ${0.6}       | ${'kept for ever'} | ${'no end in its lifecycle'}
    ${{ createdAt: known(daysAgo(90)) }}                            | ${{}}                                                | ${0.6}       | ${'kept for ever'} | ${'the limit is inclusive'}
    ${{ createdAt: known(daysAgo(89)) }}                            | ${{}}                                                | ${'fine'}    | ${null}            | ${'too young'}
    ${{ state: 'EXPIRED', deleteAt: inDays(-9) }}                   | ${{}}                                                | ${0.9}       | ${'expired'}       | ${'it should be gone'}
    ${{ deleteAt: inDays(90) }}                                     | ${{}}                                                | ${0.7}       | ${'warm storage'}  | ${'a fifth of the price in cold storage'}
    ${{ deleteAt: inDays(89) }}                                     | ${{}}                                                | ${'fine'}    | ${null}            | ${'cold storage is paid for 90 days'}
    ${{ deleteAt: inDays(300), moveToColdAt: known(daysAgo(100)) }} | ${{}}                                                | ${'fine'}    | ${null}            | ${'it is cold'}
    ${{ deleteAt: inDays(300), sourceType: 'S3' }}                  | ${{}}                                                | ${'fine'}    | ${null}            | ${'S3 backups have no cold storage'}
    ${ebs}                                                          | ${there}                                             | ${'fine'}    | ${null}            | ${'its volume is there, and its lifecycle ends'}
    ${ebs}                                                          | ${{}}                                                | ${0.5}       | ${'source gone'}   | ${'its volume is gone'}
    ${ebs}                                                          | ${{ unread: new Map([['block-volume', 'denied']]) }} | ${'unknown'} | ${null}            | ${'its volume may be there'}
    ${{ ...ebs, deleteAt: known(null) }}                            | ${{ unread: new Map([['block-volume', 'denied']]) }} | ${0.6}       | ${'kept for ever'} | ${'that much is known'}
    ${{ ...ebs, deleteAt: known(null) }}                            | ${there}                                             | ${0.6}       | ${'kept for ever'} | ${'no end in its lifecycle'}
    ${{ locked: true }}                                             | ${{}}                                                | ${'fine'}    | ${null}            | ${'a locked vault'}
    ${{ onLegalHold: known(true) }}                                 | ${{}}                                                | ${'fine'}    | ${null}            | ${'a legal hold'}
    ${{ onLegalHold: unread('denied') }}                            | ${{}}                                                | ${'unknown'} | ${'kept for ever'} | ${'a hold may keep it'}
    ${{ partOf: 'arn:parent' }}                                     | ${{}}                                                | ${'fine'}    | ${null}            | ${'removed with the whole'}
    ${{ deleteAt: unread('missing') }}                              | ${{}}                                                | ${'unknown'} | ${null}            | ${'when it ends was not read'}
    ${{ tags: known({ retention: '7y' }) }}                         | ${{}}                                                | ${'fine'}    | ${null}            | ${'a retention tag'}
    ${{ tags: unread('not told') }}                                 | ${{}}                                                | ${'unknown'} | ${'kept for ever'} | ${'tags may keep it'}
    ${{ state: 'CREATING' }}                                        | ${{}}                                                | ${'fine'}    | ${null}            | ${'not made yet'}
  `('is $expected with $change: $because', ({ change, batch, expected, why }) => {
    expect(outcome(CHECK, of(change, batch))).toBe(expected);
    const finding = findingBy(CHECK, of(change, batch));
    if (finding !== undefined) expect(finding.evidence['because']).toBe(why);
  });

  it.each([
    ['an incremental backup', {}, {}, '0.00 [0.00 to 5.00] USD price-api', 'recovery-point.set-lifecycle'],
    [
      'a full copy',
      { sourceType: 'DynamoDB' },
      {},
      '10.00 [10.00 to 10.00] USD price-api',
      'recovery-point.set-lifecycle',
    ],
    [
      'one in cold storage',
      { moveToColdAt: known(daysAgo(90)) },
      {},
      '0.00 [0.00 to 1.00] USD price-api',
      'recovery-point.set-lifecycle',
    ],
    [
      'what is warm for long',
      { deleteAt: inDays(200) },
      {},
      '0.00 [0.00 to 4.00] USD price-api',
      'recovery-point.move-to-cold',
    ],
    [
      'what is on the bill',
      { billingIds: ['rp'] },
      { billed: billed({ rp: ['3.60', 30] }) },
      '3.65 [3.65 to 3.65] USD billing',
      'recovery-point.set-lifecycle',
    ],
    [
      'a snapshot',
      ebs,
      {
        related: new Map<string, StoredResource>([
          ['snap-1', stored(snapshot({ fullSizeGiB: 60, siblings: known({ older: 0, newer: 0 }) }))],
        ]),
      },
      '3.00 [3.00 to 3.00] USD price-api',
      'recovery-point.delete',
    ],
    [
      'a backup that another service bills',
      { resourceId: 'arn:aws:rds:us-east-1:1:snapshot:awsbackup:x', sourceType: 'RDS' },
      {},
      'unknown: backups of RDS are on the bill of that service, by no line of their own',
      'recovery-point.set-lifecycle',
    ],
    ['one of no size', { sizeBytes: unread('missing') }, {}, 'unknown: size: missing', 'recovery-point.set-lifecycle'],
  ])('of %s', (_, change, batch, saving, action) => {
    const finding = findingBy(CHECK, of(change, batch))!;
    expect(savingText(finding)).toBe(saving);
    expect(finding.action.kind).toBe(action);
    if (finding.monthlySavings.known) expect(`${termSum(finding)} `).toBe(saving.slice(0, saving.indexOf('[')));
  });

  it('is never waste when its lifecycle was not read', () => {
    fc.assert(
      fc.property(fc.nat(5000), (days) => {
        expect(typeof outcome(CHECK, of({ createdAt: known(daysAgo(days)), deleteAt: unread('missing') }, there))).toBe(
          'string',
        );
      }),
    );
  });
});
