import { describe, expect, it } from 'vitest';
import { linesOf, offersByLine, plannedByRegion } from '../../../src/analysis/estate-checks/on-demand-base.ts';
import { plannedSpend } from '../../../src/analysis/estate-checks/planned-spend.ts';
import { money } from '../../../src/domain/money.ts';
import { compute, offer, planned } from './estate-facts-builders.ts';

const LINUX = 'instance/m5.large/linux';
const WINDOWS = 'instance/m5.large/windows';
const ec2 = { serviceCode: 'AmazonEC2', usageType: 'BoxUsage:m5.large' };
/** Ten of Linux at 0.10 and two of Windows at 0.20. */
const lines = linesOf([compute(), compute({ machines: 2, cents: 20, operation: 'RunInstances:0002' })]);
const offers = offersByLine([
  offer({ ...ec2, operation: 'RunInstances', item: LINUX }),
  offer({ ...ec2, operation: 'RunInstances:0002', item: WINDOWS }),
]);

const machines = (count: number, items: readonly string[] = []) => [{ items, sizeName: 'm5.large', count }];
const going = (
  resourceId: string,
  of: ReturnType<typeof machines>,
  effect: 'remove' | 'resize' = 'remove',
  saved = 73,
) =>
  planned({
    kind: 'instance',
    resourceId,
    machines: of,
    effect,
    monthlySavings: money(BigInt(saved) * 1_000_000_000n, 'USD'),
  });

describe('spend that planned changes take', () => {
  it.each`
    changes                                                                               | hourly | because
    ${[]}                                                                                 | ${0}   | ${'nothing goes'}
    ${[going('i-1', machines(1, [LINUX]))]}                                               | ${0.1} | ${'one of Linux'}
    ${[going('i-1', machines(1, [WINDOWS]))]}                                             | ${0.2} | ${'one of Windows'}
    ${[going('i-1', machines(1, ['instance/m5.large/rhel']))]}                            | ${0}   | ${'nothing of it is on demand'}
    ${[going('asg', machines(3))]}                                                        | ${0.3} | ${'of an unknown system: once, where most run'}
    ${[going('asg', machines(30))]}                                                       | ${1}   | ${'a line loses no more than it has'}
    ${[going('i-1', machines(1, [LINUX])), going('i-1', machines(1, [LINUX]))]}           | ${0.1} | ${'two findings of one machine'}
    ${[going('i-1', machines(1, [LINUX])), going('i-2', machines(1, [LINUX]))]}           | ${0.2} | ${'two machines'}
    ${[going('asg', [...machines(1, [LINUX]), ...machines(1, [WINDOWS])], 'resize', 73)]} | ${0.1} | ${'73 a month are 0.10 an hour, of both together'}
    ${[going('i-1', machines(1, [LINUX]), 'resize', 999)]}                                | ${0.1} | ${'no more goes than it costs'}
  `('is $hourly: $because', ({ changes, hourly }) => {
    expect(plannedSpend(lines, plannedByRegion(changes), offers)).toBeCloseTo(hourly, 9);
  });
});
