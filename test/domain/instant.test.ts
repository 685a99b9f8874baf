import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  type Day,
  dayFromEpoch,
  dayOf,
  epochDay,
  epochMs,
  instant,
  monthOf,
  parseDay,
  parseInstant,
  startOfDay,
  wholeDaysBetween,
} from '../../src/domain/instant.ts';

/** Of every day from 1900 to 2199: leap years that are centuries included. */
const anyDay = fc.integer({ min: -25_567, max: 84_005 }).map(dayFromEpoch);
const anyMs = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

const day = (text: string): Day => {
  const parsed = parseDay(text);
  if (parsed === undefined) throw new Error(`the test's own day is wrong: ${text}`);
  return parsed;
};

describe('instant', () => {
  it('is UTC text with milliseconds, whatever it is made from', () => {
    const text = '2026-11-24T05:10:00.000Z';
    expect([instant(text), instant(new Date(text)), instant(Date.parse(text))]).toEqual([text, text, text]);
    expect(instant('2026-11-24T07:10:00+02:00')).toBe(text);
  });

  it.each([
    ['text', 'yesterday'],
    ['nothing', ''],
    ['NaN', Number.NaN],
    ['infinity', Infinity],
    ['an invalid date', new Date('x')],
  ])('throws for %s', (_what, of) => {
    expect(() => instant(of)).toThrow(RangeError);
  });

  it('sorts as text the way moments sort', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (a, b) => {
        expect(instant(a) < instant(b)).toBe(a < b);
        expect(epochMs(instant(a))).toBe(a);
      }),
    );
  });
});

describe('parseInstant', () => {
  it.each([
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T05:10:00Z', '2026-11-24T05:10:00.000Z'],
    ['2026-11-24T05:10:00.5Z', '2026-11-24T05:10:00.500Z'],
    ['2026-11-24T05:10:00.123456789Z', '2026-11-24T05:10:00.123Z'],
    ['2026-11-24T05:10', '2026-11-24T05:10:00.000Z'],
    ['2026-11-24T05:10:00', '2026-11-24T05:10:00.000Z'],
    ['2026-11-24 05:10:00', '2026-11-24T05:10:00.000Z'],
    [' 2026-11-24 05:10:00Z ', '2026-11-24T05:10:00.000Z'],
    ['2026-11-24T05:10:00+02:00', '2026-11-24T03:10:00.000Z'],
    ['2026-11-24 05:10:00+0530', '2026-11-23T23:40:00.000Z'],
    ['2026-12-31T23:30:00-01:00', '2027-01-01T00:30:00.000Z'],
    ['2026-11-24T05:10:00-00:00', '2026-11-24T05:10:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
    ['2000-02-29', '2000-02-29T00:00:00.000Z'],
  ])('reads %j as %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  it.each(
    [
      ['', ' ', 'now', '0', '1763960400', 'NaN', '2026', '2026-11', '20261124', '24/11/2026', '2026-1-4'],
      ['2026-13-01', '2026-00-01', '2026-01-00', '2026-01-32', '2026-02-29', '2026-02-30', '1900-02-29', '2026-04-31'],
      ['2026-02-30T00:00:00Z', '2026-04-31 10:00:00', '2026-06-31T10:00:00+02:00', '2023-02-29T12:00'],
      ['2026-11-24T25:00:00Z', '2026-11-24T05:60:00Z', '2026-11-24T05:10:61Z', '2026-11-24T05:10:00+99:99'],
      ['2026-11-24T5:10Z', '2026-11-24T05Z', '2026-11-24T05:10:00 UTC', '2026-11-24T05:10:00Zx', '２０２６-11-24'],
      ['+012026-11-24T00:00:00Z', '-000001-01-01T00:00:00Z', '2026-11-24T05:10:00.Z', 'Tue Nov 24 2026'],
    ].flat(),
  )('refuses %j', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('reads back every instant, and every offset of it', () => {
    const anyOffset = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(anyMs, anyOffset, (ms, minutes) => {
        expect(parseInstant(instant(ms))).toBe(instant(ms));
        const local = instant(ms + minutes * 60_000).slice(0, -1);
        const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
        const offset = `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
        expect(parseInstant(local + offset)).toBe(instant(ms));
      }),
    );
  });

  describe('in another time zone', () => {
    const zone = process.env['TZ'];
    afterEach(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });

    // In these zones the hour below does not exist, is there twice, or is another day than in UTC.
    it.each(['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/St_Johns'])(
      '%s, text without a zone still is UTC',
      (of) => {
        process.env['TZ'] = of;
        expect(parseInstant('2026-03-08 02:30:00')).toBe('2026-03-08T02:30:00.000Z');
        expect(parseInstant('2026-03-29T02:30')).toBe('2026-03-29T02:30:00.000Z');
        expect(parseInstant('2026-10-25 02:30:00')).toBe('2026-10-25T02:30:00.000Z');
        expect(parseInstant('2026-11-24')).toBe('2026-11-24T00:00:00.000Z');
        expect(addDays(day('2026-03-28'), 2)).toBe('2026-03-30');
        expect(addMonths(day('2026-02-01'), 2)).toBe('2026-04-01');
      },
    );
  });
});

describe('days', () => {
  it.each(['2026-11-24', '2024-02-29', '2000-02-29', '1970-01-01', '9999-12-31'])('reads %s', (text) => {
    expect(parseDay(text)).toBe(text);
  });

  it.each([
    '2026-02-29',
    '2026-02-30',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-1-1',
    '',
    'today',
  ])('refuses %j', (text) => {
    expect(parseDay(text)).toBeUndefined();
  });

  it.each([' 2026-11-24', '2026-11-24 ', '2026-11-24T00:00:00Z', '２０２６-11-24'])(
    'refuses %j: a day and nothing else',
    (text) => {
      expect(parseDay(text)).toBeUndefined();
    },
  );

  it('has 29 February in leap years alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 9999 }), (year) => {
        expect(parseDay(`${year}-02-29`) !== undefined).toBe(isLeap(year));
      }),
    );
  });

  it('counts from 1970 and back', () => {
    expect([epochDay(day('1970-01-01')), epochDay(day('1970-01-02')), epochDay(day('1969-12-31'))]).toEqual([0, 1, -1]);
    fc.assert(
      fc.property(anyDay, (of) => {
        expect(Number.isInteger(epochDay(of))).toBe(true);
        expect(dayFromEpoch(epochDay(of))).toBe(of);
        expect(dayOf(startOfDay(of))).toBe(of);
        expect(dayOf(instant(epochMs(startOfDay(addDays(of, 1))) - 1))).toBe(of);
      }),
    );
  });

  it('adds days as numbers add, over leap days too', () => {
    expect(addDays(day('2024-02-28'), 1)).toBe('2024-02-29');
    expect(addDays(day('2026-02-28'), 1)).toBe('2026-03-01');
    expect(addDays(day('2026-01-01'), -1)).toBe('2025-12-31');
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), fc.integer({ min: -4000, max: 4000 }), (of, a, b) => {
        expect(addDays(addDays(of, a), b)).toBe(addDays(of, a + b));
        expect(addDays(of, a) < of).toBe(a < 0);
      }),
    );
  });
});

describe('months', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2026-12-15', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-01'],
    ['2024-02-29', 12, '2025-02-01'],
    ['2026-11-24', 0, '2026-11-01'],
    ['2026-11-01', -23, '2024-12-01'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to);
  });

  it('adds months as numbers add, and stays on the first', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), fc.integer({ min: -300, max: 300 }), (of, a, b) => {
        expect(addMonths(addMonths(of, a), b)).toBe(addMonths(of, a + b));
        expect(monthOf(addMonths(of, a))).toBe(addMonths(of, a));
        const [year = 0, month = 0] = addMonths(of, a).split('-').map(Number);
        const [fromYear = 0, fromMonth = 0] = of.split('-').map(Number);
        expect(year * 12 + month - (fromYear * 12 + fromMonth)).toBe(a);
      }),
    );
  });

  it('are half open: a month holds its first day and not the next month’s', () => {
    fc.assert(
      fc.property(anyDay, (of) => {
        expect(monthOf(of) <= of && of < addMonths(of, 1)).toBe(true);
        expect(monthOf(addDays(addMonths(of, 1), -1))).toBe(monthOf(of));
      }),
    );
  });
});

describe('wholeDaysBetween', () => {
  it.each([
    ['2026-11-01T00:00:00Z', '2026-11-15T00:00:00Z', 14],
    ['2026-11-01T00:00:00.001Z', '2026-11-15T00:00:00Z', 13],
    ['2026-11-01T12:00:00Z', '2026-11-01T12:00:00Z', 0],
    ['2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z', 2],
    ['2024-02-28T00:00:00Z', '2024-03-01T00:00:00Z', 2],
    ['2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z', -1],
    ['2026-11-01T12:00:00Z', '2026-11-01T11:00:00Z', -1],
  ])('from %s to %s is %i', (from, to, days) => {
    expect(wholeDaysBetween(instant(from), instant(to))).toBe(days);
  });

  it('never counts a day that is not over', () => {
    fc.assert(
      fc.property(anyMs, anyMs, (from, to) => {
        const days = wholeDaysBetween(instant(from), instant(to));
        expect(from + days * 86_400_000 <= to && to < from + (days + 1) * 86_400_000).toBe(true);
      }),
    );
  });
});
