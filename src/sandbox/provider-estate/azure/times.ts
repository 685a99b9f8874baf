/** Resource Manager tells times to the tick of 100 ns, most services with an offset. */
export function armTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, -1)}0000+00:00`;
}

/** The same in UTC's own letter: `2026-11-24T06:00:00.0000000Z`. */
export function tickTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, -1)}0000Z`;
}

/** `2026-11-24T06:00:00Z` */
export function plainTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
