import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Instance } from '../../../src/domain/resources.ts';
import { machinePrices } from '../../support/compute-builders.ts';
import { instance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'aws-ec2-license-oversized';

/** EC2 User Guide, "Optimize CPUs": per vCPU hour 0.421 with Enterprise, 0.166 with Standard, 0.046 with Windows. */
const prices = machinePrices({
  'instance/m5.xlarge/windows-sql-enterprise': '1.876',
  'instance/m5.xlarge/windows-sql-standard': '0.856',
  'instance/m5.xlarge/windows': '0.376',
});

const batch = (change: Partial<Instance> = {}, more: Parameters<typeof batchOf>[1] = {}) =>
  batchOf(
    [
      stored(
        instance({
          operatingSystem: known('windows'),
          software: known('sql-enterprise'),
          licenceAdvice: known({ advice: 'smaller-edition', edition: 'sql-standard' }),
          ...change,
        }),
      ),
    ],
    { prices, ...more },
  );

describe('SQL Server edition above what is used', () => {
  const denied = unread('denied: compute-optimizer:GetLicenseRecommendations');
  const advice = (of: object) => ({ licenceAdvice: known(of) });
  it.each`
    machine                                                             | verdict      | because
    ${{}}                                                               | ${0.6}       | ${'Standard would do'}
    ${advice({ advice: 'none' })}                                       | ${'fine'}    | ${'its licence is what it needs'}
    ${advice({ advice: 'not-measured' })}                               | ${'unknown'} | ${'nothing reports the features in use'}
    ${advice({ advice: 'smaller-edition', edition: 'sql-enterprise' })} | ${'fine'}    | ${'no smaller edition'}
    ${{ licenceAdvice: denied }}                                        | ${'unknown'} | ${'the analysis was not read'}
    ${{ licenceAdvice: undefined }}                                     | ${'unknown'} | ${'or not asked for'}
    ${{ software: known('none') }}                                      | ${'fine'}    | ${'it has no such licence'}
    ${{ software: known('sql-web') }}                                   | ${'fine'}    | ${'it has the smallest'}
    ${{ software: unread('no edition') }}                               | ${'unknown'} | ${'nothing tells which edition it is'}
    ${{ software: undefined }}                                          | ${'fine'}    | ${'this cloud has no such licences'}
    ${{ powerState: 'stopped' }}                                        | ${'fine'}    | ${'it does not run'}
    ${{ tags: denied }}                                                 | ${'unknown'} | ${'it may be exempt'}
  `('is $verdict: $because', ({ machine, verdict }) => {
    expect(outcome(CHECK, batch(machine))).toBe(verdict);
  });

  it('saves the gap between the editions on the same size', () => {
    const free = { licenceAdvice: known({ advice: 'smaller-edition', edition: 'none' } as const) };
    expect(savingText(findingBy(CHECK, batch()))).toBe('744.60 [744.60 to 744.60] USD price-api'); // (1.876 - 0.856) x 730
    expect(savingText(findingBy(CHECK, batch(free)))).toBe('1095.00 [1095.00 to 1095.00] USD price-api');
    const bill = billed({ 'i-1': ['675.36', 30] }); // half the list price
    expect(savingText(findingBy(CHECK, batch({}, { billed: bill })))).toBe('372.30 [372.30 to 372.30] USD billing');
  });

  it('has no saving where a price is not known', () => {
    expect(savingText(findingBy(CHECK, batch({ sizeName: 'r5.large' })))).toContain(
      'unknown: no price for instance/r5.large',
    );
  });
});
