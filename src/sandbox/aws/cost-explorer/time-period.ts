import type { DocumentInput } from '../document-input.ts';
import { costExplorerErrors } from './errors.ts';

export type Granularity = 'DAILY' | 'MONTHLY' | 'HOURLY';

/** Days in `[start, end)`, `YYYY-MM-DD`. */
export interface TimePeriod {
  readonly start: string;
  readonly end: string;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** Hourly data is told by moments: `2026-11-20T05:00:00Z`. */
const hourText = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
/** Cost Explorer holds the current month and the thirteen before it, unless more history is enabled. */
const monthsOfHistory = 13;

/** The request's `TimePeriod`, checked as the service does. */
export function readTimePeriod(input: DocumentInput, now: number): TimePeriod {
  const period = input.child('TimePeriod');
  if (!period) throw costExplorerErrors.validation('TimePeriod is a required parameter.');
  const start = readDay(period, 'Start');
  const end = readDay(period, 'End');
  if (start >= end) throw costExplorerErrors.validation('Start date (and hour) should be before end date (and hour)');
  if (start < firstDayHeld(now)) {
    throw costExplorerErrors.validation(
      "You haven't enabled historical data beyond 14 months. Please enable it from the preferences page before requesting older data.",
    );
  }
  if (start > dayOf(now))
    throw costExplorerErrors.unavailable('The requested data is unavailable: the time period has not begun.');
  return { start, end };
}

/**
 * The periods that a question about commitments is answered for: its days or months, or the whole of it where none are
 * asked for. `Granularity` cannot be set where `GroupBy` is (API reference, GetReservationUtilization).
 */
export function periodsAsked(
  input: DocumentInput,
  period: TimePeriod,
  unlessAsked?: 'DAILY' | 'MONTHLY',
): readonly TimePeriod[] {
  const isGrouped = input.children('GroupBy').length > 0;
  if (isGrouped && input.has('Granularity')) {
    throw costExplorerErrors.validation('Granularity cannot be set when GroupBy is set.');
  }
  const granularity = input.has('Granularity') ? input.oneOf('Granularity', ['DAILY', 'MONTHLY']) : unlessAsked;
  return isGrouped || granularity === undefined ? [period] : splitPeriod(period, granularity);
}

/** The periods of a time span: its days, or its calendar months, cut where it begins and ends. */
export function splitPeriod({ start, end }: TimePeriod, granularity: Granularity): readonly TimePeriod[] {
  const periods: TimePeriod[] = [];
  if (granularity === 'HOURLY') {
    for (let at = Date.parse(start); at < Date.parse(end); at += hourMs) {
      periods.push({ start: hourText(at), end: hourText(at + hourMs) });
    }
    return periods;
  }
  for (let at = start; at < end;) {
    const next = granularity === 'DAILY' ? addDays(at, 1) : firstOfNextMonth(at);
    periods.push({ start: at, end: next < end ? next : end });
    at = next;
  }
  return periods;
}

/** A month's bill is final some days after its end; until then its figures are estimates. */
export function isEstimated(period: TimePeriod, now: number): boolean {
  const finalFrom = `${firstOfNextMonth(addDays(period.end, -1)).slice(0, 7)}-05`;
  return dayOf(now) < finalFrom;
}

export function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10);
}

function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * dayMs);
}

function firstOfNextMonth(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

function firstDayHeld(now: number): string {
  const date = new Date(now);
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - monthsOfHistory, 1));
}

function readDay(period: DocumentInput, name: string): string {
  // Questions for hourly data give moments; here they begin and end with a day.
  const text = period.text(name).replace(/T00:00:00Z$/, '');
  const valid = /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;
  if (!valid) throw costExplorerErrors.validation(`${name} time ${text} is invalid. Valid format is: yyyy-MM-dd.`);
  return text;
}
