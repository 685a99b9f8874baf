import { describe, expect, it } from 'vitest';
import { parseTags } from '../../src/billing/charges/tags.ts';

describe('tags', () => {
  it.each([
    ['{"a":"b"}', { a: 'b' }],
    ['{}', {}],
    [' ', {}],
    ['"a": "b","c": "d"', { a: 'b', c: 'd' }],
    ['"a": ""', { a: '' }],
    ['[{"key":"a","value":"b"},{"key":"c"}]', { a: 'b', c: '' }],
    ['[]', {}],
    ['{"a":true,"n":1.5,"z":null,"o":{"x":[1]}}', { a: 'true', n: '1.5', z: '', o: '{"x":[1]}' }],
    ['{"__proto__":"x"}', Object.fromEntries([['__proto__', 'x']])],
  ])('%s', (text, tags) => {
    expect(parseTags(text)).toEqual(tags);
    expect(Object.keys(parseTags(text) ?? {})).toEqual(Object.keys(tags));
  });

  it.each(['a', '1', 'true', 'null', '{"a":', "{'a': 'b'}", '[1]', '[{"name":"a"}]', '"a"', 'a=b'])(
    '%s are none, and are not taken for untagged',
    (text) => expect(parseTags(text)).toBeUndefined(),
  );
});
