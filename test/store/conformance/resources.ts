import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fact, known, unread } from '../../../src/domain/fact.ts';
import { GLOBAL_REGION } from '../../../src/domain/ids.ts';
import type { ResourceFilter } from '../../../src/domain/ports/store.ts';
import type { Resource, Tags } from '../../../src/domain/resources.ts';
import {
  address,
  at,
  collect,
  instance,
  otherAccount,
  otherRegion,
  scope,
  volume,
} from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

/** Any text a cloud may send, lone surrogates of broken encoders included. */
const text = fc.string({ unit: 'binary', maxLength: 12 });
const factOf = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> => fc.oneof(value.map(known), text.map(unread));
const tags: fc.Arbitrary<Tags> = fc.dictionary(text, text, { maxKeys: 4 });
const anyVolume = fc.record({
  resourceId: fc.stringMatching(/^vol-[0-9a-f]{8}$/),
  name: text,
  state: text,
  tags: factOf(tags),
  attachedTo: factOf(fc.uniqueArray(text, { maxLength: 3 })),
  sizeGiB: fc.nat(),
  iops: fc.nat(),
});

const estate: readonly Resource[] = [
  instance('i-1', { name: 'Web Server', sizeName: 'm5.large', tags: known({ team: 'web', env: 'prod' }) }),
  instance('i-2', { scope: otherRegion, sizeName: 't3.micro', tags: unread('denied: ec2:DescribeTags') }),
  instance('i-3', { scope: otherAccount, sizeName: 'm5.large', tags: known({ team: 'data' }) }),
  volume('vol-1', { name: 'Größe', tags: known({ 'odd "key"': 'x' }) }),
  volume('vol-2', { scope: { ...scope, provider: 'azure', accountId: 'sub-1' }, type: 'azure:compute:disk' }),
  address('eip-1', { scope: { ...scope, regionId: GLOBAL_REGION } }),
];

export function resourceConformance(open: OpenEmptyStore): void {
  it('come back exactly, whatever the cloud wrote and whatever was not read', () =>
    withStore(open, async ({ resources }) => {
      let sync = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(anyVolume, { maxLength: 4 }), async (list) => {
          const volumes = [...new Map(list.map((of) => [of.resourceId, volume(of.resourceId, of)])).values()];
          sync += 1;
          await resources.upsert(sync, volumes, at(sync));
          const byId = await resources.byId(
            scope,
            volumes.map(({ resourceId }) => resourceId),
          );
          expect(volumes.map(({ resourceId }) => byId.get(resourceId)?.resource)).toEqual(volumes);
        }),
        { numRuns: 50 },
      );
    }));

  it('a page that comes twice changes nothing', () =>
    withStore(open, async ({ resources }) => {
      await resources.upsert(1, estate, at(0));
      const once = await collect(resources.stream({ includeGone: true }, 10));
      await resources.upsert(1, estate, at(0));
      expect(await collect(resources.stream({ includeGone: true }, 10))).toEqual(once);
      expect(once).toHaveLength(estate.length);
    }));

  it('one upsert holds more rows than one statement', () =>
    withStore(open, async ({ resources }) => {
      const many = Array.from({ length: 123 }, (_, index) => volume(`vol-${index}`));
      await resources.upsert(1, many, at(0));
      expect(await resources.count({})).toBe(123);
    }));

  describe('a stream', () => {
    it.each([1, 2, 5, 6, 100])('is in order of account, region, kind and id in batches of %i', (batchSize) =>
      withStore(open, async ({ resources }) => {
        await resources.upsert(1, estate, at(0));
        const batches: string[][] = [];
        for await (const batch of resources.stream({}, batchSize))
          batches.push(batch.map((of) => of.resource.resourceId));
        expect(batches.flat()).toEqual(['i-2', 'eip-1', 'vol-1', 'i-1', 'i-3', 'vol-2'].toSorted(inOrderOf(estate)));
        expect(batches.slice(0, -1).every((batch) => batch.length === batchSize)).toBe(true);
        expect(batches.every((batch) => batch.length > 0)).toBe(true);
      }),
    );

    it('goes on while something is written, and meets every row that was there', () =>
      withStore(open, async ({ resources }) => {
        const before = Array.from({ length: 40 }, (_, index) => volume(`vol-${String(index).padStart(3, '0')}`));
        await resources.upsert(1, before, at(0));
        const seen: string[] = [];
        for await (const batch of resources.stream({}, 7)) {
          seen.push(...batch.map((of) => of.resource.resourceId));
          // Behind and before where the stream stands.
          await resources.upsert(1, [volume('vol-000a'), volume(`vol-zz${seen.length}`), ...before.slice(0, 3)], at(1));
        }
        expect(seen).toEqual(expect.arrayContaining(before.map((of) => of.resourceId)));
        expect(new Set(seen).size).toBe(seen.length);
      }));

    it('can be left early', () =>
      withStore(open, async ({ resources }) => {
        await resources.upsert(1, estate, at(0));
        for await (const batch of resources.stream({}, 1)) {
          expect(batch).toHaveLength(1);
          break;
        }
        expect(await resources.count({})).toBe(estate.length);
      }));
  });

  it.each<[string, ResourceFilter, readonly string[]]>([
    ['nothing', {}, ['i-1', 'i-2', 'i-3', 'vol-1', 'vol-2', 'eip-1']],
    ['a cloud', { providers: ['azure'] }, ['vol-2']],
    ['an account', { accountIds: ['222222222222'] }, ['i-3']],
    ['regions', { regionIds: ['eu-west-1', 'global'] }, ['i-2', 'eip-1']],
    ['a kind', { kinds: ['block-volume'] }, ['vol-1', 'vol-2']],
    ['a type', { types: ['aws:ec2:volume'] }, ['vol-1']],
    ['an id', { resourceId: 'i-3' }, ['i-3']],
    ['an id elsewhere', { resourceId: 'i-3', accountIds: [scope.accountId] }, []],
    ['a part of the name in any case', { text: 'web s' }, ['i-1']],
    ['a part of the name beyond ASCII', { text: 'GRÖSSE'.replace('SS', 'ß') }, ['vol-1']],
    ['a part of the id', { text: 'VOL-' }, ['vol-1', 'vol-2']],
    ['text that is a pattern elsewhere', { text: '%' }, []],
    ['a tag', { tag: { key: 'team' } }, ['i-1', 'i-3']],
    ['a tag and its value', { tag: { key: 'team', value: 'data' } }, ['i-3']],
    ['a tag with another value', { tag: { key: 'team', value: 'prod' } }, []],
    ['a value that is another tag’s', { tag: { key: 'env', value: 'web' } }, []],
    ['a tag with quotes', { tag: { key: 'odd "key"', value: 'x' } }, ['vol-1']],
    ['an empty list', { kinds: [] }, []],
  ])('can be filtered by %s', (_name, filter, ids) =>
    withStore(open, async ({ resources }) => {
      await resources.upsert(1, estate, at(0));
      const found = (await collect(resources.stream(filter, 2))).map((of) => of.resource.resourceId);
      expect(found.toSorted()).toEqual([...ids].toSorted());
      expect(await resources.count(filter)).toBe(ids.length);
    }),
  );

  it('can be limited', () =>
    withStore(open, async ({ resources }) => {
      await resources.upsert(1, estate, at(0));
      expect(await collect(resources.stream({ limit: 3 }, 2))).toHaveLength(3);
      expect(await collect(resources.stream({ limit: 0 }, 2))).toHaveLength(0);
      expect(await resources.count({ limit: 3 })).toBe(3);
    }));

  it('are counted by cloud and type, and their sizes told by region', () =>
    withStore(open, async ({ resources }) => {
      await resources.upsert(1, [...estate, instance('i-4', { sizeName: 'c5.large' })], at(0));
      expect(await resources.counts({ providers: ['aws'] })).toEqual([
        { provider: 'aws', type: 'aws:ec2:elastic-ip', count: 1 },
        { provider: 'aws', type: 'aws:ec2:instance', count: 4 },
        { provider: 'aws', type: 'aws:ec2:volume', count: 1 },
      ]);
      expect(await resources.inUse('aws')).toEqual(
        new Map([
          ['eu-west-1', new Map([['instance', ['t3.micro']]])],
          [
            'us-east-1',
            new Map([
              ['block-volume', []],
              ['instance', ['c5.large', 'm5.large']],
            ]),
          ],
          ['global', new Map([['public-address', []]])],
        ]),
      );
      expect(await resources.inUse('gcp')).toEqual(new Map());
    }));

  it('tell who uses them, over accounts and regions, until the user is gone', () =>
    withStore(open, async ({ resources }) => {
      const uses = (targetId: string) => known([{ relation: 'image' as const, targetId }]);
      await resources.upsert(
        1,
        [
          instance('i-1', { uses: uses('ami-1') }),
          instance('i-2', { uses: uses('ami-2'), scope: otherAccount }),
          instance('i-3', { uses: uses('ami-1'), scope: otherRegion }),
        ],
        at(0),
      );
      const users = async (id: string) =>
        (await resources.usersOf('aws', [id])).get(id)?.map(({ resourceId, relation }) => [resourceId, relation]);
      expect(await users('ami-1')).toEqual([
        ['i-3', 'image'],
        ['i-1', 'image'],
      ]);
      expect((await resources.usersOf('aws', ['ami-2'])).get('ami-2')).toEqual([
        expect.objectContaining({ kind: 'instance', scope: otherAccount, state: 'running' }),
      ]);
      expect(await resources.usersOf('gcp', ['ami-1'])).toEqual(new Map());
      // Not read leaves what was known; read anew replaces it; gone uses nothing.
      await resources.upsert(2, [instance('i-1', { uses: unread('denied') })], at(1));
      expect(await users('ami-1')).toHaveLength(2);
      await resources.upsert(3, [instance('i-1', { uses: uses('ami-9') })], at(2));
      expect(await users('ami-1')).toEqual([['i-3', 'image']]);
      await resources.markGone(4, otherRegion, 'aws:ec2:instance', at(3));
      expect(await users('ami-1')).toBeUndefined();
    }));

  it('the same id in another account or region is another resource', () =>
    withStore(open, async ({ resources }) => {
      await resources.upsert(
        1,
        [volume('vol-1'), volume('vol-1', { scope: otherAccount }), volume('vol-1', { scope: otherRegion })],
        at(0),
      );
      expect(await resources.count({ resourceId: 'vol-1' })).toBe(3);
      expect([...(await resources.byId(otherRegion, ['vol-1'])).values()].map((of) => of.resource.scope)).toEqual([
        otherRegion,
      ]);
      expect(await resources.byId({ ...scope, accountId: 'nobody' }, ['vol-1'])).toEqual(new Map());
    }));
}

/** The order that the port promises, written down a second time. */
function inOrderOf(list: readonly Resource[]): (a: string, b: string) => number {
  const keyOf = (id: string): string => {
    const of = list.find(({ resourceId }) => resourceId === id);
    const cloud = of?.scope.provider === 'aws' ? 0 : 1;
    return [cloud, of?.scope.accountId, of?.scope.regionId, of?.kind, id].join('/');
  };
  return (a, b) => (keyOf(a) < keyOf(b) ? -1 : 1);
}
