/**
 * How a load goes through the week: `idle` does next to nothing, `steady` is about as busy at all hours, `daily` has
 * busy hours that come back every day, `weekly` has days off, `spiky` is busy for a few hours only.
 */
export type WorkloadShape = 'idle' | 'steady' | 'daily' | 'weekly' | 'spiky';

/** Mean by hour of the week, Monday 00:00 UTC first; null where no sample fell. */
export type WeekProfile = readonly (number | null)[];

export const HOURS_PER_WEEK = 168;
const HOURS_PER_DAY = 24;

/** An hour is busy above this share of the highest hour, and quiet below it. */
const BUSY_SHARE = 0.5;
/** Fewer busy hours than this share of a week are spikes: four hours a day are more. */
const SPIKY_SHARE = 0.1;
/** More than this share of a week busy is a load that hardly rests. */
const STEADY_SHARE = 0.8;
/** Days that are less busy than this share of the others are days off. */
const DAY_OFF_SHARE = 0.5;

/** Undefined for a profile with holes: what was not measured has no shape. `idleBelow` is in the profile's unit. */
export function shapeOf(profile: WeekProfile | undefined, idleBelow: number): WorkloadShape | undefined {
  const hours = wholeWeek(profile);
  if (hours === undefined) return undefined;
  const top = Math.max(...hours);
  if (top < idleBelow) return 'idle';
  const busy = hours.map((value) => value > top * BUSY_SHARE);
  const share = busy.filter(Boolean).length / HOURS_PER_WEEK;
  if (share >= STEADY_SHARE) return 'steady';
  if (share <= SPIKY_SHARE) return 'spiky';
  return hasDaysOff(busy) ? 'weekly' : 'daily';
}

function hasDaysOff(busy: readonly boolean[]): boolean {
  const days = Array.from({ length: 7 }, (_, day) => {
    return busy.slice(day * HOURS_PER_DAY, (day + 1) * HOURS_PER_DAY).filter(Boolean).length;
  });
  const most = Math.max(...days);
  return days.some((hours) => hours < most * DAY_OFF_SHARE);
}

function wholeWeek(profile: WeekProfile | undefined): readonly number[] | undefined {
  const hours = profile?.filter((value) => value !== null && Number.isFinite(value));
  return hours?.length === HOURS_PER_WEEK ? (hours as readonly number[]) : undefined;
}

/** A stretch of hours of the week, `[from, to)`, Monday 00:00 UTC is 0; `to` may lie beyond 168, in the week after. */
export interface OffBlock {
  readonly from: number;
  readonly to: number;
}

/** Stretches of at least `minHours` in which every hour is off. A week has no end: Sunday night goes on on Monday. */
export function offBlocks(isOff: (hour: number) => boolean, minHours: number): readonly OffBlock[] {
  const firstOn = Array.from({ length: HOURS_PER_WEEK }, (_, hour) => hour).find((hour) => !isOff(hour));
  if (firstOn === undefined) return [{ from: 0, to: HOURS_PER_WEEK }];
  const blocks: OffBlock[] = [];
  let from: number | undefined;
  for (let hour = firstOn; hour <= firstOn + HOURS_PER_WEEK; hour++) {
    const off = isOff(hour % HOURS_PER_WEEK);
    if (off && from === undefined) from = hour;
    if (off || from === undefined) continue;
    if (hour - from >= minHours) blocks.push({ from, to: hour });
    from = undefined;
  }
  return blocks;
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** `Mon 20:00 to Tue 06:00, …` in UTC. */
export const blocksInWords = (blocks: readonly OffBlock[]): string =>
  blocks.map(({ from, to }) => `${moment(from)} to ${moment(to)}`).join(', ');

function moment(hour: number): string {
  const day = DAYS[Math.floor(hour / HOURS_PER_DAY) % 7] ?? '';
  return `${day} ${String(hour % HOURS_PER_DAY).padStart(2, '0')}:00`;
}
