export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** EC2 tells times to the second. */
export function wholeSecond(epochMs: number): number {
  return Math.floor(epochMs / SECOND) * SECOND;
}

/** `days` before `now`, to the second. */
export function daysBefore(now: number, days: number): number {
  return wholeSecond(now - days * DAY);
}

/** `2026-09-01 10:00:00 GMT`, as StateTransitionReason words a time. */
export function transitionTime(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19).replace('T', ' ')} GMT`;
}
