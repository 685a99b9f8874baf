import { describe, expect, it } from 'vitest';
import { AdaptiveLimiter } from '../../../src/providers/shared/adaptive-limiter.ts';
import { ManualTime } from './manual-time.ts';

const never = new AbortController().signal;

describe('adaptive limiter', () => {
  it('halves for each round of throttled answers, not for each answer', async () => {
    const time = new ManualTime();
    const limiter = new AdaptiveLimiter(8, time);
    for (let answer = 0; answer < 8; answer += 1) limiter.throttled(-1, undefined);
    expect(limiter.concurrency).toBe(8 / 2);
    await time.pass(10);
    limiter.throttled(time.nowMs(), undefined);
    expect(limiter.concurrency).toBe(2);
  });

  it('adds one for each full round of successes, up to its ceiling', () => {
    const limiter = new AdaptiveLimiter(4, new ManualTime());
    limiter.throttled(0, undefined);
    const seen = Array.from({ length: 12 }, () => {
      limiter.succeeded();
      return limiter.concurrency;
    });
    expect(seen).toEqual([2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
  });

  it('paces single calls once one at a time is too fast, and stops pacing when that goes well', async () => {
    const time = new ManualTime();
    const limiter = new AdaptiveLimiter(1, time);
    limiter.throttled(0, undefined);
    expect(limiter.ratePerSecond).toBe(10);
    const starts: number[] = [];
    const calls = [1, 2, 3, 4].map(() => limiter.run(async () => void starts.push(time.nowMs()), never, 0));
    await time.until(Promise.all(calls));
    expect(starts).toEqual([0, 100, 200, 300]);
    for (let success = 0; success < 100; success += 1) limiter.succeeded();
    expect(limiter.ratePerSecond).toBe(Infinity);
  });

  it('never paces slower than its floor, however often it is throttled', async () => {
    const time = new ManualTime();
    const limiter = new AdaptiveLimiter(1, time);
    for (let round = 0; round < 50; round += 1) {
      await time.pass(1);
      limiter.throttled(time.nowMs(), undefined);
    }
    expect(limiter.ratePerSecond).toBe(2);
  });

  it('starts those who waited for a retry before those who are new', async () => {
    const time = new ManualTime();
    const limiter = new AdaptiveLimiter(1, time);
    const order: string[] = [];
    const note = (name: string) => async () => void order.push(name);
    await time.until(
      Promise.all([
        limiter.run(note('running'), never, 1),
        limiter.run(note('new'), never, 1),
        limiter.run(note('third attempt'), never, 3),
      ]),
    );
    expect(order).toEqual(['running', 'third attempt', 'new']);
  });
});
