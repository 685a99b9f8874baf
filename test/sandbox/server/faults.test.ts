import { describe, expect, it } from 'vitest';
import { parseFaultSpec, readFault } from '../../../src/sandbox/server/fault-spec.ts';
import { FaultBook, type FaultTarget } from '../../../src/sandbox/server/faults.ts';

const target: FaultTarget = {
  service: 'elbv2',
  serviceNames: new Set(['elbv2', 'elasticloadbalancing']),
  operation: 'DescribeLoadBalancers',
  action: 'elasticloadbalancing:DescribeLoadBalancers',
  account: '111111111111',
  region: 'eu-west-1',
  continuesListing: false,
};

describe('fault book', () => {
  it.each([
    [{}, true],
    [{ service: 'elbv2' }, true],
    [{ service: 'elasticloadbalancing' }, true],
    [{ service: 'elb' }, false],
    [{ action: 'elasticloadbalancing:DescribeLoadBalancers' }, true],
    [{ action: 'elasticloadbalancing:DescribeTags' }, false],
    [{ operation: 'describeloadbalancers' }, true],
    [{ operation: 'DescribeInstances' }, false],
    [{ account: '111111111111', region: 'eu-west-1' }, true],
    [{ account: '111111111111', region: 'us-east-1' }, false],
    [{ role: 'BallastRead' }, false],
  ])('%j strikes a DescribeLoadBalancers: %s', (where, strikes) => {
    const book = new FaultBook(1);
    book.add({ ...where, kind: 'deny' });
    expect(book.strike(target) !== undefined).toBe(strikes);
  });

  it('lets the first ones pass, strikes a number of times, and says so', () => {
    const book = new FaultBook(1);
    book.add({ id: 'late', kind: 'error', after: 2, times: 2 });
    expect(Array.from({ length: 6 }, () => book.strike(target)?.id)).toEqual([
      undefined,
      undefined,
      'late',
      'late',
      undefined,
      undefined,
    ]);
    expect(book.list()).toMatchObject([{ id: 'late', seen: 6, struck: 2 }]);
  });

  it('draws a probability from the seed: the same seed strikes the same requests', () => {
    const run = (seed: number) => {
      const book = new FaultBook(seed);
      book.add({ kind: 'throttle', probability: 0.3 });
      return Array.from({ length: 400 }, () => book.strike(target) !== undefined);
    };
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
    const struck = run(1).filter(Boolean).length;
    expect(struck).toBeGreaterThan(80);
    expect(struck).toBeLessThan(160);
  });

  it('replaces a fault of the same id, and clears one or all', () => {
    const book = new FaultBook(1);
    book.add({ id: 'a', kind: 'deny' });
    book.add({ id: 'a', kind: 'error' });
    book.add({ kind: 'throttle' });
    expect(book.list().map(({ kind }) => kind)).toEqual(['error', 'throttle']);
    expect([book.clear('a'), book.clear('a'), book.clear()]).toEqual([1, 0, 1]);
    expect(book.strike(target)).toBeUndefined();
  });
});

describe('fault specifications', () => {
  it('are read from the command line, with the names that a service has elsewhere', () => {
    expect(
      parseFaultSpec('service=monitoring, account=111111111111,kind=throttle,retryAfterSeconds=2,probability=0.5'),
    ).toEqual({
      kind: 'throttle',
      service: 'monitoring',
      account: '111111111111',
      retryAfterSeconds: 2,
      probability: 0.5,
    });
  });

  it.each([
    ['service=ec2', 'fault kind'],
    ['kind=explode', 'fault kind'],
    ['kind', 'name=value'],
    ['kind=deny,acount=1', 'acount'],
    ['kind=deny,probability=2', 'between 0 and 1'],
    ['kind=error,status=200', '400 to 599'],
    ['kind=deny,times=-1', 'times'],
  ])('%s is refused', (spec, why) => {
    expect(() => parseFaultSpec(spec)).toThrow(RangeError);
    expect(() => parseFaultSpec(spec)).toThrow(why);
  });

  it('are no list and no text', () => {
    for (const input of [null, [], 'deny', 3]) expect(() => readFault(input)).toThrow(RangeError);
  });
});
