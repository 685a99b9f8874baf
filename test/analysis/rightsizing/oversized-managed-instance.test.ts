import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { AZURE, azureSql, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'azure-sqlmi-rightsize';
const ID = '/subscriptions/s/resourcegroups/g/providers/microsoft.sql/managedinstances/erp';

/** 8 vCores of the standard series with 512 GiB, that pay for their licence. */
const instance = (change: Partial<Database> = {}): Database =>
  azureSql({
    type: 'azure:sql:managed-instance',
    resourceId: ID,
    sizeName: 'GP_Gen5_8',
    tier: 'GeneralPurpose',
    capacity: { unit: 'vCore', max: 8 },
    storage: { tier: 'GeneralPurpose', sizeGiB: 512 },
    licence: 'included',
    ...change,
  });

const prices = cloudPrices(AZURE, [
  ['database-vcore/sqlserver-managed-instance/generalpurpose/gen5', '0.15', 'vCPU-hour'],
  ['database-licence/sqlserver-managed-instance/generalpurpose', '0.1', 'vCPU-hour'],
  ['database-storage/sqlserver-managed-instance/generalpurpose', '0.137', 'GiB-month'],
]);

interface Use {
  readonly cpu?: number;
  readonly gib?: number;
  readonly without?: MetricName;
}

function batch(of: Database, { cpu = 20, gib = 400, without }: Use = {}) {
  const digests = [
    windowOf('cpu-percent-maximum', cpu, ID),
    windowOf('database-storage-bytes', gib * 2 ** 30, ID, { daily: true }),
  ].filter(({ metric }) => metric !== without);
  return batchOf([stored(of, { firstSeen: daysAgo(3) })], { scope: AZURE, prices, digests: digestsOf(...digests) });
}

const critical = { tier: 'BusinessCritical', sizeName: 'BC_Gen5_24', capacity: { unit: 'vCore', max: 24 } };

describe('an oversized managed instance', () => {
  it.each`
    change                                                      | use                       | target       | because
    ${{}}                                                       | ${{}}                     | ${[4, 512]}  | ${'four vCores carry 20 % of eight'}
    ${{}}                                                       | ${{ cpu: 39 }}            | ${[4, 512]}  | ${'at 78 %'}
    ${{}}                                                       | ${{ cpu: 40 }}            | ${null}      | ${'it is used'}
    ${{}}                                                       | ${{ cpu: 70, gib: 200 }}  | ${[8, 256]}  | ${'200 GiB are 80 % of 250, in steps of 32'}
    ${{}}                                                       | ${{ cpu: 20, gib: 200 }}  | ${[4, 256]}  | ${'both at once'}
    ${{}}                                                       | ${{ cpu: 70, gib: 308 }}  | ${null}      | ${'it is fuller than 60 %'}
    ${{ storage: { tier: 'GeneralPurpose', sizeGiB: 96 } }}     | ${{ cpu: 70, gib: 40 }}   | ${null}      | ${'32 GiB less are not worth it'}
    ${{ storage: { tier: 'GeneralPurposeV2', sizeGiB: 2048 } }} | ${{ cpu: 70, gib: 40 }}   | ${null}      | ${'its IOPS follow from its storage'}
    ${{ storage: { tier: 'GeneralPurpose', sizeGiB: 4096 } }}   | ${{ gib: 3000 }}          | ${null}      | ${'four vCores may reserve 2,048 GiB'}
    ${{ ...critical, storage: { tier: 'BC', sizeGiB: 2048 } }}  | ${{ cpu: 10, gib: 1500 }} | ${null}      | ${'fewer may reserve 1,024 GiB'}
    ${{ ...critical, storage: { tier: 'BC', sizeGiB: 1024 } }}  | ${{ cpu: 10, gib: 900 }}  | ${[4, 1024]} | ${'four may reserve as much'}
    ${{ sizeName: 'GP_G8IM_8' }}                                | ${{}}                     | ${null}      | ${'it is of other hardware'}
    ${{ poolId: 'pool' }}                                       | ${{}}                     | ${null}      | ${'its pool pays'}
    ${{ powerState: 'stopped' }}                                | ${{}}                     | ${null}      | ${'it is stopped'}
    ${{ createdAt: known(daysAgo(13)) }}                        | ${{}}                     | ${null}      | ${'it is young'}
  `('would do with $target: $because', ({ change, use, target }) => {
    const evidence = findingBy(CHECK, batch(instance(change as Partial<Database>), use as Use))?.evidence;
    expect(evidence === undefined ? null : [evidence['targetVCores'], evidence['targetStorageGiB']]).toEqual(target);
  });

  it('saves cores with their licence: 730 x 4 x 0.25, and storage: 256 x 0.137', () => {
    expect(savingText(findingBy(CHECK, batch(instance())))).toBe('730.00 [730.00 to 730.00] USD price-api');
    const both = findingBy(CHECK, batch(instance(), { gib: 200 }))!;
    expect(savingText(both)).toBe('765.072 [765.072 to 765.072] USD price-api');
    expect(both.action.params).toEqual({ vCores: 4, storageGiB: 256 });
  });

  it('knows no price of zone redundancy', () => {
    const saving = savingText(findingBy(CHECK, batch(instance({ redundancy: 'standby' }))));
    expect(saving).toBe('unknown: prices of zone redundant instances are not collected');
  });

  it.each`
    change                             | use
    ${{ createdAt: unread('denied') }} | ${{}}
    ${{}}                              | ${{ without: 'cpu-percent-maximum' }}
    ${{}}                              | ${{ without: 'database-storage-bytes' }}
  `('is unknown with $change and $use', ({ change, use }) => {
    expect(outcome(CHECK, batch(instance(change as Partial<Database>), use as Use))).toBe('unknown');
  });

  it('is never waste when the use of its storage was not read', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        (cpu) => outcome(CHECK, batch(instance(), { cpu, without: 'database-storage-bytes' })) === 'unknown',
      ),
    );
  });
});
