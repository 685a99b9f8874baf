import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Scope } from '../../../src/domain/ids.ts';
import type { VolumeSnapshot } from '../../../src/domain/resources.ts';
import { known } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import { defineCollector } from '../../../src/providers/shared/define-collector.ts';
import { followTokens } from '../../../src/providers/shared/pages.ts';
import { readRows } from '../../../src/providers/shared/read-rows.ts';
import { scopeA } from './engine-bench.ts';

const row = z.object({ Id: z.string(), Size: z.int() });
const flat = { operation: 'x:List', page: z.object({ Rows: z.array(row) }), rows: ['Rows'], rowId: 'Id' } as const;
const nested = {
  operation: 'x:List',
  page: z.object({ Groups: z.array(z.object({ Rows: z.array(row) })) }),
  rows: ['Groups', 'Rows'],
  rowId: 'Id',
} as const;

describe('rows of an answer', () => {
  it('names a row that fails its schema, by its id, and keeps the others', () => {
    const answer = { Rows: [{ Id: 'a', Size: 1 }, { Id: 'b', Size: Number.NaN }, { Size: 'x' }, { Id: 'c', Size: 3 }] };
    const { page, unread } = readRows(answer, flat);
    expect(page.Rows.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(unread).toEqual([
      { resourceId: 'b', reason: expect.stringContaining('malformed: x:List: Size:') },
      { reason: expect.stringContaining('Id:') },
    ]);
  });

  it('finds rows in lists of lists', () => {
    const answer = { Groups: [{ Rows: [{ Id: 'a', Size: 1 }] }, { Rows: [{ Id: 'b' }, { Id: 'c', Size: 3 }] }] };
    const { page, unread } = readRows(answer, nested);
    expect(page.Groups.flatMap(({ Rows }) => Rows.map(({ Id }) => Id))).toEqual(['a', 'c']);
    expect(unread).toMatchObject([{ resourceId: 'b' }]);
  });

  it.each([[undefined], [null], [{}], ['<html>'], [{ Rows: null }], [{ Rows: {} }]])(
    'refuses an answer without its list: %j',
    (answer) => {
      expect(() => readRows(answer, flat)).toThrow(expect.objectContaining({ category: 'malformed' }));
    },
  );

  it('refuses an answer in which a group has lost its list', () => {
    expect(() => readRows({ Groups: [{ Rows: [] }, {}] }, nested)).toThrow(
      expect.objectContaining({ category: 'malformed', operation: 'x:List' }),
    );
  });

  it('loses no row: each is either read or unread', () => {
    const rows = fc.array(
      fc.record({ Id: fc.string(), Size: fc.oneof(fc.integer(), fc.constant('broken'), fc.constant(undefined)) }),
    );
    fc.assert(
      fc.property(rows, (Rows) => {
        const { page, unread } = readRows({ Rows }, flat);
        expect(page.Rows.length + unread.length).toBe(Rows.length);
        expect(page.Rows.length).toBe(Rows.filter(({ Size }) => typeof Size === 'number').length);
      }),
    );
  });
});

describe('a collector', () => {
  const things = defineCollector({
    type: 'x:y:thing',
    kind: 'volume-snapshot',
    reach: 'regional',
    permissions: ['x:List'],
    ...flat,
    fetch: (answers: readonly unknown[], _scope: Scope) =>
      (async function* () {
        yield* answers;
      })(),
    toResources: ({ Rows }, scope) =>
      Rows.map(({ Id, Size }): VolumeSnapshot => ({
        kind: 'volume-snapshot',
        type: 'x:y:thing',
        resourceId: Id,
        scope,
        state: 'completed',
        createdAt: known(instant(0)),
        tags: known({}),
        sourceSizeGiB: Size,
        tier: 'standard',
      })),
  });

  it('gives the pages that were good before the one that was not', async () => {
    const ids: string[] = [];
    const reading = (async () => {
      for await (const { resources } of things.collect([{ Rows: [{ Id: 'a', Size: 1 }] }, {}], scopeA)) {
        ids.push(...resources.map(({ resourceId }) => resourceId));
      }
    })();
    await expect(reading).rejects.toMatchObject({ category: 'malformed' });
    expect(ids).toEqual(['a']);
  });
});

describe('continuation tokens', () => {
  const reading = async (tokens: readonly (string | null | undefined)[]) => {
    const asked: (string | undefined)[] = [];
    const left = [...tokens];
    const fetch = async (token: string | undefined) => {
      asked.push(token);
      return { next: left.shift() };
    };
    for await (const _page of followTokens('x:List', fetch, ({ next }) => next));
    return asked;
  };

  it('are followed to the end', async () => {
    expect(await reading(['one', 'two', undefined])).toEqual([undefined, 'one', 'two']);
  });

  it('end with an empty one, as some APIs send', async () => {
    expect(await reading(['one', '', 'never'])).toEqual([undefined, 'one']);
    expect(await reading(['one', null, 'never'])).toEqual([undefined, 'one']);
  });

  it('that come back again are a malformed answer, not an endless listing', async () => {
    await expect(reading(['one', 'two', 'one', undefined])).rejects.toMatchObject({ category: 'malformed' });
  });
});
