/** The sandbox's clock, epoch milliseconds. */
export type Clock = () => number;

/** A clock that starts at `startAt` and then runs at the machine's pace; the machine's own clock without it. */
export function createClock(startAt?: number): Clock {
  if (startAt === undefined) return Date.now;
  const offset = startAt - Date.now();
  return () => Date.now() + offset;
}
