/** Ascending; leaves its argument as it is. */
const sorted = (values: readonly number[]): readonly number[] => values.toSorted((a, b) => a - b);

/** The middle value, or the mean of the two in the middle; NaN of none. */
export function median(values: readonly number[]): number {
  const order = sorted(values);
  const half = Math.floor(order.length / 2);
  const upper = order[half] ?? Number.NaN;
  return order.length % 2 === 1 ? upper : ((order[half - 1] ?? Number.NaN) + upper) / 2;
}

/** Nearest rank: the smallest value that at least `percent` % of the values do not exceed; NaN of none. */
export function percentile(values: readonly number[], percent: number): number {
  const order = sorted(values);
  return order[Math.max(0, Math.ceil((percent / 100) * order.length) - 1)] ?? Number.NaN;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : sum(values) / values.length;

/** Median absolute deviation, brought to the scale of a standard deviation of normal noise (factor 1.4826). */
export function robustSpread(residuals: readonly number[]): number {
  const middle = median(residuals);
  return 1.4826 * median(residuals.map((each) => Math.abs(each - middle)));
}
