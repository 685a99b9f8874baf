import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fact, known, mapFact, unread } from '../../src/domain/fact.ts';

describe('fact', () => {
  it.each([[undefined], [null]])('a missing field (%s) is unread, and says which field', (value) => {
    expect(fact(value, 'Attachments')).toEqual({ known: false, reason: 'field Attachments missing in the answer' });
  });

  it.each([[0], [''], [false], [Number.NaN], [[]], [{}]])('an empty value (%j) is a value', (value) => {
    expect(fact(value, 'Size')).toEqual(known(value));
  });
});

describe('mapFact', () => {
  it('changes what is known', () => {
    expect(mapFact(known(21), (value) => value * 2)).toEqual(known(42));
  });

  it('keeps the reason of what is not, and never calls', () => {
    fc.assert(
      fc.property(fc.string(), (reason) => {
        const never = (): never => {
          throw new Error('asked for a value that was not read');
        };
        expect(mapFact(unread(reason), never)).toEqual(unread(reason));
      }),
    );
  });

  it('may bring the change to an end in another fact-free value', () => {
    expect(mapFact(known(['i-1']), (ids) => ids.length)).toEqual(known(1));
  });
});
