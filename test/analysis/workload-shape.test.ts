import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hoursIn, OFF_HOURS, offHoursOf } from '../../src/analysis/idle-machine.ts';
import { blocksInWords, offBlocks, shapeOf } from '../../src/analysis/workload-shape.ts';
import { always, officeHours, weekOf } from '../support/compute-builders.ts';

describe('workload shape', () => {
  const everyDay = (_day: number, hour: number) => hour >= 7 && hour < 20;
  const night = (_day: number, hour: number) => hour === 2;
  it.each`
    profile                         | shape        | because
    ${weekOf(always, 4, 4)}         | ${'idle'}    | ${'it never reaches the bar'}
    ${weekOf(always, 40, 40)}       | ${'steady'}  | ${'all hours are alike'}
    ${weekOf(everyDay, 60, 10)}     | ${'daily'}   | ${'busy hours come back every day'}
    ${weekOf(officeHours, 60, 10)}  | ${'weekly'}  | ${'it has days off'}
    ${weekOf(night, 90, 2)}         | ${'spiky'}   | ${'one hour a day'}
    ${weekOf(everyDay, 60, 31)}     | ${'steady'}  | ${'the quiet hours are half as busy'}
    ${undefined}                    | ${undefined} | ${'there is no profile'}
    ${[...steady().slice(1), null]} | ${undefined} | ${'an hour was not measured'}
    ${[...steady().slice(1), NaN]}  | ${undefined} | ${'nor is NaN a load'}
    ${steady().slice(1)}            | ${undefined} | ${'167 hours are no week'}
  `('is $shape: $because', ({ profile, shape }) => {
    expect(shapeOf(profile, 5)).toBe(shape);
  });
});

describe('off blocks', () => {
  it.each`
    off                                     | min  | words
    ${[0, 1, 2, 3]}                         | ${4} | ${'Mon 00:00 to Mon 04:00'}
    ${[0, 1, 2]}                            | ${4} | ${''}
    ${[166, 167, 0, 1]}                     | ${4} | ${'Sun 22:00 to Mon 02:00'}
    ${[10, 11, 12, 13, 30, 31, 32, 33, 40]} | ${4} | ${'Mon 10:00 to Mon 14:00, Tue 06:00 to Tue 10:00'}
  `('of $off in stretches of $min are "$words"', ({ off, min, words }) => {
    expect(blocksInWords(offBlocks((hour) => off.includes(hour), min))).toBe(words);
  });

  it('are the whole week where no hour is on', () => {
    expect(offBlocks(always, 4)).toEqual([{ from: 0, to: 168 }]);
  });

  it('hold off hours alone, and no hour twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 168, maxLength: 168 }),
        fc.integer({ min: 1, max: 20 }),
        (off, min) => {
          const hours = offBlocks((hour) => off[hour] ?? false, min).flatMap(({ from, to }) =>
            Array.from({ length: to - from }, (_, at) => (from + at) % 168),
          );
          return hours.every((hour) => off[hour]) && new Set(hours).size === hours.length;
        },
      ),
    );
  });
});

describe('off hours', () => {
  const quiet = weekOf(officeHours, 60, 1);
  const silent = weekOf(officeHours, 1e9, 0);
  it.each`
    cpu                                      | traffic                                | hours  | because
    ${quiet}                                 | ${silent}                              | ${118} | ${'four nights of 14 hours and a weekend of 62'}
    ${quiet}                                 | ${weekOf(officeHours, 1e9, 3_599_999)} | ${118} | ${'just under 1,000 bytes a second'}
    ${quiet}                                 | ${weekOf(officeHours, 1e9, 3_600_000)} | ${0}   | ${'1,000 bytes a second are traffic'}
    ${weekOf(officeHours, 60, 5)}            | ${silent}                              | ${0}   | ${'the bar itself is work'}
    ${weekOf((_d, h) => h >= 5, 60, 1)}      | ${silent.map(() => 0)}                 | ${0}   | ${'35 hours are too few'}
    ${weekOf((_d, h) => h >= 6, 60, 1)}      | ${silent.map(() => 0)}                 | ${42}  | ${'42 are enough'}
    ${weekOf((_d, h) => h % 4 === 0, 60, 1)} | ${silent.map(() => 0)}                 | ${0}   | ${'no stretch is of four hours'}
    ${undefined}                             | ${silent}                              | ${0}   | ${'CPU was not read'}
    ${quiet}                                 | ${undefined}                           | ${0}   | ${'network was not read'}
    ${quiet.map(() => null)}                 | ${silent}                              | ${0}   | ${'no hour has a sample'}
  `('are $hours: $because', ({ cpu, traffic, hours }) => {
    expect(hoursIn(offHoursOf(cpu, traffic, OFF_HOURS))).toBe(hours);
  });
});

function steady(): readonly number[] {
  return weekOf(always, 40, 40);
}
