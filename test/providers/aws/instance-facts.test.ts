import { describe, expect, it } from 'vitest';
import { architectureOf, createdAt, powerStateOf, stoppedSince } from '../../../src/providers/aws/instance-facts.ts';
import { operatingSystemOf, softwareOf } from '../../../src/providers/aws/instance-software.ts';

describe('since when an instance is stopped', () => {
  it.each`
    state         | reason                                                                | told
    ${'stopped'}  | ${'User initiated (2026-09-01 10:00:00 GMT)'}                         | ${'2026-09-01T10:00:00.000Z'}
    ${'stopped'}  | ${'User initiated (2026-09-01 10:00:00 UTC)'}                         | ${'2026-09-01T10:00:00.000Z'}
    ${'stopped'}  | ${'Server.SpotInstanceShutdown: Instance stopped due to no capacity'} | ${undefined}
    ${'stopped'}  | ${'User initiated (2026-13-01 10:00:00 GMT)'}                         | ${undefined}
    ${'stopped'}  | ${'User initiated'}                                                   | ${undefined}
    ${'stopped'}  | ${''}                                                                 | ${undefined}
    ${'stopped'}  | ${undefined}                                                          | ${undefined}
    ${'running'}  | ${'User initiated (2026-09-01 10:00:00 GMT)'}                         | ${undefined}
    ${'changing'} | ${'User initiated (2026-09-01 10:00:00 GMT)'}                         | ${undefined}
  `('is $told for $state "$reason"', ({ state, reason, told }) => {
    const fact = stoppedSince(state, reason);
    expect(fact.known ? fact.value : undefined).toBe(told);
    if (!fact.known) expect(fact.reason.length).toBeGreaterThan(10);
  });
});

describe('operating system', () => {
  it.each`
    details                                                       | platform     | told
    ${'Linux/UNIX'}                                               | ${undefined} | ${'linux'}
    ${'Windows'}                                                  | ${'windows'} | ${'windows'}
    ${'Red Hat Enterprise Linux'}                                 | ${undefined} | ${'rhel'}
    ${'SUSE Linux'}                                               | ${undefined} | ${'suse'}
    ${'Windows with SQL Server Standard'}                         | ${'windows'} | ${'windows'}
    ${'Linux with SQL Server Web'}                                | ${undefined} | ${'linux'}
    ${'SQL Server Standard'}                                      | ${undefined} | ${'linux'}
    ${'Red Hat Enterprise Linux with SQL Server Web'}             | ${undefined} | ${'rhel'}
    ${'Red Hat Enterprise Linux with HA'}                         | ${undefined} | ${'other'}
    ${'Red Hat Enterprise Linux with SQL Server Standard and HA'} | ${undefined} | ${'other'}
    ${'Windows BYOL'}                                             | ${'windows'} | ${'other'}
    ${'Ubuntu Pro'}                                               | ${undefined} | ${'other'}
    ${undefined}                                                  | ${'windows'} | ${'windows'}
    ${undefined}                                                  | ${undefined} | ${undefined}
  `('of $details / $platform is $told', ({ details, platform, told }) => {
    const fact = operatingSystemOf(details, platform);
    expect(fact.known ? fact.value : undefined).toBe(told);
  });
});

describe('included software', () => {
  it.each`
    details                                                       | told
    ${'Linux/UNIX'}                                               | ${'none'}
    ${'Windows'}                                                  | ${'none'}
    ${'Windows with SQL Server Web'}                              | ${'sql-web'}
    ${'Windows with SQL Server Standard'}                         | ${'sql-standard'}
    ${'SQL Server Enterprise'}                                    | ${'sql-enterprise'}
    ${'Red Hat Enterprise Linux with SQL Server Standard and HA'} | ${'sql-standard'}
    ${'Windows with SQL Server'}                                  | ${undefined}
    ${undefined}                                                  | ${undefined}
  `('of $details is $told', ({ details, told }) => {
    const fact = softwareOf(details);
    expect(fact.known ? fact.value : undefined).toBe(told);
  });
});

describe('architecture', () => {
  it.each`
    word           | told
    ${'x86_64'}    | ${'x86_64'}
    ${'arm64_mac'} | ${'arm64'}
    ${'i386'}      | ${'i386'}
    ${'riscv'}     | ${undefined}
    ${undefined}   | ${undefined}
  `('$word is $told', ({ word, told }) => {
    const fact = architectureOf(word);
    expect(fact.known ? fact.value : undefined).toBe(told);
  });
});

describe('power state', () => {
  it('is known for the six states of EC2 and for no other word', () => {
    const states = [
      'pending',
      'running',
      'stopping',
      'stopped',
      'shutting-down',
      'terminated',
      'hibernating',
      'toString',
    ];
    expect(states.map(powerStateOf)).toEqual([
      'changing',
      'running',
      'changing',
      'stopped',
      'terminated',
      'terminated',
      undefined,
      undefined,
    ]);
  });
});

describe('creation', () => {
  it('is the earliest of the last start and what was attached', () => {
    const start = new Date('2026-11-01T00:00:00Z');
    const root = new Date('2026-02-01T00:00:00Z');
    expect(createdAt(start, [undefined, root])).toEqual({ known: true, value: '2026-02-01T00:00:00.000Z' });
    expect(createdAt(root, [start])).toEqual({ known: true, value: '2026-02-01T00:00:00.000Z' });
    expect(createdAt(start, [])).toEqual({ known: true, value: '2026-11-01T00:00:00.000Z' });
  });
});
