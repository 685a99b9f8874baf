import { describe, expect, it } from 'vitest';
import { parseSandboxArguments } from '../../../src/sandbox/server/argv.ts';
import { CallLog, type CallRecord } from '../../../src/sandbox/server/calls.ts';
import { parseLatency } from '../../../src/sandbox/server/latency.ts';
import { parseThrottle, Throttle } from '../../../src/sandbox/server/throttle.ts';

describe('throttle', () => {
  it('lets a burst through, then the rate, and keeps keys apart', () => {
    const throttle = new Throttle({ ratePerSecond: 2, burst: 3 });
    const taken = (atMs: number) => throttle.take('a', atMs);
    expect([taken(0), taken(0), taken(0), taken(0)]).toEqual([true, true, true, false]);
    expect(throttle.take('b', 0)).toBe(true);
    expect([taken(499), taken(500), taken(501)]).toEqual([false, true, false]);
    expect([taken(60_000), taken(60_000), taken(60_000), taken(60_000)]).toEqual([true, true, true, false]);
  });

  it('is read as RATE or RATE:BURST', () => {
    expect(parseThrottle('20')).toEqual({ ratePerSecond: 20 });
    expect(parseThrottle('0.5:10')).toEqual({ ratePerSecond: 0.5, burst: 10 });
    for (const spec of ['', '0', '-1', 'x', '5:0', '5:1:1']) expect(() => parseThrottle(spec)).toThrow(RangeError);
  });
});

describe('latency', () => {
  it('is one number or a range', () => {
    expect(parseLatency('40')).toEqual({ minMs: 40, maxMs: 40 });
    expect(parseLatency('20-80')).toEqual({ minMs: 20, maxMs: 80 });
    for (const spec of ['', '80-20', 'fast', '1-2-3']) expect(() => parseLatency(spec)).toThrow(RangeError);
  });
});

describe('arguments', () => {
  it('give the options they name, and no others', () => {
    expect(parseSandboxArguments([])).toEqual({ options: {}, stopWithStdin: false });
    const argv =
      '--seed 4 --resources 100 --accounts 2 --regions us-east-1,eu-west-1 --port 0 --throttle 5 --latency 1-2 --fault kind=deny --fault kind=error --record /tmp/x --now 2026-11-24T00:00:00Z --stop-with-stdin';
    expect(parseSandboxArguments(argv.split(' '))).toEqual({
      options: {
        seed: 4,
        resources: 100,
        accounts: 2,
        regions: ['us-east-1', 'eu-west-1'],
        port: 0,
        throttle: { ratePerSecond: 5 },
        latency: { minMs: 1, maxMs: 2 },
        faults: [{ kind: 'deny' }, { kind: 'error' }],
        recordExchanges: '/tmp/x',
        now: Date.UTC(2026, 10, 24),
      },
      stopWithStdin: true,
    });
  });

  it.each([
    ['--seed x', '--seed must be a whole number'],
    ['--resources 1.5', '--resources must be a whole number'],
    ['--regions ,', '--regions must be a list'],
    ['--now yesterday', '--now must be a time'],
    ['--nonsense 1', 'nonsense'],
  ])('%s is refused', (argv, why) => {
    expect(() => parseSandboxArguments(argv.split(' '))).toThrow(why);
  });
});

describe('call log', () => {
  const record = (over: Partial<CallRecord> = {}): CallRecord => ({
    at: '2026-11-24T00:00:00.000Z',
    cloud: 'aws',
    service: 'ec2',
    operation: 'DescribeVolumes',
    action: 'ec2:DescribeVolumes',
    accountId: '1',
    region: 'us-east-1',
    status: 200,
    requestId: 'r',
    durationMs: 1,
    responseBytes: 10,
    ...over,
  });

  it('counts like with like, and keeps the last ones in order', () => {
    const log = new CallLog(3);
    for (const requestId of ['a', 'b', 'c', 'd']) log.add(record({ requestId }));
    log.add(record({ requestId: 'e', status: 503, errorCode: 'RequestLimitExceeded' }));
    expect(log.total()).toBe(5);
    expect(log.counts().map(({ status, count }) => [status, count])).toEqual([
      [200, 4],
      [503, 1],
    ]);
    expect(log.recent(10).map(({ requestId }) => requestId)).toEqual(['c', 'd', 'e']);
    expect(log.recent(2).map(({ requestId }) => requestId)).toEqual(['d', 'e']);
    log.reset();
    expect([log.total(), log.counts(), log.recent(5)]).toEqual([0, [], []]);
  });
});
