import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import { circuitCoolDownMs, circuitThreshold } from '../../../src/providers/shared/call-limits.ts';
import { cloudError, engineBench, listing, scopeA, scopeB } from './engine-bench.ts';
import { settle } from './manual-time.ts';

const categoryOf = (failed: Promise<unknown>) =>
  failed.then(
    () => 'fulfilled',
    (error: unknown) => (error as CloudError).category,
  );

describe('retries', () => {
  it('obeys Retry-After exactly', async () => {
    const { engine, time, kinds } = engineBench();
    const starts: number[] = [];
    const done = engine.call(listing(), async () => {
      starts.push(time.nowMs());
      if (starts.length === 1) throw cloudError('throttled', 7000);
      return 'answer';
    });
    expect(await time.until(done)).toBe('answer');
    expect(starts).toEqual([0, 7000]);
    expect(kinds('retry')).toMatchObject([{ attempt: 1, waitMs: 7000, reason: 'throttled: ec2:DescribeVolumes' }]);
  });

  it('lets nothing else of the same account, region and service start before Retry-After is over', async () => {
    const { engine, time } = engineBench();
    let asked = 0;
    const first = engine.call(listing(), async () => {
      asked += 1;
      if (asked === 1) throw cloudError('throttled', 5000);
    });
    await settle();
    const starts: Record<string, number> = {};
    const note = (name: string) => async () => void (starts[name] = time.nowMs());
    const others = [
      engine.call(listing(scopeA, 'ec2:DescribeSnapshots'), note('same lane')),
      engine.call(listing(scopeB), note('other account')),
      engine.call(listing(scopeA, 'cloudwatch:GetMetricData', 'cloudwatch'), note('other service')),
    ];
    await time.until(Promise.all([first, ...others]));
    expect(starts).toEqual({ 'same lane': 5000, 'other account': 0, 'other service': 0 });
  });

  it('waits with full jitter: anything from nothing to a limit that doubles', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 4, maxLength: 4 }),
        async (chances) => {
          const { engine, time, events } = engineBench({ attempts: 5 });
          const left = [...chances];
          time.setRandom(() => left.shift() ?? 0);
          await categoryOf(time.until(engine.call(listing(), async () => Promise.reject(cloudError('unavailable')))));
          const waits = events.flatMap((event) => (event.kind === 'retry' ? [event.waitMs] : []));
          expect(waits).toEqual(chances.map((chance, attempt) => Math.ceil(chance * 250 * 2 ** attempt)));
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each`
    category             | attempts
    ${'throttled'}       | ${4}
    ${'unavailable'}     | ${4}
    ${'timeout'}         | ${4}
    ${'malformed'}       | ${4}
    ${'denied'}          | ${1}
    ${'unauthenticated'} | ${1}
    ${'not-found'}       | ${1}
    ${'invalid'}         | ${1}
  `('makes $attempts attempts of four for $category', async ({ category, attempts }) => {
    const { engine, time } = engineBench({ attempts: 4 });
    let made = 0;
    const failed = time.until(
      engine.call(listing(), async () => {
        made += 1;
        throw cloudError(category);
      }),
    );
    expect(await categoryOf(failed)).toBe(category);
    expect(made).toBe(attempts);
  });

  it('classifies what an attempt throws', async () => {
    const { engine, time } = engineBench();
    const failed = engine.call(listing(), async () => Promise.reject(new RangeError('odd')));
    await expect(time.until(failed)).rejects.toMatchObject({ category: 'invalid', message: 'RangeError: odd' });
  });
});

describe('time limits', () => {
  it('ends an attempt that does not answer, whatever it makes of its signal', async () => {
    const { engine, time } = engineBench({ attempts: 2, callTimeoutMs: 1000 });
    const signals: AbortSignal[] = [];
    const failed = engine.call(listing(), (signal) => {
      signals.push(signal);
      return new Promise(() => undefined);
    });
    await expect(time.until(failed)).rejects.toMatchObject({ category: 'timeout' });
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true]);
    expect(time.pendingTimers).toBe(0);
  });

  it('ends what is in flight at the deadline of its account and region, and refuses what comes after', async () => {
    const { engine, time } = engineBench({ scopeDeadlineMs: 10_000, callTimeoutMs: 60_000 });
    const stuck = () => new Promise<never>(() => undefined);
    const late = categoryOf(engine.call(listing(), stuck));
    await time.pass(9000);
    const other = engine.call(listing(scopeB), async () => 'other scope');
    expect(await time.until(other)).toBe('other scope');
    await time.pass(1000);
    expect(await late).toBe('timeout');
    let asked = false;
    const refused = engine.call(listing(), async () => void (asked = true));
    await expect(refused).rejects.toMatchObject({ category: 'timeout', message: expect.stringContaining('deadline') });
    expect(asked).toBe(false);
  });

  it('does not wait for a retry that would come after the deadline', async () => {
    const { engine, time } = engineBench({ scopeDeadlineMs: 10_000 });
    const failed = engine.call(listing(), async () => Promise.reject(cloudError('throttled', 20_000)));
    await expect(time.until(failed)).rejects.toMatchObject({ category: 'throttled' });
    expect(time.nowMs()).toBe(0);
  });
});

describe('cancellation', () => {
  it('ends at once what is in flight, what waits for a place and what waits for its retry', async () => {
    const { engine, time, abort } = engineBench({ concurrencyPerService: 1 });
    let asked = 0;
    const count = (answer: () => Promise<unknown>) => () => {
      asked += 1;
      return answer();
    };
    const calls = [
      engine.call(
        listing(),
        count(() => new Promise(() => undefined)),
      ),
      engine.call(
        listing(),
        count(async () => 'never asked'),
      ),
      engine.call(
        listing(scopeB),
        count(async () => Promise.reject(cloudError('unavailable'))),
      ),
    ].map(categoryOf);
    await settle();
    abort.abort();
    await settle();
    expect(await Promise.all(calls)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(asked).toBe(2);
    expect(time.pendingTimers).toBe(0);
    expect(
      await categoryOf(
        engine.call(
          listing(),
          count(async () => 'too late'),
        ),
      ),
    ).toBe('cancelled');
    expect(asked).toBe(2);
  });
});

describe('the circuit of a service in an account and region', () => {
  const failing = async () => Promise.reject(cloudError('unavailable'));

  it('opens after failures in a row, lets one try after the pause, and closes when that succeeds', async () => {
    const { engine, time, kinds } = engineBench({ attempts: 1 });
    for (let call = 0; call < circuitThreshold; call += 1) await categoryOf(engine.call(listing(), failing));
    expect(kinds('circuit-open')).toMatchObject([{ scope: scopeA, reason: 'unavailable: ec2:DescribeVolumes' }]);
    let asked = 0;
    const healthy = async () => void (asked += 1);
    expect(await categoryOf(engine.call(listing(), healthy))).toBe('circuit-open');
    expect(asked).toBe(0);
    await time.pass(circuitCoolDownMs);
    expect(await categoryOf(engine.call(listing(), failing))).toBe('unavailable');
    expect(await categoryOf(engine.call(listing(), healthy))).toBe('circuit-open');
    await time.pass(circuitCoolDownMs);
    const [trial, beside] = [engine.call(listing(), healthy), engine.call(listing(), healthy)].map(categoryOf);
    expect([await trial, await beside]).toEqual(['fulfilled', 'circuit-open']);
    expect(await categoryOf(engine.call(listing(), healthy))).toBe('fulfilled');
  });

  it('stays closed for other accounts and other services', async () => {
    const { engine } = engineBench({ attempts: 1 });
    for (let call = 0; call < circuitThreshold; call += 1) await categoryOf(engine.call(listing(), failing));
    const others = [listing(scopeB), listing(scopeA, 'cloudwatch:GetMetricData', 'cloudwatch')];
    const answers = others.map((request) => categoryOf(engine.call(request, async () => 'answer')));
    expect(await Promise.all(answers)).toEqual(['fulfilled', 'fulfilled']);
  });

  it.each(['denied', 'throttled', 'invalid', 'malformed'] as const)('is not opened by %s', async (category) => {
    const { engine, time, kinds } = engineBench({ attempts: 1 });
    const refused = async () => Promise.reject(cloudError(category));
    const calls = Array.from({ length: 3 * circuitThreshold }, () => categoryOf(engine.call(listing(), refused)));
    expect(new Set(await time.until(Promise.all(calls)))).toEqual(new Set([category]));
    expect(kinds('circuit-open')).toEqual([]);
  });

  it('is closed by any answer to the trial, a refusal included', async () => {
    const { engine, time } = engineBench({ attempts: 1 });
    for (let call = 0; call < circuitThreshold; call += 1) await categoryOf(engine.call(listing(), failing));
    await time.pass(circuitCoolDownMs);
    // A refusal is an answer: the service is there.
    expect(await categoryOf(engine.call(listing(), async () => Promise.reject(cloudError('denied'))))).toBe('denied');
    expect(await categoryOf(engine.call(listing(), async () => 'answer'))).toBe('fulfilled');
  });
});

describe('places', () => {
  it('never holds more calls in flight than its limits allow, and settles every call', async () => {
    const call = fc.record({
      lane: fc.nat(3),
      ms: fc.integer({ min: 1, max: 400 }),
      outcomes: fc.array(fc.constantFrom('ok', 'throttled', 'unavailable', 'denied'), { maxLength: 3 }),
    });
    const limits = fc.record({
      concurrency: fc.integer({ min: 1, max: 6 }),
      perService: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(call, { minLength: 1, maxLength: 25 }),
        limits,
        async (calls, { concurrency, perService }) => {
          const { engine, time } = engineBench({ concurrency, concurrencyPerService: perService, attempts: 4 });
          const inFlight = [0, 0, 0, 0];
          let most = 0;
          let mostOfLane = 0;
          const work = calls.map(({ lane, ms, outcomes }) => {
            const left = [...outcomes];
            const scope = { ...scopeA, accountId: String(lane) };
            return engine.call(listing(scope), async () => {
              inFlight[lane] = (inFlight[lane] ?? 0) + 1;
              most = Math.max(
                most,
                inFlight.reduce((sum, count) => sum + count, 0),
              );
              mostOfLane = Math.max(mostOfLane, inFlight[lane] ?? 0);
              await new Promise<void>((resolve) => void time.setTimer(ms, resolve));
              inFlight[lane] = (inFlight[lane] ?? 0) - 1;
              const outcome = left.shift() ?? 'ok';
              if (outcome !== 'ok') throw cloudError(outcome);
            });
          });
          await time.until(Promise.allSettled(work));
          expect(most).toBeLessThanOrEqual(concurrency);
          expect(mostOfLane).toBeLessThanOrEqual(perService);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('does not let a lane that waits for its limit hold places that others could use', async () => {
    const { engine, time } = engineBench({ concurrency: 2, concurrencyPerService: 1 });
    const stuck = () => new Promise<never>(() => undefined);
    const hanging = [1, 2, 3].map(() => categoryOf(engine.call(listing(), stuck)));
    expect(
      await time.until(
        engine.call(listing(scopeB), async () => 'passed'),
        1000,
      ),
    ).toBe('passed');
    expect(hanging).toHaveLength(3);
  });

  it('slows down when throttled and comes back to full speed', async () => {
    const { engine, time, kinds } = engineBench({ concurrencyPerService: 8, attempts: 10 });
    let refuse = 20;
    const work = Array.from({ length: 300 }, () =>
      engine.call(listing(), async () => {
        await new Promise<void>((resolve) => void time.setTimer(10, resolve));
        if (refuse-- > 0) throw cloudError('throttled');
      }),
    );
    await time.until(Promise.all(work));
    const seen = kinds('throttled').map((event) => ('concurrency' in event ? event.concurrency : 0));
    expect(Math.min(...seen)).toBe(1);
    let inFlight = 0;
    let most = 0;
    const again = Array.from({ length: 30 }, () =>
      engine.call(listing(), async () => {
        inFlight += 1;
        most = Math.max(most, inFlight);
        await new Promise<void>((resolve) => void time.setTimer(10, resolve));
        inFlight -= 1;
      }),
    );
    await time.until(Promise.all(again));
    expect(most).toBe(8);
  });
});
