import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../src/domain/instant.ts';
import {
  addSamples,
  dayGrid,
  hourGrid,
  hourOfWeekProfile,
  summarise,
  within,
} from '../../../src/providers/shared/digest.ts';

const hour = 3_600_000;
const monday = Date.parse('2026-11-23T00:00:00Z');

describe('summary of samples', () => {
  it('has nearest-rank percentiles', () => {
    const summary = summarise([15, 20, 35, 40, 50]);
    expect(summary).toEqual({ sampleCount: 5, mean: 32, p50: 35, p95: 50, p99: 50, max: 50 });
  });

  it('says of no samples only that there are none', () => {
    expect(summarise([])).toEqual({ sampleCount: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 });
  });

  it('gives as a percentile a sample that at least so many percent do not exceed, and no smaller one', () => {
    const samples = fc.array(fc.double({ noNaN: true, min: 0, max: 100 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(samples, (values) => {
        const { p50, p95, p99, max, mean } = summarise(values);
        for (const [percent, value] of [
          [50, p50],
          [95, p95],
          [99, p99],
        ] as const) {
          expect(values).toContain(value);
          const share = (limit: (sample: number) => boolean) => (values.filter(limit).length / values.length) * 100;
          expect(share((sample) => sample <= value)).toBeGreaterThanOrEqual(percent - 1e-9);
          expect(share((sample) => sample < value)).toBeLessThan(percent + 1e-9);
        }
        expect(max).toBe(Math.max(...values));
        expect(mean).toBeLessThanOrEqual(max + 1e-9);
      }),
    );
  });
});

describe('hour of the week', () => {
  it('begins on Monday 00:00 UTC and averages the weeks', () => {
    const timesMs = [monday, monday + 7 * 24 * hour, monday + 25 * hour, monday + 167 * hour];
    const profile = hourOfWeekProfile({ timesMs, values: [10, 20, 7, 9] });
    expect(profile).toHaveLength(168);
    expect([profile[0], profile[25], profile[167]]).toEqual([15, 7, 9]);
    expect(profile.filter((slot) => slot !== null)).toHaveLength(3);
  });
});

describe('sums of two counters', () => {
  it('exist where both have a sample, whatever their order', () => {
    const sum = addSamples(
      { timesMs: [1, 2, 3], values: [10, 20, 30] },
      { timesMs: [4, 3, 1], values: [400, 300, 100] },
    );
    expect(sum).toEqual({ timesMs: [1, 3], values: [110, 330] });
  });
});

describe('grid of a window', () => {
  const window = { start: instant('2026-11-01T05:30:00Z'), end: instant('2026-11-04T00:00:00Z') };

  it('holds whole hours and whole days alone', () => {
    expect(hourGrid(window)).toEqual({
      startMs: Date.parse('2026-11-01T06:00:00Z'),
      endMs: Date.parse(window.end),
      count: 66,
    });
    expect(dayGrid(window)).toMatchObject({ startMs: Date.parse('2026-11-02T00:00:00Z'), count: 2 });
  });

  it('keeps the samples that lie in it', () => {
    const inside = Date.parse('2026-11-02T00:00:00Z');
    const timesMs = [Date.parse('2026-11-01T00:00:00Z'), inside, Date.parse('2026-11-04T00:00:00Z')];
    expect(within({ timesMs, values: [1, 2, 3] }, dayGrid(window))).toEqual({ timesMs: [inside], values: [2] });
  });
});
