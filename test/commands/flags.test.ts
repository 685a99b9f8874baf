import { describe, expect, it } from 'vitest';

import { formatFlag } from '../../src/commands/support/common-flags.ts';
import {
  choiceFlag,
  choicesFlag,
  dayFlag,
  defaultedFlag,
  momentFlag,
  moneyFlag,
  readInteger,
  repeatedFlag,
  switchFlag,
  textFlag,
  textsFlag,
} from '../../src/commands/support/flag-spec.ts';
import { readFlags } from '../../src/commands/support/read-flags.ts';

const common = { summary: 'x', env: 'BALLAST_X' };
const specs = {
  on: switchFlag(common),
  text: textFlag(common),
  texts: textsFlag(common),
  repeated: repeatedFlag(common),
  choice: choiceFlag(['a', 'b'], { ...common, otherwise: 'a' }),
  choices: choicesFlag(['a', 'b'], common),
  day: dayFlag(common),
  moment: momentFlag(common),
  money: moneyFlag(common),
  number: defaultedFlag({ ...common, defaultText: '7', otherwise: 7 }, readInteger(0, 10)),
  format: formatFlag(['table', 'json']),
};

type Name = keyof typeof specs;
const read = (name: Name, raw?: string | readonly string[] | boolean, env: Record<string, string> = {}) =>
  readFlags({ [name]: specs[name] }, { [name]: raw }, env)[name];

describe('the value of a flag', () => {
  it.each([
    ['on', undefined, false],
    ['on', true, true],
    ['text', undefined, undefined],
    ['text', 'a,b', 'a,b'],
    ['texts', undefined, []],
    ['texts', ['a,b', ' c ', ','], ['a', 'b', 'c']],
    ['repeated', ['a,b', 'c'], ['a,b', 'c']],
    ['choice', undefined, 'a'],
    ['choice', 'b', 'b'],
    ['choices', ['a,b', 'a'], ['a', 'b', 'a']],
    ['day', '2026-02-28', '2026-02-28'],
    ['moment', '2026-02-28', '2026-02-28T00:00:00.000Z'],
    ['moment', '2026-02-28T10:00:00+02:00', '2026-02-28T08:00:00.000Z'],
    ['money', '10', { nanos: 10_000_000_000n, currency: 'USD' }],
    ['money', '0.5 eur', { nanos: 500_000_000n, currency: 'EUR' }],
    ['number', undefined, 7],
    ['number', '0', 0],
  ] as const)('%s of %j is read', (name, raw, value) => {
    expect(read(name, raw)).toEqual(value);
  });

  it.each([
    ['text', '', /--text is empty/],
    ['choice', 'c', /--choice "c": there are a, b/],
    ['choices', ['a,c'], /--choices "c": there are a, b/],
    ['day', '2026-02-30', /--day "2026-02-30": not a date as YYYY-MM-DD/],
    ['day', '28.2.2026', /not a date/],
    ['moment', 'tomorrow', /neither a date/],
    ['money', '-1', /not an amount/],
    ['money', '1.2.3', /not an amount/],
    ['number', '11', /not a whole number from 0 to 10/],
    ['number', '1.5', /not a whole number/],
    ['number', '1e1', /not a whole number/],
  ] as const)('%s refuses %j', (name, raw, message) => {
    expect(() => read(name, raw)).toThrow(message);
  });
});

describe('the environment variable of a flag', () => {
  it('stands in for the flag, and is named in what is wrong with it', () => {
    expect(read('text', undefined, { BALLAST_X: 'env' })).toBe('env');
    expect(read('texts', undefined, { BALLAST_X: 'a,b' })).toEqual(['a', 'b']);
    expect(read('text', 'flag', { BALLAST_X: 'env' })).toBe('flag');
    expect(() => read('day', undefined, { BALLAST_X: 'soon' })).toThrow(/BALLAST_X "soon"/);
  });

  it('counts as not set when it is empty', () => {
    expect(read('text', undefined, { BALLAST_X: '' })).toBeUndefined();
    expect(read('on', undefined, { BALLAST_X: '' })).toBe(false);
  });

  it.each([
    ['1', true],
    ['true', true],
    ['yes', true],
    ['0', false],
    ['FALSE', false],
    ['no', false],
    ['off', false],
  ])('%s switches a switch: %s', (value, on) => {
    expect(read('on', undefined, { BALLAST_X: value })).toBe(on);
  });

  it('of --format is for all commands, so a format that one does not have is left aside there', () => {
    expect(read('format', undefined, { BALLAST_FORMAT: 'json' })).toBe('json');
    expect(read('format', undefined, { BALLAST_FORMAT: 'csv' })).toBeUndefined();
    expect(() => read('format', 'csv')).toThrow(/there are table, json/);
  });
});
