/** A unit price of the shared price lists, with where it was seen. */
export interface InputUnitPrice {
  readonly resource: string;
  readonly name: string;
  readonly unit: string;
  readonly usd: number;
  readonly region: string;
  readonly seenIn: readonly string[];
  readonly source: string;
  readonly asOf: string;
}

/** Shortest decimal of a number without an exponent: 5e-8 is `0.00000005`. */
export function decimalText(value: number): string {
  const [mantissa, exponent] = value.toString().split('e');
  if (exponent === undefined) return mantissa!;
  const decimals = (mantissa!.split('.')[1]?.length ?? 0) - Number(exponent);
  return value.toFixed(Math.max(0, decimals));
}
