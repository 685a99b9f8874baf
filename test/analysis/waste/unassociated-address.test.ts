import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import { address, daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText } from '../batch-builders.ts';
import { priceBook } from '../price-book.ts';

const CHECK = 'aws-eip-unassociated';

const free = (change: Parameters<typeof address>[0] = {}) => address({ attachedTo: known([]), ...change });

describe('unassociated address', () => {
  const denied = unread('denied: ec2:DescribeAddresses');
  it.each`
    address                                  | idle         | verdict      | because
    ${{ attachedTo: known(['eni-1']) }}      | ${undefined} | ${'fine'}    | ${'a network interface uses it'}
    ${{}}                                    | ${0}         | ${0.5}       | ${'the first sync that sees it free can not tell a move'}
    ${{}}                                    | ${undefined} | ${0.5}       | ${'nobody knows since when it is free'}
    ${{}}                                    | ${1}         | ${0.9}       | ${'a whole day without use is no move'}
    ${{ createdAt: known(daysAgo(0.5)) }}    | ${0}         | ${'fine'}    | ${'it was allocated today'}
    ${{ createdAt: known(daysAgo(1)) }}      | ${0}         | ${0.5}       | ${'the window is inclusive'}
    ${{ createdAt: known('x') }}             | ${9}         | ${'unknown'} | ${'its allocation time is no moment'}
    ${{ tags: denied }}                      | ${9}         | ${'unknown'} | ${'the tags that we did not read may exempt it'}
    ${{ attachedTo: denied }}                | ${9}         | ${'unknown'} | ${'not read is not free'}
    ${{ tags: known({ Ballast_Keep: '' }) }} | ${9}         | ${'fine'}    | ${'it is exempt, however the tag is spelled'}
  `('is $verdict after $idle idle days: $because', ({ address: change, idle, verdict }) => {
    expect(outcome(CHECK, batchOf([stored(free(change), idle === undefined ? {} : { idleDays: idle })]))).toBe(verdict);
  });

  it('saves its hours: 730 x 0.005', () => {
    expect(savingText(findingBy(CHECK, batchOf([stored(free())])))).toBe('3.65 [3.65 to 3.65] USD price-api');
  });

  it('saves what the bill says where it has it: 3.00 / 30 x 730 / 24', () => {
    const batch = batchOf([stored(free())], { billed: billed({ 'eipalloc-1': ['3.00', 30] }) });
    const finding = findingBy(CHECK, batch)!;
    expect(savingText(finding)).toBe('3.041666667 [3.041666667 to 3.041666667] USD billing');
    expect(finding.monthlySavings.known && finding.monthlySavings.value.terms).toMatchObject([
      { quantity: '730', unit: 'hour', unitPrice: '0.004166666667', source: 'charges from 2026-10-25 to 2026-11-24' },
    ]);
  });

  it('is waste of an unknown amount where there is no price', () => {
    const finding = findingBy(CHECK, batchOf([stored(free())], { prices: priceBook(['address/idle']) }));
    expect(finding).toMatchObject({ verdict: 'waste', risk: 'medium', countsTowardsTotal: false });
    expect(savingText(finding)).toBe('unknown: no price for address/idle in us-east-1');
  });

  it('can not price a cloud whose billing is not modelled, and still says what is waste there', () => {
    const scope = { provider: 'openstack', accountId: 'p', regionId: 'RegionOne' } as const;
    const batch = batchOf([stored(free({ scope }), { idleDays: 7 })], { scope });
    const finding = findingBy('os-floatingip-unassociated', batch);
    expect(finding?.confidence).toBe(0.9);
    expect(savingText(finding)).toBe('unknown: what openstack bills for is not modelled yet');
  });
});
