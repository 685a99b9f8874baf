import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { money } from '../../src/domain/money.ts';
import { screenOf } from '../../src/output/screen.ts';
import { clean } from '../../src/output/text/clean.ts';
import { days, isoMoment, span } from '../../src/output/text/moments.ts';
import { bytes, count, counted, humanMoney, percent, seconds, shareOf } from '../../src/output/text/numbers.ts';
import { displayWidth, padEnd, padStart, truncate, wrap } from '../../src/output/text/width.ts';
import { day, moment, usd } from './support/sample-reports.ts';

describe('amounts for people', () => {
  it.each([
    [1_234_567_890_000_000n, 'USD', '$1,234,567.89'],
    [0n, 'USD', '$0.00'],
    [1n, 'USD', '<$0.01'],
    [-1n, 'USD', '>-$0.01'],
    [4_999_999n, 'USD', '<$0.01'],
    [5_000_000n, 'USD', '<$0.01'],
    [15_000_000n, 'USD', '$0.02'],
    [25_000_000n, 'USD', '$0.02'],
    [-1_234_500_000_000n, 'EUR', '-€1,234.50'],
    [1_234_567_000_000_000n, 'JPY', 'JPY 1,234,567'],
    [999_999_999_999_995_000_000n, 'CHF', 'CHF 1,000,000,000,000.00'],
  ] as const)('%d nanos of %s are %s', (nanos, currency, text) => {
    expect(humanMoney(money(nanos, currency))).toBe(text);
  });

  it('never shows something as nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 10n ** 9n }), (nanos) => {
        expect(humanMoney(money(nanos, 'USD'))).not.toBe('$0.00');
        expect(humanMoney(money(-nanos, 'USD'))).not.toMatch(/^-?\$0\.00$/);
      }),
    );
  });

  it('gives a share of the same currency only', () => {
    expect(shareOf(usd(50), usd(200))).toBe(0.25);
    expect(shareOf(usd(50), usd(0))).toBeNull();
    expect(shareOf(usd(50), money(1_000_000_000n, 'EUR'))).toBeNull();
    expect(percent(shareOf(money(1n, 'USD'), usd(100)) ?? 0)).toBe('<1 %');
  });
});

describe('numbers and spans', () => {
  it('groups thousands', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (value) => {
        expect(count(value)).toBe(value.toLocaleString('en-US'));
      }),
    );
  });

  it('says one and many', () => {
    expect(counted(1, 'finding')).toBe('1 finding');
    expect(counted(1000, 'finding')).toBe('1,000 findings');
    expect(counted(0, 'entry', 'entries')).toBe('0 entries');
  });

  it.each([
    [0, '0 B'],
    [1023, '1,023 B'],
    [1536, '1.5 KiB'],
    [5_242_880, '5 MiB'],
    [250 * 1024 ** 3, '250 GiB'],
  ])('%d bytes are %s', (value, text) => expect(bytes(value)).toBe(text));

  it('shows durations, ranges and moments', () => {
    expect(seconds(1700)).toBe('1.7 s');
    expect(seconds(125_000)).toBe('2 min 5 s');
    expect(days({ from: day('2026-10-01'), to: day('2026-11-01') })).toBe('2026-10-01 to 2026-10-31');
    expect(days({ from: day('2026-10-01'), to: day('2026-10-02') })).toBe('2026-10-01');
    expect(span(moment('2026-10-01T03:04:05Z'), moment('2026-10-01T03:04:59Z'))).toBe('2026-10-01 03:04 UTC');
    expect(isoMoment('2026-10-01T03:04:05.000Z')).toBe('2026-10-01 03:04 UTC');
    expect(isoMoment('not a moment')).toBe('not a moment');
  });
});

describe('width of text', () => {
  it.each([
    ['abc', 3],
    ['…–', 2],
    ['日本', 4],
    ['e\u0301', 1],
    ['😀', 2],
    ['\u001b[31mred\u001b[39m', 3],
  ])('%j takes %d columns', (text, width) => expect(displayWidth(text)).toBe(width));

  it('cuts to the width and marks the cut', () => {
    expect(truncate('abcdef', 4)).toBe('abc…');
    expect(truncate('日本語', 4)).toBe('日…');
    expect(truncate('abc', 3)).toBe('abc');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 30 }), (text, width) => {
        expect(displayWidth(truncate(clean(text), width))).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('pads and wraps by columns, not by characters', () => {
    expect(padEnd('日', 4)).toBe('日  ');
    expect(padStart('日', 4)).toBe('  日');
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('a-word-longer-than-the-line x', 5)).toEqual(['a-word-longer-than-the-line', 'x']);
    expect(wrap('never cut', null)).toEqual(['never cut']);
  });
});

describe('names that others chose', () => {
  it('cannot drive the terminal', () => {
    expect(clean('web\u001b]0;owned\u0007\u001b[2J')).toBe('web\ufffd]0;owned\ufffd\ufffd[2J');
    expect(clean('two\nlines\tand\rmore')).toBe('two lines and more');
    expect(clean('abc\u202edcba')).toBe('abc\ufffddcba');
    expect(clean('plain – 日本 😀')).toBe('plain – 日本 😀');
  });
});

describe('the screen', () => {
  const terminal = { isTTY: true, columns: 100, env: { TERM: 'xterm' }, noColor: false };
  it.each([
    ['a terminal', terminal, { columns: 100, color: 1, interactive: true }],
    [
      'one of 256 colours',
      { ...terminal, env: { TERM: 'xterm-256color' } },
      { columns: 100, color: 2, interactive: true },
    ],
    ['true colour', { ...terminal, env: { COLORTERM: 'truecolor' } }, { columns: 100, color: 3, interactive: true }],
    ['a dumb one', { ...terminal, env: { TERM: 'dumb' } }, { columns: 100, color: 0, interactive: true }],
    ['NO_COLOR', { ...terminal, env: { NO_COLOR: '1' } }, { columns: 100, color: 0, interactive: true }],
    [
      'an empty NO_COLOR',
      { ...terminal, env: { NO_COLOR: '', TERM: 'xterm' } },
      { columns: 100, color: 1, interactive: true },
    ],
    [
      '--no-color against FORCE_COLOR',
      { ...terminal, env: { FORCE_COLOR: '3' }, noColor: true },
      { columns: 100, color: 0, interactive: true },
    ],
    ['a pipe', { ...terminal, isTTY: false }, { columns: null, color: 0, interactive: false }],
    [
      'a pipe with FORCE_COLOR',
      { ...terminal, isTTY: false, env: { FORCE_COLOR: '1' } },
      { columns: null, color: 1, interactive: false },
    ],
    ['FORCE_COLOR=0', { ...terminal, env: { FORCE_COLOR: '0' } }, { columns: 100, color: 0, interactive: true }],
    [
      'COLUMNS without a size',
      { ...terminal, columns: undefined, env: { COLUMNS: '72', TERM: 'xterm' } },
      { columns: 72, color: 1, interactive: true },
    ],
    ['a window of three columns', { ...terminal, columns: 3 }, { columns: 40, color: 1, interactive: true }],
  ] as const)('%s', (_, input, expected) => {
    expect(screenOf(input)).toEqual(expected);
  });
});
