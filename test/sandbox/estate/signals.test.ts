import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../src/sandbox/estate/metrics.ts';
import { joinSources } from '../../../src/sandbox/estate/metric-source.ts';
import { resourceMetrics } from '../../../src/sandbox/estate/resource-metrics.ts';
import { spokeWithin, type Signal } from '../../../src/sandbox/estate/signal.ts';
import {
  constantSignal,
  counterSignal,
  dailySignal,
  eventSignal,
  gaugeSignal,
  lifetime,
} from '../../../src/sandbox/estate/signals.ts';
import { DAY, HOUR, NOW } from './estates.ts';

const WEEK = 7 * DAY;
const MONDAY = Date.UTC(2026, 10, 16);
const always = lifetime(0);
const values = (signal: Signal, statistic: string, periodSeconds = 3600, from = MONDAY, to = MONDAY + WEEK) =>
  seriesOf(signal, { statistic, periodSeconds, from, to }).values;
const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

describe('gauges', () => {
  it.each([
    ['steady', 70],
    ['daily', 30],
    ['weekly', 30],
    ['spiky', 10],
    ['idle', 20],
  ] as const)('keep the mean and the peak of a %s week', (shape, mean) => {
    const signal = gaugeSignal({ key: 'db-1', metric: 'CPU', unit: 'Percent', runs: always, shape, mean, peak: 80 });
    const all = values(signal, 'Average', 300);
    expect(total(all) / all.length / mean).toBeCloseTo(1, 1);
    expect(Math.max(...all)).toBeLessThanOrEqual(80);
    expect(Math.max(...all)).toBeGreaterThan(78);
  });

  it('keep the peak where the shape cannot have so low a mean', () => {
    const fields = { key: 'a', metric: 'm', unit: 'Percent', runs: always } as const;
    const all = values(gaugeSignal({ ...fields, shape: 'steady', mean: 1, peak: 80 }), 'Average', 300);
    expect(Math.max(...all)).toBeGreaterThan(78);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
  });

  it('give every statistic of every period from the same samples', () => {
    const signal = gaugeSignal({
      key: 'a',
      metric: 'm',
      unit: 'Percent',
      runs: always,
      shape: 'daily',
      mean: 20,
      peak: 60,
    });
    const samples = values(signal, 'Average', 300, MONDAY, MONDAY + HOUR);
    expect(samples).toHaveLength(12);
    const one = (statistic: string) => values(signal, statistic, 3600, MONDAY, MONDAY + HOUR)[0];
    expect(one('SampleCount')).toBe(12);
    expect(one('Sum')).toBeCloseTo(total(samples), 9);
    expect(one('Average')).toBeCloseTo(total(samples) / 12, 9);
    expect(one('Maximum')).toBe(Math.max(...samples));
    expect(one('p100')).toBe(Math.max(...samples));
    expect(one('Minimum')).toBe(Math.min(...samples));
  });

  it('come every minute where they are asked to', () => {
    const signal = gaugeSignal({
      key: 'a',
      metric: 'm',
      unit: 'Percent',
      runs: always,
      shape: 'daily',
      mean: 20,
      peak: 60,
      everySeconds: 60,
    });
    expect(values(signal, 'SampleCount', 3600, MONDAY, MONDAY + HOUR)).toEqual([60]);
    expect(values(signal, 'Average', 60, MONDAY, MONDAY + HOUR)).toHaveLength(60);
  });
});

describe('counters', () => {
  it('sum up to what they count, however little that is', () => {
    fc.assert(
      fc.property(fc.constantFrom(0.5, 3, 40, 1e6), fc.string({ minLength: 1 }), (perHour, key) => {
        const signal = counterSignal({ key, metric: 'Requests', unit: 'Count', runs: always, shape: 'daily', perHour });
        const weeks = total(values(signal, 'Sum', 86_400, MONDAY, MONDAY + 8 * WEEK)) / 8;
        expect(weeks / (perHour * 168)).toBeGreaterThan(0.8);
        expect(weeks / (perHour * 168)).toBeLessThan(1.2);
      }),
      { numRuns: 20 },
    );
  });

  it('have no datapoint where nothing happened when they are sparse, and zeros when they are not', () => {
    const fields = {
      key: 'f',
      metric: 'Invocations',
      unit: 'Count',
      runs: always,
      shape: 'steady',
      perHour: 1,
    } as const;
    const sparse = values(counterSignal({ ...fields, sparse: true }), 'Sum', 300);
    const dense = values(counterSignal(fields), 'Sum', 300);
    expect(dense).toHaveLength(2016);
    expect(sparse.length).toBeLessThan(400);
    expect(sparse.every((value) => value > 0)).toBe(true);
    expect(total(sparse)).toBe(total(dense));
    expect(values(counterSignal({ ...fields, perHour: 0, sparse: true }), 'Sum', 300)).toEqual([]);
    expect(new Set(values(counterSignal({ ...fields, perHour: 0 }), 'Sum', 300))).toEqual(new Set([0]));
  });
});

describe('other signals', () => {
  it('come once a day, at midnight', () => {
    const signal = dailySignal({ unit: 'Bytes', runs: lifetime(MONDAY + HOUR) }, (day) => day * 10);
    const { timestamps, values: sizes } = seriesOf(signal, {
      statistic: 'Average',
      periodSeconds: 86_400,
      from: MONDAY,
      to: MONDAY + 3 * DAY,
    });
    expect(timestamps).toEqual([MONDAY + DAY, MONDAY + 2 * DAY]);
    expect(sizes).toEqual([(MONDAY / DAY + 1) * 10, (MONDAY / DAY + 2) * 10]);
  });

  it('stay silent outside of the life of their resource', () => {
    const signal = constantSignal({ unit: 'Count', runs: lifetime(MONDAY + HOUR, MONDAY + 2 * HOUR) }, 4);
    expect(values(signal, 'SampleCount')).toEqual([12]);
    expect(spokeWithin(signal, MONDAY, MONDAY + HOUR)).toBe(false);
    expect(spokeWithin(signal, MONDAY, MONDAY + DAY)).toBe(true);
    expect(spokeWithin(signal, MONDAY + 2 * HOUR, MONDAY + DAY)).toBe(false);
  });

  it('hold single events, and add up those of one sample', () => {
    const at = MONDAY + HOUR;
    const signal = eventSignal({ unit: 'Count', runs: always }, [
      { at, value: 2 },
      { at: at + 1000, value: 3 },
    ]);
    expect(values(signal, 'Sum')).toEqual([5]);
    expect(values(signal, 'Average')).toEqual([5]);
  });
});

describe('metrics of resources', () => {
  const resources = [
    { accountId: '1', region: 'r', name: 'a', calls: 5 },
    { accountId: '1', region: 'r', name: 'b', calls: 0 },
    { accountId: '2', region: 'r', name: 'a', calls: 7 },
  ];
  const source = joinSources([
    resourceMetrics({
      namespace: 'AWS/Thing',
      resources,
      dimensions: ({ name }) => [{ Name: name }, { Name: name, Table: 't' }],
      metrics: {
        Calls: ({ calls }) =>
          eventSignal({ unit: 'Count', runs: always }, calls > 0 ? [{ at: NOW - DAY, value: calls }] : []),
        Level: ({ name }) => (name === 'a' ? constantSignal({ unit: 'None', runs: always }, 1) : undefined),
      },
      now: NOW,
    }),
    resourceMetrics({ namespace: 'AWS/Other', resources: [], dimensions: () => [{}], metrics: {}, now: NOW }),
  ]);
  const key = { accountId: '1', region: 'r', namespace: 'AWS/Thing', metricName: 'Calls' };

  it('are found by account, region and all of their dimensions, in any order', () => {
    const sumOf = (over: object) => {
      const signal = source.find({ ...key, dimensions: { Name: 'a' }, ...over });
      return signal && values(signal, 'Sum', 86_400, NOW - 2 * DAY, NOW);
    };
    expect(sumOf({})).toEqual([5]);
    expect(sumOf({ accountId: '2' })).toEqual([7]);
    expect(sumOf({ dimensions: { Table: 't', Name: 'a' } })).toEqual([5]);
    expect(sumOf({ dimensions: { Table: 't' } })).toBeUndefined();
    expect(sumOf({ dimensions: {} })).toBeUndefined();
    expect(sumOf({ region: 'elsewhere' })).toBeUndefined();
    expect(sumOf({ metricName: 'constructor' })).toBeUndefined();
    expect(sumOf({ dimensions: { Name: 'b' }, metricName: 'Level' })).toBeUndefined();
  });

  it('are listed where they had data, by any of their dimensions', () => {
    const list = (over: object, oldest = NOW - 14 * DAY) =>
      [...source.list({ accountId: '1', region: 'r', now: NOW, ...over }, oldest)].map(
        ({ metricName, dimensions }) => `${metricName} ${Object.values(dimensions).join('/')}`,
      );
    expect(list({})).toEqual(['Calls a', 'Level a', 'Calls a/t', 'Level a/t']);
    expect(list({ metricName: 'Calls' })).toEqual(['Calls a', 'Calls a/t']);
    expect(list({ dimensions: [{ name: 'Table' }] })).toEqual(['Calls a/t', 'Level a/t']);
    expect(list({ dimensions: [{ name: 'Name', value: 'b' }] })).toEqual([]);
    expect(list({ metricName: 'Calls' }, NOW - HOUR)).toEqual([]);
  });
});
