import { decimal, divideHalfEven, formatDecimal, multiply, parseDecimal, toScaled } from '../../domain/decimal.ts';
import { HOURS_PER_MONTH, type PriceUnit } from '../../domain/prices.ts';
import { type ItemPrice, type RetailPrice, UnreadablePrice } from './define-price-family.ts';

/** 1,048,576 bytes are so many of 10^6: a price per MB/s becomes one per MiB/s. */
export const MIB_IN_MB = '1.048576';

interface Measure {
  readonly unit: PriceUnit;
  readonly factor?: string;
}

const perMonth = String(HOURS_PER_MONTH);

/** Days of a month of 730 hours: 730 / 24, rounded to twelve digits. */
const daysPerMonth = '30.416666666667';

/** Units of the price list. Azure writes GB and bills 2^30 bytes for storage. */
const measures: Readonly<Record<string, Measure>> = {
  '1 hour': { unit: 'hour' },
  '1/hour': { unit: 'hour' },
  '1/month': { unit: 'month' },
  '1 month': { unit: 'month' },
  '1/day': { unit: 'month', factor: daysPerMonth },
  '1 gb/month': { unit: 'GiB-month' },
  '1 gib/month': { unit: 'GiB-month' },
  '1 gib/hour': { unit: 'GiB-month', factor: perMonth },
  '1 gb/hour': { unit: 'GiB-month', factor: perMonth },
  '1 gb': { unit: 'GiB' },
};

/**
 * A row's price as the price of `item`. `as` says what a unit is where the list's own word is not enough (`1/Hour` of an
 * IOPS). No price for a zero: nothing that is asked for is free. Throws UnreadablePrice.
 */
export function itemPrice(
  item: string,
  { amount, unitOfMeasure }: Pick<RetailPrice, 'amount' | 'unitOfMeasure'>,
  as?: Measure,
): readonly ItemPrice[] {
  const word = unitOfMeasure.toLowerCase();
  const measure = as ?? (Object.hasOwn(measures, word) ? measures[word] : undefined);
  const price = parseDecimal(amount);
  if (measure === undefined || price === undefined)
    throw new UnreadablePrice(`${item}: ${amount} per ${unitOfMeasure}`);
  const value = formatDecimal(measure.factor === undefined ? price : multiply(price, decimal(measure.factor)));
  return value === '0' ? [] : [{ item: item.toLowerCase(), amount: value, unit: measure.unit }];
}

/** Per month of 730 hours, for a unit of which the list has the price of an hour. */
export const hourlyToMonthly = (unit: PriceUnit, factor = '1'): Measure => ({
  unit,
  factor: formatDecimal(multiply(decimal(perMonth), decimal(factor))),
});

/** Decimal places of a divided price: finer than any amount that it is multiplied up to. */
const DIVIDED_SCALE = 15;

/** The price of one part of what the row is the price of: of one of four vCores, of an hour of a day. */
export function perPart<R extends Pick<RetailPrice, 'amount'>>(row: R, parts: string): R {
  const price = parseDecimal(row.amount);
  if (price === undefined || parts === '1') return row;
  const digits = divideHalfEven(toScaled(price, DIVIDED_SCALE), BigInt(parts));
  return { ...row, amount: formatDecimal({ digits, scale: DIVIDED_SCALE }) };
}
