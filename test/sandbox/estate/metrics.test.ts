import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listMetrics, metricSeries, type MetricQuery } from '../../../src/sandbox/estate/metrics.ts';
import type { AwsInstance, AwsVolume } from '../../../src/sandbox/estate/model.ts';
import { startInstances, stopInstances } from '../../../src/sandbox/estate/mutations.ts';
import { DAY, estateOf, first, HOUR, NOW } from './estates.ts';

const estate = estateOf({ resources: 600 });
const instances = [...estate.instances.values()];
const running = instances.filter(({ state, load }) => state === 'running' && load.shape !== 'none');
const hosts = new Set(running.map(({ id }) => id));
const attached = [...estate.volumes.values()].filter(({ attachments }) => hosts.has(attachments[0]?.instanceId ?? ''));

const EC2 = ['CPUUtilization', 'NetworkIn', 'NetworkOut', 'DiskReadOps', 'DiskWriteOps', 'StatusCheckFailed'];
const EBS = ['VolumeReadOps', 'VolumeWriteOps', 'VolumeReadBytes', 'VolumeWriteBytes', 'VolumeIdleTime'];

type Window = Pick<MetricQuery, 'periodSeconds' | 'from' | 'to'>;
const WEEK: Window = { periodSeconds: 3600, from: NOW - 7 * DAY, to: NOW };

function read(
  of: AwsInstance | AwsVolume,
  metricName: string,
  statistic: string,
  window: Window = WEEK,
  from = estate,
) {
  const volume = 'sizeGiB' in of;
  return metricSeries(from, {
    accountId: of.accountId,
    region: of.region,
    namespace: volume ? 'AWS/EBS' : 'AWS/EC2',
    metricName,
    dimensions: volume ? { VolumeId: of.id } : { InstanceId: of.id },
    statistic,
    ...window,
  });
}

const target = fc.oneof(
  fc.tuple(fc.constantFrom(...running), fc.constantFrom(...EC2)),
  fc.tuple(fc.constantFrom(...attached), fc.constantFrom(...EBS)),
);
const window = fc
  .record({
    periodSeconds: fc.constantFrom(60, 300, 900, 3600, 21_600, 86_400),
    daysAgo: fc.double({ min: 0.2, max: 20, noNaN: true }),
    length: fc.double({ min: 0.05, max: 3, noNaN: true }),
  })
  .map(({ periodSeconds, daysAgo, length }): Window => {
    const from = Math.floor(NOW - daysAgo * DAY);
    return { periodSeconds, from, to: Math.min(NOW, Math.floor(from + length * DAY)) };
  });

describe('statistics of one metric at one period', () => {
  it('agree with each other', () => {
    fc.assert(
      fc.property(target, window, ([of, metric], at) => {
        const get = (statistic: string) => read(of, metric, statistic, at);
        const average = get('Average');
        const [low, p10, p50, p99, high, sum, count] = ['Minimum', 'p10', 'p50', 'p99', 'Maximum', 'Sum', 'SampleCount']
          .map(get)
          .map(({ timestamps, values }) => {
            expect(timestamps).toEqual(average.timestamps);
            return values;
          });
        average.values.forEach((mean, i) => {
          const order = [low![i]!, p10![i]!, p50![i]!, p99![i]!, high![i]!];
          expect(order).toEqual(order.toSorted((a, b) => a - b));
          const slack = 1e-9 * Math.max(1, Math.abs(mean));
          expect(mean).toBeGreaterThanOrEqual(low![i]! - slack);
          expect(mean).toBeLessThanOrEqual(high![i]! + slack);
          expect(sum![i]).toBeCloseTo(mean * count![i]!, 3);
          expect(count![i]).toBeGreaterThan(0);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('are the same whatever window they are asked in', () => {
    fc.assert(
      fc.property(
        target,
        window,
        fc.constantFrom('Average', 'Maximum', 'Sum', 'p90'),
        ([of, metric], at, statistic) => {
          const periodMs = at.periodSeconds * 1000;
          const middle = Math.floor((at.from + at.to) / 2 / periodMs) * periodMs;
          fc.pre(middle > at.from);
          const whole = read(of, metric, statistic, at);
          const left = read(of, metric, statistic, { ...at, to: middle });
          const right = read(of, metric, statistic, { ...at, from: middle });
          expect([...left.timestamps, ...right.timestamps]).toEqual(whole.timestamps);
          expect([...left.values, ...right.values]).toEqual(whole.values);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('add up from one period to the next', () => {
    fc.assert(
      fc.property(target, fc.integer({ min: 1, max: 12 }), ([of, metric], daysAgo) => {
        const from = Math.floor(NOW / DAY) * DAY - daysAgo * DAY;
        const sums = [300, 3600, 86_400].map((periodSeconds) => {
          const { values } = read(of, metric, 'Sum', { periodSeconds, from, to: from + DAY });
          return values.reduce((total, value) => total + value, 0);
        });
        expect(sums[1]).toBeCloseTo(sums[0]!, 3);
        expect(sums[2]).toBeCloseTo(sums[0]!, 3);
      }),
      { numRuns: 40 },
    );
  });

  it('take the whole of the first period when asked from its middle on', () => {
    const instance = first(running, ({ launchedAt, load }) => Math.max(launchedAt, load.since) < NOW - 3 * DAY);
    const from = Math.floor(NOW / DAY) * DAY - DAY;
    const ask = (start: number) =>
      read(instance, 'NetworkIn', 'Sum', { periodSeconds: 86_400, from: start, to: from + DAY });
    expect(ask(from + 10 * HOUR + 1)).toEqual(ask(from));
  });

  it('come at starts of periods, ascending, inside the window', () => {
    fc.assert(
      fc.property(target, window, ([of, metric], at) => {
        const { timestamps, values } = read(of, metric, 'Average', at);
        const periodMs = at.periodSeconds * 1000;
        expect(values).toHaveLength(timestamps.length);
        timestamps.forEach((timestamp, i) => {
          expect(timestamp % periodMs).toBe(0);
          expect(timestamp).toBeGreaterThan(timestamps[i - 1] ?? at.from - periodMs);
          expect(timestamp).toBeLessThan(at.to);
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe('the process behind them', () => {
  it('keeps to the profile: never above the CPU peak, near the mean over weeks', () => {
    const old = running.filter(({ launchedAt, load }) => launchedAt < NOW - 29 * DAY && load.since < NOW - 29 * DAY);
    expect(old.length).toBeGreaterThan(20);
    const month: Window = { periodSeconds: 28 * 86_400, from: NOW - 28 * DAY, to: NOW };
    for (const instance of old) {
      const { cpuPeakPercent, cpuMeanPercent, networkBytesPerHour } = instance.load;
      expect(Math.max(...read(instance, 'CPUUtilization', 'Maximum', month).values)).toBeLessThanOrEqual(
        cpuPeakPercent,
      );
      const mean = read(instance, 'CPUUtilization', 'Average', { ...month, periodSeconds: 7 * 86_400 }).values[1]!;
      expect(Math.abs(mean - cpuMeanPercent)).toBeLessThan(0.06 * cpuMeanPercent + 0.05);
      const bytes = read(instance, 'NetworkIn', 'Sum', { ...month, periodSeconds: 7 * 86_400 }).values[1]!;
      expect(bytes / (7 * 24) / networkBytesPerHour).toBeCloseTo(1, 1);
    }
  });

  it('has a day and a week', () => {
    const worker = first(
      running,
      ({ load, launchedAt }) => load.shape === 'weekly' && load.cpuPeakPercent > 60 && launchedAt < NOW - 15 * DAY,
    );
    // 2026-11-16 is a Monday.
    const monday = Date.UTC(2026, 10, 16);
    const { values } = read(worker, 'CPUUtilization', 'Average', {
      periodSeconds: 3600,
      from: monday,
      to: monday + 7 * DAY,
    });
    const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    const weekdays = values.slice(0, 120);
    expect(mean(weekdays)).toBeGreaterThan(1.4 * mean(values.slice(120)));
    const byHour = Array.from({ length: 24 }, (_, hour) => mean(weekdays.filter((_value, i) => i % 24 === hour)));
    expect(Math.max(...byHour)).toBeGreaterThan(2 * Math.min(...byHour));
  });

  it('counts volume operations and bytes of the same input and output', () => {
    for (const volume of attached.slice(0, 20)) {
      const ops = read(volume, 'VolumeReadOps', 'Sum').values;
      const bytes = read(volume, 'VolumeReadBytes', 'Sum').values;
      const perOperation = volume.io === 'streaming' ? 256 * 1024 : 16 * 1024;
      bytes.forEach((value, i) => expect(value).toBe(ops[i]! * perOperation));
    }
  });

  it('keeps idle time between nothing and all of the time', () => {
    for (const volume of attached) {
      const { values } = read(volume, 'VolumeIdleTime', 'Average');
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(300);
    }
  });

  it('reports zeros for disks that an instance does not have, as CloudWatch does', () => {
    const plain = first(running, ({ type }) => type.startsWith('t3.'));
    expect(new Set(read(plain, 'DiskReadOps', 'Sum').values)).toEqual(new Set([0]));
  });
});

describe('where there is no data', () => {
  const stopped = first(instances, ({ stoppedAt }) => stoppedAt !== undefined && stoppedAt < NOW - 30 * DAY);

  it('has nothing for a stopped time, and data up to the stop', () => {
    expect(read(stopped, 'CPUUtilization', 'Average').values).toEqual([]);
    const stop = stopped.stoppedAt!;
    const around = read(stopped, 'CPUUtilization', 'Average', {
      periodSeconds: 300,
      from: stop - HOUR,
      to: stop + HOUR,
    });
    expect(around.timestamps.length).toBeGreaterThanOrEqual(12);
    expect(around.timestamps.at(-1)).toBeLessThan(stop);
  });

  it('has a gap between two runs', () => {
    const paused = first(instances, ({ earlierRuns }) => earlierRuns !== undefined);
    const gap = { from: paused.earlierRuns![0]!.to, to: paused.launchedAt };
    const inGap = read(paused, 'StatusCheckFailed', 'Sum', {
      periodSeconds: 300,
      from: gap.from + 300_000,
      to: gap.to,
    });
    expect(inGap.values).toEqual([]);
    const before = { periodSeconds: 300, from: gap.from - HOUR, to: gap.from };
    if (paused.load.since < before.from)
      expect(read(paused, 'StatusCheckFailed', 'Sum', before).values).not.toEqual([]);
  });

  it('begins where the profile says, not where the instance does', () => {
    const late = first(running, ({ launchedAt, load }) => load.since > launchedAt + 20 * DAY);
    const { timestamps } = read(late, 'CPUUtilization', 'Average', { ...WEEK, from: NOW - 14 * DAY });
    expect(timestamps[0]).toBeGreaterThan(late.load.since - HOUR);
  });

  it('says nothing of a volume that no running instance holds', () => {
    const free = first(estate.volumes.values(), ({ state }) => state === 'available');
    const idleHost = first(estate.volumes.values(), ({ attachments }) => attachments[0]?.instanceId === stopped.id);
    for (const volume of [free, idleHost]) expect(read(volume, 'VolumeReadOps', 'Sum').values).toEqual([]);
  });

  it.each([
    ['an unknown instance', { dimensions: { InstanceId: 'i-00000000000000000' } }],
    ['an unknown metric', { metricName: 'MemoryUtilization' }],
    ['an unknown namespace', { namespace: 'CWAgent' }],
    ['another account', { accountId: '999999999999' }],
    ['another region', { region: 'ap-southeast-1' }],
    ['a dimension of another kind', { dimensions: { AutoScalingGroupName: 'web' } }],
    ['no dimension', { dimensions: {} }],
  ])('is empty for %s', (_, change) => {
    const { accountId, region, id } = running[0]!;
    const query = {
      accountId,
      region,
      namespace: 'AWS/EC2',
      metricName: 'CPUUtilization',
      dimensions: { InstanceId: id },
      statistic: 'Average',
      ...WEEK,
    };
    expect(metricSeries(estate, query).values).not.toEqual([]);
    expect(metricSeries(estate, { ...query, ...change })).toEqual({ timestamps: [], values: [] });
  });

  it.each(['average', 'p101', 'p', 'tm90', 'IQM'])('refuses the statistic %s', (statistic) => {
    expect(() => read(running[0]!, 'CPUUtilization', statistic)).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue' }),
    );
  });

  it.each([0, 30, 90, 3600.5])('refuses the period %d', (periodSeconds) => {
    expect(() => read(running[0]!, 'CPUUtilization', 'Sum', { ...WEEK, periodSeconds })).toThrow(
      expect.objectContaining({ code: 'InvalidParameterValue' }),
    );
  });
});

describe('after changes', () => {
  it('ends with a stop, goes on with a start, and keeps the past', () => {
    const own = estateOf({ resources: 100 });
    const instance = first(
      own.instances.values(),
      ({ state, load, lifecycle }) => state === 'running' && load.shape !== 'none' && lifecycle === undefined,
    );
    const at: Window = { periodSeconds: 300, from: NOW - HOUR, to: NOW + 4 * HOUR };
    const get = () => read(instance, 'CPUUtilization', 'Average', at, own);
    const before = get();
    const call = { instanceIds: [instance.id] };
    stopInstances(own, instance.accountId, instance.region, call, NOW + HOUR);
    const whileStopped = get();
    expect(whileStopped.timestamps.at(-1)).toBe(NOW + HOUR - 300_000);
    startInstances(own, instance.accountId, instance.region, call, NOW + 2 * HOUR);
    const after = get();
    expect(after.timestamps.some((time) => time >= NOW + HOUR && time < NOW + 2 * HOUR)).toBe(false);
    expect(after.timestamps.at(-1)).toBe(before.timestamps.at(-1));
    after.timestamps.forEach((time, i) => expect(after.values[i]).toBe(before.values[before.timestamps.indexOf(time)]));
  });
});

/** Nitro types tell what their volumes do, burstable ones what credits they have. */
const ec2Of = (type: string): string[] => [
  ...EC2,
  ...(/^(t2|m4|c4|r4|i3)\./.test(type) ? [] : ['EBSReadOps', 'EBSWriteOps', 'EBSReadBytes', 'EBSWriteBytes']),
  ...(/^t\d/.test(type) ? ['CPUCreditBalance'] : []),
];

describe('listMetrics', () => {
  const places = estate.accounts.flatMap(({ id }) => estate.regions.map((region) => ({ accountId: id, region })));

  it('lists each metric that has data in two weeks, and no other', () => {
    const listed = new Map<string, string[]>();
    for (const { namespace, dimensions, metricName } of places.flatMap((place) => [...listMetrics(estate, place)])) {
      // What the families list is theirs to test.
      if (!/^AWS.E(C2|BS)$/.test(namespace) || !('InstanceId' in dimensions || 'VolumeId' in dimensions)) continue;
      const id = Object.values(dimensions)[0]!;
      listed.set(id, [...(listed.get(id) ?? []), metricName]);
    }
    const hasData = (of: AwsInstance | AwsVolume, name: string) =>
      read(of, name, 'SampleCount', { periodSeconds: 3600, from: NOW - 14 * DAY, to: NOW }).values.length > 0;
    const expected = [...instances, ...estate.volumes.values()].flatMap((of): [string, string[]][] => {
      const names = 'sizeGiB' in of ? EBS : ec2Of(of.type);
      return hasData(of, names[0]!) ? [[of.id, names]] : [];
    });
    expect(listed).toEqual(new Map(expected));
  });

  it('filters by namespace, name and dimension', () => {
    const { accountId, region, id } = running[0]!;
    const place = { accountId, region };
    const list = (filter: object) => [...listMetrics(estate, { ...place, ...filter })];
    expect(new Set(list({ namespace: 'AWS/EBS' }).map(({ namespace }) => namespace))).toEqual(new Set(['AWS/EBS']));
    expect(list({ metricName: 'NetworkIn', dimensions: [{ name: 'InstanceId', value: id }] })).toEqual([
      { namespace: 'AWS/EC2', metricName: 'NetworkIn', dimensions: { InstanceId: id } },
    ]);
    const ofVolumes = list({ namespace: 'AWS/EBS' }).filter(({ dimensions }) => 'VolumeId' in dimensions);
    expect(ofVolumes.length).toBeGreaterThan(0);
    expect(list({ dimensions: [{ name: 'VolumeId' }] })).toEqual(ofVolumes);
    expect(list({ dimensions: [{ name: 'NoSuchDimension' }] })).toEqual([]);
    expect(list({ accountId: '999999999999' })).toEqual([]);
  });
});
