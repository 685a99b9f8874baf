import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { collectors } from '../../../src/providers/azure/collectors/index.ts';

/** Tests that collect from an answer of Microsoft's own examples or documentation. */
const tests = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.ts') && name !== 'sandbox.test.ts')
  .map((name) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8'))
  .filter((text) => text.includes('collected(') && text.includes('resources'));

describe('every list that is read', () => {
  it.each(collectors.map(({ info }) => info.type))('of %s is fed an official or documented answer', (type) => {
    expect(tests.filter((text) => text.includes(`'${type}'`))).not.toEqual([]);
  });
});
