import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { Warehouse } from '../../../src/domain/resources.ts';
import { AZURE, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { warehouse } from '../../support/data-store-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, billed, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'azure-synapse-dw-idle';
const ID = '/subscriptions/s/resourcegroups/g/providers/microsoft.synapse/workspaces/w/sqlpools/dw';

/** DW1000c that runs. */
const pool = (change: Partial<Warehouse> = {}): Warehouse =>
  warehouse({
    type: 'azure:synapse:sql-pool',
    resourceId: ID,
    scope: AZURE,
    createdAt: known(daysAgo(90)),
    sizeName: 'DW1000c',
    nodeCount: 1,
    powerState: 'running',
    pauseSchedules: unread('no part of it'),
    ...change,
  });

const prices = cloudPrices(AZURE, [['warehouse-units/dedicated-sql-pool', '1.2', 'unit-hour']]);

/** Queries by the hour of the week: none before `from` and from `to` on, and none at weekends. */
const office = (from: number, to: number) =>
  Array.from({ length: 168 }, (_, hour) => (hour < 120 && hour % 24 >= from && hour % 24 < to ? 50 : 0));
const always = Array.from({ length: 168 }, () => 50);

interface Use {
  readonly week?: readonly number[];
  readonly used?: number;
  readonly samples?: number;
  readonly without?: MetricName;
}

function batch(of: Warehouse, { week = always, used = 50, samples = 336, without }: Use = {}, change = {}) {
  const digests = [
    windowOf('active-queries', Math.max(...week), ID, { hourOfWeek: week, sampleCount: samples }),
    windowOf('used-percent-maximum', used, ID, { sampleCount: samples }),
  ].filter(({ metric }) => metric !== without);
  return batchOf([stored(of, { firstSeen: daysAgo(3) })], {
    scope: AZURE,
    prices,
    digests: digestsOf(...digests),
    ...change,
  });
}

const none = always.map(() => 0);

describe('an underused dedicated pool', () => {
  it.each`
    change                               | use                                                         | verdict      | because
    ${{}}                                | ${{ week: none, used: 0 }}                                  | ${0.9}       | ${'nobody queries it'}
    ${{}}                                | ${{ week: office(8, 18) }}                                  | ${0.7}       | ${'nobody does at night'}
    ${{}}                                | ${{ used: 29 }}                                             | ${0.7}       | ${'half of its units carry it'}
    ${{}}                                | ${{ used: 30 }}                                             | ${'fine'}    | ${'it is used'}
    ${{ sizeName: 'DW100c' }}            | ${{ used: 5 }}                                              | ${'fine'}    | ${'there is none smaller'}
    ${{ powerState: 'stopped' }}         | ${{ week: none }}                                           | ${'fine'}    | ${'it is paused'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{ week: none }}                                           | ${'fine'}    | ${'it is young'}
    ${{ createdAt: unread('denied') }}   | ${{ week: none }}                                           | ${'unknown'} | ${'it may be young'}
    ${{}}                                | ${{ week: none, samples: 200 }}                             | ${'unknown'} | ${'it was paused, or not measured, for a part of the time'}
    ${{}}                                | ${{ without: 'active-queries' }}                            | ${'unknown'} | ${'its queries were not read'}
    ${{}}                                | ${{ without: 'used-percent-maximum' }}                      | ${'unknown'} | ${'its use was not read'}
    ${{}}                                | ${{ week: office(8, 18), without: 'used-percent-maximum' }} | ${0.7}       | ${'hours without queries are enough'}
  `('is $verdict: $because', ({ change, use, verdict }) => {
    expect(outcome(CHECK, batch(pool(change as Partial<Warehouse>), use as Use))).toBe(verdict);
  });

  it('saves its units without queries: 10 x 730 x 1.2', () => {
    const finding = findingBy(CHECK, batch(pool(), { week: none }))!;
    expect(savingText(finding)).toBe('8760.00 [8760.00 to 8760.00] USD price-api');
    expect(finding.action.kind).toBe('warehouse.pause');
  });

  it('saves their share for the hours off: five nights but one hour each, and the weekend', () => {
    const finding = findingBy(CHECK, batch(pool(), { week: office(8, 18) }))!;
    // 4 nights of 14 hours, and from Friday 18 to Monday 8: 62; of each an hour for coming up.
    expect(finding.evidence['offHoursPerWeek']).toBe(4 * 13 + 61);
    expect(savingText(finding)).toMatch(/^5892\.\d+ /);
    expect(finding.action.kind).toBe('warehouse.schedule');
  });

  it('saves units with a smaller size, never below half: 5 x 730 x 1.2', () => {
    const finding = findingBy(CHECK, batch(pool(), { used: 5 }))!;
    expect(savingText(finding)).toBe('4380.00 [4380.00 to 4380.00] USD price-api');
    expect([finding.action.kind, finding.action.params]).toEqual(['warehouse.resize', { sizeName: 'DW500c' }]);
  });

  it('takes the bill before the list', () => {
    const finding = findingBy(CHECK, batch(pool(), { week: none }, { billed: billed({ [ID]: ['300', 30] }) }))!;
    expect(savingText(finding)).toMatch(/^304\.\d+ .* billing$/);
  });

  it('is never waste when its queries were not read', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        (used) => outcome(CHECK, batch(pool(), { used, without: 'active-queries' })) === 'unknown',
      ),
    );
  });
});
