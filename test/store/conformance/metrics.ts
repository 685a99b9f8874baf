import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import { at, digest, otherAccount, otherRegion, scope } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const HOURS_PER_WEEK = 168;
/** Profiles are kept in single precision: relative rounding of at most 2^-24. */
const slot = fc.option(fc.float({ noNaN: true, noDefaultInfinity: true }), { nil: null });

export function metricConformance(open: OpenEmptyStore): void {
  it('come back by resource and metric, and only of the scope that is asked', () =>
    withStore(open, async ({ metrics }) => {
      const average = digest('i-1');
      const bytes = digest('i-1', { metric: 'network-bytes', maxDaySum: 1e9 + 0.5, mean: 12.5 });
      await metrics.upsert([average, bytes, digest('i-2'), digest('i-1', { scope: otherRegion, mean: 99 })], at(1));
      expect(await metrics.of(scope, ['i-1', 'i-9'])).toEqual(
        new Map([
          [
            'i-1',
            new Map([
              ['cpu-percent-average', average],
              ['network-bytes', bytes],
            ]),
          ],
        ]),
      );
      expect(await metrics.of(otherAccount, ['i-1'])).toEqual(new Map());
    }));

  it('a newer digest takes the place of the older, also where it has less', () =>
    withStore(open, async ({ metrics }) => {
      await metrics.upsert(
        [digest('i-1', { maxDaySum: 5, hourOfWeek: Array.from({ length: HOURS_PER_WEEK }, () => 1) })],
        at(1),
      );
      const newer = digest('i-1', { window: { start: at(24), end: at(360) }, mean: 7 });
      await metrics.upsert([newer], at(2));
      expect((await metrics.of(scope, ['i-1'])).get('i-1')?.get('cpu-percent-average')).toEqual(newer);
    }));

  it('no sample is not zero: the statistics of nothing stay NaN', () =>
    withStore(open, async ({ metrics }) => {
      const { NaN: none } = Number;
      const empty = digest('i-1', { sampleCount: 0, mean: none, p50: none, p95: none, p99: none, max: none });
      await metrics.upsert([empty], at(1));
      expect((await metrics.of(scope, ['i-1'])).get('i-1')?.get('cpu-percent-average')).toEqual(empty);
    }));

  it('the profile of the week keeps its holes', () =>
    withStore(open, async ({ metrics }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(slot, { minLength: HOURS_PER_WEEK, maxLength: HOURS_PER_WEEK }),
          async (hourOfWeek) => {
            const of: MetricDigest = digest('i-1', { hourOfWeek });
            await metrics.upsert([of], at(1));
            expect((await metrics.of(scope, ['i-1'])).get('i-1')?.get('cpu-percent-average')?.hourOfWeek).toEqual(
              hourOfWeek,
            );
          },
        ),
        { numRuns: 20 },
      );
    }));

  it('one upsert holds more digests than one statement', () =>
    withStore(open, async ({ metrics }) => {
      const ids = Array.from({ length: 130 }, (_, index) => `i-${index}`);
      await metrics.upsert(
        ids.map((id) => digest(id)),
        at(1),
      );
      expect((await metrics.of(scope, ids)).size).toBe(130);
    }));
}
