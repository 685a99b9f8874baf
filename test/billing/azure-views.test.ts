import { describe, expect, it } from 'vitest';
import type { InputFile } from '../../src/billing/charges/read-billing.ts';
import { readBilling } from '../../src/billing/charges/read-billing.ts';
import { AppError } from '../../src/domain/errors.ts';
import { parseMoney } from '../../src/domain/money.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type AzureRow, actual, amortized, azureCsv } from './support/azure-csv.ts';
import { reading, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();

const nanos = (text: string): bigint => parseMoney(text, 'USD')?.nanos ?? -1n;
const file = (name: string, rows: readonly AzureRow[]): string => written(folder, azureCsv(rows), name);

const usage = [{}, { Date: '05/11/2026', Cost: '1' }, { Date: '05/12/2026', Cost: '2' }];
/** A month in which a reservation was bought and half used. */
const asActual = [...usage, actual.bought, { ...actual.reserved, Date: '05/13/2026' }];
const asAmortized = [...usage, { ...amortized.reserved, Date: '05/13/2026' }, amortized.unusedReservation];

describe('an actual and an amortized export of one month', () => {
  it('complete each other: one tells what is billed, the other what it is worth over time', () =>
    reading([file('actual.csv', asActual), file('amortized.csv', asAmortized)], ({ totals, files, rows }, charges) => {
      expect(totals).toMatchObject([{ billedCost: '881.16', effectiveCost: '7.1' }]);
      expect(rows).toBe(10);
      expect(files.map(({ slices }) => slices.map((of) => [of.billedCost, of.effectiveCost]))).toEqual([
        [['881.16', '0']],
        [['0', '7.1']],
      ]);
      // Rows that both have are one charge, with the price and quantity of one.
      expect(charges).toHaveLength(6);
      expect(
        charges.find(({ day, chargeCategory }) => day === '2026-05-12' && chargeCategory === 'Usage'),
      ).toMatchObject({
        billedCost: nanos('2'),
        effectiveCost: nanos('2'),
        listCost: nanos('2.4'),
        contractedCost: nanos('2.16'),
        consumedQuantity: 24,
      });
      expect(charges.find(({ chargeCategory }) => chargeCategory === 'Purchase')).toMatchObject({
        billedCost: nanos('876'),
        effectiveCost: 0n,
      });
      expect(charges.find(({ day }) => day === '2026-05-13')).toMatchObject({
        billedCost: 0n,
        effectiveCost: nanos('1.44'),
        consumedQuantity: 24,
      });
    }));

  it('the order in which they are named does not matter', async () => {
    const paths = [file('actual.csv', asActual), file('amortized.csv', asAmortized)];
    const of = (order: readonly string[]) => reading(order, (_delivery, charges) => charges);
    expect(await of(paths.toReversed())).toEqual(await of(paths));
  });

  it('where the actual one was cut down to what was bought, the amortized one tells the rest', () =>
    reading([file('bought.csv', [actual.bought]), file('amortized.csv', asAmortized)], ({ totals }) => {
      expect(totals).toMatchObject([{ billedCost: '881.16', effectiveCost: '7.1' }]);
    }));

  it('in one file, what was bought has no effective cost of its own', () =>
    reading(file('both.csv', [...asAmortized, actual.bought]), ({ totals, files }) => {
      expect(totals).toMatchObject([{ billedCost: '881.16', effectiveCost: '7.1' }]);
      expect(files[0]?.slices).toMatchObject([{ billedCost: '881.16', effectiveCost: '7.1' }]);
    }));

  it('of other months have nothing to do with each other', () => {
    const june = asAmortized.map((row) => ({ ...row, BillingPeriodStartDate: '06/01/2026' }));
    return reading([file('may.csv', asActual), file('june.csv', june)], ({ totals }) => {
      expect(totals).toMatchObject([{ billedCost: '886.32', effectiveCost: '888.26' }]);
    });
  });

  it('of subscriptions that the other has not tell both costs of them', () => {
    const other = { SubscriptionId: 'ffffffff-1111-2222-3333-444444444444', Cost: '10' };
    const third = { SubscriptionId: 'eeeeeeee-1111-2222-3333-444444444444', Cost: '100' };
    return reading(
      [file('actual.csv', [...asActual, other]), file('amortized.csv', [...asAmortized, third])],
      ({ totals, files }) => {
        expect(totals).toMatchObject([{ billedCost: '991.16', effectiveCost: '117.1' }]);
        expect(files.map(({ slices }) => slices.map((of) => [of.billedCost, of.effectiveCost]))).toEqual([
          [['891.16', '10']],
          [['100', '107.1']],
        ]);
      },
    );
  });

  it('are refused with a third file that could be of either', async () => {
    const third = file('third.csv', [{ Date: '05/20/2026' }]);
    expect(await refusal([file('actual.csv', asActual), file('amortized.csv', asAmortized), third])).toBe(
      'import-invalid: third.csv: its rows do not show whether it is of the actual or of the amortized export of billing account 8611537 for 2026-05, and there are files of both: import the files of one export alone, or with their manifests',
    );
  });
});

describe('files of one month', () => {
  it('that are parts of one export are added up', () =>
    reading([file('part-1.csv', usage), file('part-2.csv', [{ Date: '05/20/2026' }, actual.reserved])], (delivery) => {
      expect(delivery.totals).toMatchObject([{ billedCost: '7.32', effectiveCost: '7.32', rows: 5, charges: 5 }]);
    }));

  it('that split one resource and day are one charge', () =>
    reading([file('part-1.csv', [{ Cost: '1' }]), file('part-2.csv', [{ Cost: '2' }])], (_delivery, charges) => {
      expect(charges).toMatchObject([{ billedCost: nanos('3'), listCost: nanos('4.8'), consumedQuantity: 48 }]);
    }));

  it.each([
    ['a later run of the same export', usage, [...usage, { Date: '05/20/2026' }]],
    ['actual and amortized, without any commitment', usage, usage],
    ['amortized, and actual without a trace of the unused reservation', [...usage, amortized.unusedReservation], usage],
  ])('are not added up when one is %s', async (_what, one, other) => {
    expect(await refusal([file('one.csv', one), file('other.csv', other)])).toMatch(
      /^import-invalid: (one\.csv and other|other\.csv and one)\.csv have the same charges of billing account 8611537 for 2026-05: import one of the two, or their cost would count twice$/,
    );
  });
});

describe('files with manifests', () => {
  const input = (name: string, rows: readonly AzureRow[], more: Partial<InputFile> = {}): InputFile => ({
    path: file(name, rows),
    name,
    exportId: name,
    ...more,
  });
  const totalsOf = async (...inputs: readonly InputFile[]) => {
    const delivery = await readBilling(inputs);
    await delivery.close();
    return delivery.totals.map(({ billedCost, effectiveCost }) => [billedCost, effectiveCost]);
  };
  const refused = (...inputs: readonly InputFile[]): Promise<string> =>
    totalsOf(...inputs).then(
      () => 'it was read',
      (error: unknown) => (error instanceof AppError ? error.message : String(error)),
    );

  it('say themselves which view they are, where no row does', async () => {
    const pair = [input('a.csv', usage, { costView: 'actual' }), input('b.csv', usage, { costView: 'amortized' })];
    expect(await totalsOf(...pair)).toEqual([['5.16', '5.16']]);
  });

  it('make the parts of one export one view', async () => {
    const parts = [
      input('a1.csv', usage, { exportId: 'a' }),
      input('a2.csv', [actual.bought], { exportId: 'a' }),
      input('b.csv', asAmortized),
    ];
    expect(await totalsOf(...parts)).toEqual([['881.16', '7.1']]);
  });

  it('of two exports by subscription are added up', async () => {
    const other = { SubscriptionId: 'ffffffff-1111-2222-3333-444444444444' };
    const ofOther = usage.map((row) => ({ ...row, ...other }));
    const inputs = [
      input('a.csv', asActual),
      input('b.csv', ofOther, { costView: 'actual' }),
      input('c.csv', asAmortized),
    ];
    expect(await totalsOf(...inputs)).toEqual([['886.32', '12.26']]);
  });

  it('of two exports with the same view are refused', async () => {
    const what = 'are of different exports that both bill billing account 8611537 for 2026-05';
    expect(await refused(input('a.csv', asActual), input('b.csv', asActual))).toContain(`a.csv and b.csv ${what}`);
    expect(await refused(input('a.csv', asActual), input('b.csv', asAmortized), input('c.csv', asAmortized))).toContain(
      what,
    );
    expect(await refused(input('a.csv', usage), input('b.csv', usage))).toContain(what);
  });
});
