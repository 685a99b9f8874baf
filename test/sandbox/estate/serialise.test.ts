import { describe, expect, it } from 'vitest';
import { createTags } from '../../../src/sandbox/estate/mutations.ts';
import { estateDocument, truthDocument } from '../../../src/sandbox/estate/serialise.ts';
import { estateOf, NOW } from './estates.ts';

function keysInOrder(value: unknown): boolean {
  if (Array.isArray(value)) return value.every(keysInOrder);
  if (typeof value !== 'object' || value === null) return true;
  const keys = Object.keys(value);
  return keys.every((key, i) => i === 0 || keys[i - 1]! < key) && Object.values(value).every(keysInOrder);
}

describe('estateDocument', () => {
  it('is JSON with sorted keys, and holds every resource', () => {
    const estate = estateOf({ resources: 300 });
    const document = JSON.parse(JSON.stringify(estateDocument(estate))) as Record<string, object>;
    expect(keysInOrder(document)).toBe(true);
    for (const kind of ['instances', 'volumes', 'snapshots', 'addresses'] as const) {
      expect(document[kind]).toEqual(Object.fromEntries(estate[kind]));
    }
  });

  it('has the same text for the same state, however the state came about', () => {
    const [a, b] = [estateOf({ resources: 60 }), estateOf({ resources: 60 })];
    const ids = [...a.volumes.keys()].slice(0, 2);
    const tag = (estate: typeof a, id: string) => {
      const { accountId, region } = estate.volumes.get(id)!;
      createTags(estate, accountId, region, { resourceIds: [id], tags: { z: '1', a: '2' } }, NOW);
    };
    ids.forEach((id) => tag(a, id));
    expect(JSON.stringify(estateDocument(a))).not.toBe(JSON.stringify(estateDocument(b)));
    ids.toReversed().forEach((id) => tag(b, id));
    expect(JSON.stringify(estateDocument(a))).toBe(JSON.stringify(estateDocument(b)));
  });

  it('tells nothing of the planted truth', () => {
    expect(estateDocument(estateOf({ resources: 60 }))).not.toHaveProperty('truth');
  });
});

describe('truthDocument', () => {
  it('lists every entry in order of check and resource', () => {
    const estate = estateOf({ resources: 300 });
    const { seed, entries } = truthDocument(estate);
    expect(seed).toBe(estate.seed);
    expect(entries).toHaveLength(estate.truth.length);
    expect(new Set(entries.map((entry) => JSON.stringify(entry))).size).toBe(entries.length);
    const order = entries.map(({ checkId, resourceId }) => `${checkId} ${resourceId}`);
    expect(order).toEqual(order.toSorted());
  });
});
