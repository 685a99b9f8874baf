import { divideHalfEven } from './decimal.ts';
import type { Meter, Usage } from './usage.ts';

export const DAY_SECONDS = 86_400;
/** Cost Explorer keeps the current month and the thirteen before it. */
export const LEDGER_DAYS = 430;
const PICO_PER_NANO = 1000n;

interface Change {
  readonly at: number;
  readonly delta: number;
}

/** One line of the bill over time. */
export class LedgerCell {
  readonly meter: Meter;
  /** Unit-seconds by day: of partly used days alone, as long as there are steps. */
  readonly #days = new Float64Array(LEDGER_DAYS + 1);
  /** Changes of the quantity that is used all day, by day; gone once they are summed up. */
  #steps: Float64Array | undefined = new Float64Array(LEDGER_DAYS + 2);
  /** Units that run on when the ledger's history ends. */
  #open = 0;
  readonly #changes: Change[] = [];
  #last = { unitSeconds: 0, perSeconds: 0, nano: 0n };

  constructor(meter: Meter) {
    this.meter = meter;
  }

  /** Usage between the ledger's first second and its close, both in seconds after the start. */
  addHistory(quantity: number, from: number, to: number): void {
    const steps = this.#steps;
    if (steps === undefined) throw new TypeError('the history of this line is closed');
    const first = Math.floor(from / DAY_SECONDS);
    const last = Math.floor(to / DAY_SECONDS);
    if (first === last) {
      this.#days[first]! += quantity * (to - from);
      return;
    }
    this.#days[first]! += quantity * ((first + 1) * DAY_SECONDS - from);
    this.#days[last]! += quantity * (to - last * DAY_SECONDS);
    steps[first + 1]! += quantity;
    steps[last]! -= quantity;
  }

  addOpen(quantity: number): void {
    this.#open += quantity;
  }

  addChange(at: number, delta: number): void {
    this.#changes.push({ at, delta });
  }

  /** Unit-seconds used on a day of the ledger, before its close. */
  history(day: number): number {
    if (this.#steps !== undefined) this.#sumUp(this.#steps);
    return this.#days[day] ?? 0;
  }

  /** Unit-seconds between two instants after the close. */
  since(from: number, to: number): number {
    if (to <= from) return 0;
    let total = this.#open * (to - from);
    for (const { at, delta } of this.#changes) total += delta * Math.max(0, to - Math.max(from, at));
    return total;
  }

  /** Cost of so many unit-seconds. Most lines use the same from one day to the next, so the last is remembered. */
  nano(unitSeconds: number, perSeconds: number): bigint {
    if (unitSeconds !== this.#last.unitSeconds || perSeconds !== this.#last.perSeconds) {
      this.#last = { unitSeconds, perSeconds, nano: nanoCost(unitSeconds, this.meter.rate, perSeconds) };
    }
    return this.#last.nano;
  }

  #sumUp(steps: Float64Array): void {
    let whole = 0;
    for (let day = 0; day < this.#days.length; day++) this.#days[day]! += (whole += steps[day]!) * DAY_SECONDS;
    this.#steps = undefined;
  }
}

/**
 * What the estate has used and uses, by bill line and day. History ends with the instant of generation and never
 * changes; from there on every change of state is an entry of its own. Times are seconds of the epoch, and sums
 * are whole numbers far below 2^53, so they are exact.
 */
export class UsageLedger {
  /** First second of the first day. */
  readonly start: number;
  /** When the history ends. */
  readonly close: number;
  readonly #cells = new Map<string, LedgerCell>();
  #sorted: readonly LedgerCell[] | undefined;

  constructor(generatedAtMs: number) {
    this.close = Math.floor(generatedAtMs / 1000);
    this.start = (Math.floor(this.close / DAY_SECONDS) - LEDGER_DAYS) * DAY_SECONDS;
  }

  add({ meter, quantity, from, to }: Usage): void {
    if (!Number.isSafeInteger(quantity) || !Number.isInteger(from) || !(Number.isInteger(to) || to === Infinity)) {
      throw new RangeError(`usage of ${meter.usageType} is not in whole numbers: ${quantity} from ${from} to ${to}`);
    }
    const cell = this.#cell(meter);
    const begin = Math.max(from, this.start);
    const end = Math.min(to, this.close);
    if (end > begin) cell.addHistory(quantity, begin - this.start, end - this.start);
    if (to <= this.close) return;
    if (from <= this.close) cell.addOpen(quantity);
    // What will begin or end by itself, at a date that is known already.
    else cell.addChange(from, quantity);
    if (to !== Infinity) cell.addChange(to, -quantity);
  }

  change({ meter, quantity }: Usage, sign: 1 | -1, atMs: number): void {
    this.#cell(meter).addChange(Math.max(Math.floor(atMs / 1000), this.close), sign * quantity);
  }

  /** All lines, in order of account, region, service, usage type and operation. */
  cells(): readonly LedgerCell[] {
    return (this.#sorted ??= [...this.#cells].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, cell]) => cell));
  }

  /** Unit-seconds of a line on the day that begins at `day`, up to `until`; both seconds of the epoch. */
  usage(cell: LedgerCell, day: number, until: number): number {
    const history = cell.history((day - this.start) / DAY_SECONDS);
    return history + cell.since(Math.max(day, this.close), Math.min(day + DAY_SECONDS, until));
  }

  #cell(meter: Meter): LedgerCell {
    // The same usage type has another rate with a licence, or for another database engine.
    const { accountId, region, service, usageType, operation = '', rate } = meter;
    const key = `${accountId}\t${region}\t${service}\t${usageType}\t${operation}\t${rate}`;
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = new LedgerCell(meter);
      this.#cells.set(key, cell);
      this.#sorted = undefined;
    }
    return cell;
  }
}

/** Seconds of the billing unit's time: an hour, a day, or the month that holds the day. */
export function secondsPer(per: Meter['per'], day: number): number {
  switch (per) {
    case 'hour':
      return 3600;
    case 'day':
      return DAY_SECONDS;
    case 'month':
      return secondsInMonth(day);
  }
}

/** Storage is billed by the share of the calendar month, so a month of 28 days costs what one of 31 does. */
export function secondsInMonth(day: number): number {
  const date = new Date(day * 1000);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() * DAY_SECONDS;
}

/** The one rounding: unit-seconds times rate, to whole nano-USD, half to even. */
export function nanoCost(unitSeconds: number, rate: bigint, perSeconds: number): bigint {
  return divideHalfEven(BigInt(unitSeconds) * rate, BigInt(perSeconds) * PICO_PER_NANO);
}
