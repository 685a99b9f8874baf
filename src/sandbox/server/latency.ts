/** How long an answer waits, milliseconds; drawn evenly from the range. */
export interface LatencyRange {
  readonly minMs: number;
  readonly maxMs: number;
}

/** A latency as the command line says it: `40` or `20-80`. */
export function parseLatency(spec: string): LatencyRange {
  const [min = '', max = min, ...rest] = spec.split('-');
  const range = { minMs: Number(min), maxMs: Number(max) };
  if (rest.length > 0 || min.trim() === '' || !(range.minMs >= 0) || !(range.maxMs >= range.minMs)) {
    throw new RangeError(`latency ${JSON.stringify(spec)} is not milliseconds or a range such as 20-80`);
  }
  return range;
}
