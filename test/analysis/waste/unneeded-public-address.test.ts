import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { StoredResource } from '../../../src/domain/resources.ts';
import { type InterfaceChange, network, networkInterface, routeTable } from '../../support/network-builders.ts';
import { address, daysAgo, instance, stoppedInstance, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, findingBy, outcome, savingText } from '../batch-builders.ts';
import { networkPrices } from '../network/prices.ts';

const CHECK = 'aws-public-ipv4-unneeded';

const closed = stored(network());
const open = stored(network({ routeTables: known([routeTable({ targetIds: ['igw-1'], reachesInternet: true })]) }));
const running = stored(instance());

const batch = (
  change: InterfaceChange,
  around: readonly StoredResource[] = [closed, running],
  more: Parameters<typeof batchOf>[1] = {},
  firstSeen = daysAgo(90),
) =>
  batchOf([stored(networkInterface(change), { firstSeen })], {
    related: new Map(around.map((each) => [each.resource.resourceId, each])),
    prices: networkPrices(),
    ...more,
  });

describe('unneeded public address', () => {
  const denied = unread('denied');
  const main = stored(network({ routeTables: known([routeTable({ subnetIds: [], isMain: true })]) }));
  const elsewhere = stored(network({ routeTables: known([routeTable({ subnetIds: ['subnet-z'] })]) }));
  const reserved = { publicAddresses: [{ address: '203.0.113.7', addressId: 'eipalloc-1' }] };
  const keep = known({ 'ballast:keep': 'x' });
  it.each`
    iface                                 | around                                                           | verdict      | because
    ${{}}                                 | ${[closed, running]}                                             | ${0.9}       | ${'its subnet leads to a NAT gateway alone'}
    ${{}}                                 | ${[main, running]}                                               | ${0.9}       | ${'a subnet without a table of its own follows the main one'}
    ${{}}                                 | ${[open, running]}                                               | ${'fine'}    | ${'it is the way out of its machine'}
    ${{ openToInternet: known(true) }}    | ${[closed, running]}                                             | ${'fine'}    | ${'something may come in by it'}
    ${{ openToInternet: denied }}         | ${[closed, running]}                                             | ${'unknown'} | ${'something may come in by it, for all we know'}
    ${{ serviceManaged: true }}           | ${[closed, running]}                                             | ${'fine'}    | ${'it goes with its service'}
    ${{}}                                 | ${[running]}                                                     | ${'unknown'} | ${'its network was not read'}
    ${{}}                                 | ${[closed]}                                                      | ${'unknown'} | ${'its machine was not read'}
    ${{}}                                 | ${[stored(network({ routeTables: denied })), running]}           | ${'unknown'} | ${'the routes were not read'}
    ${{}}                                 | ${[elsewhere, running]}                                          | ${'unknown'} | ${'no table of its subnet was shown'}
    ${{}}                                 | ${[closed, stored(instance({ startedAt: known(daysAgo(13)) }))]} | ${'fine'}    | ${'it was started lately'}
    ${{}}                                 | ${[closed, stored(instance({ startedAt: denied }))]}             | ${'unknown'} | ${'its last start was not told'}
    ${{}}                                 | ${[closed, stored(instance({ tags: keep }))]}                    | ${'fine'}    | ${'its machine is exempt'}
    ${{}}                                 | ${[closed, stored(instance({ tags: denied }))]}                  | ${'unknown'} | ${'its machine may be exempt'}
    ${{}}                                 | ${[open, stored(stoppedInstance(20, { resourceId: 'i-1' }))]}    | ${0.7}       | ${'its machine is stopped'}
    ${{}}                                 | ${[open, stored(stoppedInstance(13, { resourceId: 'i-1' }))]}    | ${'fine'}    | ${'it was stopped lately'}
    ${{}}                                 | ${[open, stored(stoppedInstance(20, { stoppedSince: denied }))]} | ${'unknown'} | ${'since when it is stopped was not told'}
    ${reserved}                           | ${[closed, running, stored(address())]}                          | ${0.9}       | ${'a reserved one is no different'}
    ${reserved}                           | ${[closed, running, stored(address({ tags: keep }))]}            | ${'fine'}    | ${'its address is exempt'}
    ${reserved}                           | ${[closed, running]}                                             | ${'unknown'} | ${'its address was not read, and may be exempt'}
    ${{ instanceId: null }}               | ${[closed]}                                                      | ${'fine'}    | ${'something that is no machine of ours has it'}
    ${{ instanceId: null, inUse: false }} | ${[closed]}                                                      | ${0.8}       | ${'nothing has it'}
    ${{ tags: denied }}                   | ${[closed, running]}                                             | ${'unknown'} | ${'its own tags may exempt it'}
  `('is $verdict: $because', ({ iface, around, verdict }) => {
    expect(outcome(CHECK, batch(iface, around))).toBe(verdict);
  });

  it('is less sure of an interface that was first seen lately', () => {
    expect(outcome(CHECK, batch({ instanceId: null, inUse: false }, [closed], {}, daysAgo(1)))).toBe(0.4);
  });

  it.each`
    iface                                                                            | bill                              | expected
    ${{}}                                                                            | ${{}}                             | ${'3.65 [3.65 to 3.65] USD price-api'}
    ${{ publicAddresses: [{ address: '203.0.113.7' }, { address: '203.0.113.8' }] }} | ${{}}                             | ${'7.30 [7.30 to 7.30] USD price-api'}
    ${{ billingIds: ['eipalloc-1'] }}                                                | ${{ 'eipalloc-1': ['1.80', 30] }} | ${'1.825 [1.825 to 1.825] USD billing'}
  `('billed $bill saves $expected', ({ iface, bill, expected }) => {
    expect(savingText(findingBy(CHECK, batch(iface, [closed, running], { billed: billed(bill) })))).toBe(expected);
  });

  it('names the addresses, and which of them are reserved', () => {
    const iface = {
      publicAddresses: [{ address: '203.0.113.7', addressId: 'eipalloc-1' }, { address: '203.0.113.8' }],
    };
    expect(findingBy(CHECK, batch(iface, [closed, running, stored(address())]))?.action).toEqual({
      kind: 'address.disassociate-and-release',
      params: { publicAddresses: '203.0.113.7,203.0.113.8', addresses: 'eipalloc-1' },
    });
  });

  it.each`
    days  | counts
    ${20} | ${true}
    ${60} | ${false}
  `('of a machine stopped for $days days counts towards the total: $counts', ({ days, counts }) => {
    // A long-stopped machine's finding has its addresses already.
    const machine = stored(stoppedInstance(days, { resourceId: 'i-1' }));
    const found = findingBy(CHECK, batch({}, [closed, machine], { holders: new Map([['i-1', machine]]) }));
    expect(found?.countsTowardsTotal).toBe(counts);
  });

  it('is never waste when the rules were not read', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (reason, inUse) => {
        const verdict = outcome(CHECK, batch({ openToInternet: unread(reason), inUse }));
        return verdict === 'unknown';
      }),
    );
  });
});
