import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { FastSnapshotRestore } from '../../../src/domain/resources.ts';
import { fastRestore } from '../../support/images-builders.ts';
import { daysAgo, digest, stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'aws-ebs-fast-snapshot-restore';

function of(change: Partial<FastSnapshotRestore>, lowest: number | null, credits: number | null, days = 7) {
  const samples = {
    resourceId: 'snap-1/us-east-1a',
    periodSeconds: 86_400,
    window: { start: daysAgo(days), end: daysAgo(0) },
    sampleCount: days,
    expectedCount: 7,
  };
  const digests = digestsOf(
    ...(lowest === null ? [] : [digest('fast-restore-credits-lowest', lowest, { ...samples, mean: lowest })]),
    ...(credits === null ? [] : [digest('fast-restore-credits-capacity', credits, { ...samples, mean: credits })]),
  );
  return batchOf([stored(fastRestore(change))], { digests });
}

describe('fast snapshot restore that nothing uses', () => {
  it.each`
    change                              | lowest  | credits | expected     | because
    ${{}}                               | ${10}   | ${10}   | ${0.85}      | ${'its credits were full all week'}
    ${{}}                               | ${9.86} | ${10}   | ${'fine'}    | ${'one credit was taken on one day'}
    ${{}}                               | ${1}    | ${1}    | ${0.85}      | ${'a large snapshot has one credit'}
    ${{ enabledAt: known(daysAgo(8)) }} | ${10}   | ${10}   | ${0.85}      | ${'enabled for more than a week'}
    ${{ enabledAt: known(daysAgo(7)) }} | ${10}   | ${10}   | ${'fine'}    | ${'a week is not over'}
    ${{ state: 'optimizing' }}          | ${10}   | ${10}   | ${'fine'}    | ${'only what is enabled bills'}
    ${{ enabledAt: unread('missing') }} | ${10}   | ${10}   | ${'unknown'} | ${'it may have been enabled today'}
    ${{ enabledAt: unread('missing') }} | ${5}    | ${10}   | ${'fine'}    | ${'it was used, whenever that began'}
    ${{}}                               | ${null} | ${10}   | ${'unknown'} | ${'its balance was not read'}
    ${{}}                               | ${10}   | ${null} | ${'unknown'} | ${'its size was not read'}
  `('is $expected with $change at $lowest of $credits: $because', ({ change, lowest, credits, expected }) => {
    expect(outcome(CHECK, of(change, lowest, credits))).toBe(expected);
  });

  it('cannot tell from four days', () => {
    expect(outcome(CHECK, of({}, 10, 10, 4))).toBe('unknown');
  });

  it('saves the hours of a month', () => {
    const finding = findingBy(CHECK, of({}, 10, 10));
    expect(savingText(finding)).toBe('547.50 [547.50 to 547.50] USD price-api');
    expect(finding?.action.params).toEqual({ snapshotId: 'snap-1', zone: 'us-east-1a' });
  });
});
