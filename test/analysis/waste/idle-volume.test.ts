import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { BlockVolume, Instance } from '../../../src/domain/resources.ts';
import { daysAgo, digest, instance, stored, stoppedInstance, volume } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'aws-ebs-volume-idle';

const host = (change: Partial<Instance> = {}) => instance({ resourceId: 'i-host', ...change });

/** A data volume, attached for 90 days, whose busiest day had so many operations. */
function idle(
  operations: number | null,
  change: Partial<BlockVolume> = {},
  machine: Instance | null = host(),
  more: Partial<MetricDigest> = {},
) {
  const resource = volume({ boot: false, attachedSince: daysAgo(90), ...change });
  const samples = { resourceId: 'vol-1', periodSeconds: 86_400, sampleCount: 14, expectedCount: 14 };
  const digests = digestsOf(
    ...(operations === null
      ? []
      : [digest('volume-operations', operations, { ...samples, maxDaySum: operations, ...more })]),
  );
  const estate = [stored(resource), ...(machine === null ? [] : [stored(machine)])];
  return batchOf([stored(resource)], { digests, estate });
}

describe('volume that nothing reads or writes', () => {
  it.each`
    operations | change                                       | machine                                          | expected     | because
    ${0}       | ${{}}                                        | ${host()}                                        | ${0.8}       | ${'nothing in two weeks'}
    ${1}       | ${{}}                                        | ${host()}                                        | ${'fine'}    | ${'one operation is one'}
    ${50_000}  | ${{}}                                        | ${host()}                                        | ${'fine'}    | ${'one busy day'}
    ${0}       | ${{ boot: true }}                            | ${host()}                                        | ${'fine'}    | ${'its machine boots from it'}
    ${0}       | ${{ attachedTo: known([]) }}                 | ${host()}                                        | ${'fine'}    | ${'another check judges what is attached to nothing'}
    ${0}       | ${{ attachedTo: unread('denied') }}          | ${host()}                                        | ${'unknown'} | ${'what holds it was not read'}
    ${0}       | ${{ attachedSince: daysAgo(13) }}            | ${host()}                                        | ${'fine'}    | ${'attached within the window'}
    ${0}       | ${{ attachedSince: daysAgo(14) }}            | ${host()}                                        | ${0.8}       | ${'the window is inclusive'}
    ${0}       | ${{ attachedSince: undefined }}              | ${host()}                                        | ${'unknown'} | ${'it may have been attached yesterday'}
    ${0}       | ${{}}                                        | ${stoppedInstance(40, { resourceId: 'i-host' })} | ${'fine'}    | ${'a stopped machine sends nothing'}
    ${0}       | ${{}}                                        | ${host({ startedAt: known(daysAgo(5)) })}        | ${'fine'}    | ${'started within the window'}
    ${0}       | ${{}}                                        | ${host({ startedAt: unread('denied') })}         | ${'unknown'} | ${'it may have been started yesterday'}
    ${0}       | ${{}}                                        | ${null}                                          | ${'unknown'} | ${'its machine is not in the inventory'}
    ${null}    | ${{}}                                        | ${host()}                                        | ${'unknown'} | ${'without metrics nothing is known'}
    ${0}       | ${{ tags: unread('denied') }}                | ${host()}                                        | ${'unknown'} | ${'its tags may exempt it'}
    ${0}       | ${{ tags: known({ CSIVolumeName: 'pvc' }) }} | ${host()}                                        | ${0.4}       | ${'a cluster holds it for a claim'}
  `('is $expected at $operations with $change: $because', ({ operations, change, machine, expected }) => {
    expect(outcome(CHECK, idle(operations, change, machine))).toBe(expected);
  });

  it.each([
    ['a gap of two days', { sampleCount: 12 }, 'has only 85 %'],
    ['no samples, as on Xen', { sampleCount: 0 }, 'has no samples'],
    ['a window of a week', { window: { start: daysAgo(7), end: daysAgo(0) } }, 'covers 7 of 14 days'],
    ['an old window', { window: { start: daysAgo(40), end: daysAgo(20) } }, 'last read 20 days ago'],
  ])('cannot tell with %s', (_, change, reason) => {
    expect(findingBy(CHECK, idle(0, {}, host(), change))?.reason).toContain(reason);
  });

  it('saves the volume, and keeps a snapshot of it', () => {
    expect(savingText(findingBy(CHECK, idle(0)))).toBe('3.00 [3.00 to 8.00] USD price-api');
  });

  it('needs every holder to run: one that does not is another question', () => {
    const shared = idle(0, { attachedTo: known(['i-host', 'i-other']) }, host());
    expect(outcome(CHECK, shared)).toBe('unknown');
  });

  it('is never waste when operations were not read', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), (attached, started) => {
        const machine = host({ startedAt: known(daysAgo(started)) });
        expect(typeof outcome(CHECK, idle(null, { attachedSince: daysAgo(attached) }, machine))).toBe('string');
      }),
    );
  });
});
