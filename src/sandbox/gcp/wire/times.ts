const PACIFIC_MS = 8 * 3_600_000;

/** RFC 3339 in Pacific time, as Compute Engine tells times: `2026-09-01T10:00:00.000-08:00`. */
export const pacificTime = (epochMs: number): string =>
  new Date(epochMs - PACIFIC_MS).toISOString().replace('Z', '-08:00');

/** RFC 3339 in UTC, as the other APIs do. */
export const utcTime = (epochMs: number): string => new Date(epochMs).toISOString();

/** To the second: `2026-09-01T10:00:00Z`. */
export const utcSecond = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
