import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Store } from '../../../src/domain/ports/store.ts';
import { address, at, collect, instance, otherRegion, scope, volume } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

type Look = 'idle' | 'used' | 'unread' | 'gone';
const attachments = { idle: known([]), used: known(['i-1']), unread: unread('field Attachments missing') };

const stored = async ({ resources }: Store, resourceId: string) =>
  (await collect(resources.stream({ resourceId, includeGone: true }, 10)))[0];

export function resourceLifeConformance(open: OpenEmptyStore): void {
  it('keeps when it was first seen, and moves on when it was last seen', () =>
    withStore(open, async (store) => {
      await store.resources.upsert(1, [volume('vol-1', { sizeGiB: 10 })], at(1));
      await store.resources.upsert(2, [volume('vol-1', { sizeGiB: 20 })], at(2));
      expect(await stored(store, 'vol-1')).toMatchObject({
        firstSeen: at(1),
        lastSeen: at(2),
        resource: { sizeGiB: 20 },
      });
    }));

  it.each<[readonly Look[], number | undefined]>([
    [['idle'], 0],
    [['used'], undefined],
    [['unread'], undefined],
    [['idle', 'idle', 'idle'], 0],
    [['used', 'idle', 'idle'], 1],
    [['idle', 'used'], undefined],
    [['idle', 'used', 'idle'], 2],
    [['idle', 'unread'], 0],
    [['idle', 'unread', 'idle'], 0],
    [['used', 'unread'], undefined],
    [['used', 'unread', 'idle'], 2],
    [['idle', 'gone', 'idle'], 2],
    [['idle', 'gone', 'unread'], undefined],
    [['idle', 'gone', 'used'], undefined],
  ])('seen as %j it is idle since look %s', (looks, since) =>
    withStore(open, async (store) => {
      for (const [index, look] of looks.entries()) {
        if (look === 'gone') await store.resources.markGone(index, scope, 'aws:ec2:volume', at(index));
        else await store.resources.upsert(index, [volume('vol-1', { attachedTo: attachments[look] })], at(index));
      }
      expect((await stored(store, 'vol-1'))?.idleSince).toBe(since === undefined ? undefined : at(since));
    }),
  );

  it('an instance is never idle: it is attached to nothing by nature', () =>
    withStore(open, async (store) => {
      await store.resources.upsert(1, [instance('i-1')], at(1));
      expect(await stored(store, 'i-1')).toEqual({ resource: instance('i-1'), firstSeen: at(1), lastSeen: at(1) });
    }));

  describe('is gone', () => {
    it('when a complete listing of its type and scope lacked it, and nothing else is', () =>
      withStore(open, async (store) => {
        const { resources } = store;
        await resources.upsert(1, [volume('vol-1'), volume('vol-2'), instance('i-1')], at(1));
        await resources.upsert(1, [volume('vol-3', { scope: otherRegion })], at(1));
        await resources.upsert(2, [volume('vol-2')], at(2));
        expect(await resources.markGone(2, scope, 'aws:ec2:volume', at(2))).toBe(1);
        expect(await stored(store, 'vol-1')).toMatchObject({ goneSince: at(2), lastSeen: at(1) });
        expect((await collect(resources.stream({}, 10))).map((of) => of.resource.resourceId)).toEqual([
          'vol-3',
          'vol-2',
          'i-1',
        ]);
        expect(await resources.count({ includeGone: true })).toBe(4);
        expect((await resources.counts({})).reduce((sum, { count }) => sum + count, 0)).toBe(3);
        expect(await resources.byId(scope, ['vol-1'])).toEqual(new Map());
      }));

    it('since the first listing that lacked it', () =>
      withStore(open, async (store) => {
        await store.resources.upsert(1, [volume('vol-1')], at(1));
        expect(await store.resources.markGone(2, scope, 'aws:ec2:volume', at(2))).toBe(1);
        expect(await store.resources.markGone(3, scope, 'aws:ec2:volume', at(3))).toBe(0);
        expect(await stored(store, 'vol-1')).toMatchObject({ goneSince: at(2) });
      }));

    it('no longer when it is seen again', () =>
      withStore(open, async (store) => {
        await store.resources.upsert(1, [volume('vol-1')], at(1));
        await store.resources.markGone(2, scope, 'aws:ec2:volume', at(2));
        await store.resources.upsert(3, [volume('vol-1')], at(3));
        expect(await stored(store, 'vol-1')).toEqual({
          resource: volume('vol-1'),
          firstSeen: at(1),
          lastSeen: at(3),
          idleSince: at(3),
        });
      }));

    it('not in an account that was never met', () =>
      withStore(open, async ({ resources }) => {
        expect(await resources.markGone(1, { ...scope, accountId: 'nobody' }, 'aws:ec2:volume', at(1))).toBe(0);
      }));
  });

  describe('what is attached to it', () => {
    it('is found from its side, as long as that is known and the other is there', () =>
      withStore(open, async ({ resources }) => {
        const root = volume('vol-1', { attachedTo: known(['i-1']) });
        const shared = volume('vol-2', { attachedTo: known(['i-1', 'i-2']) });
        const ip = address('eip-1', { attachedTo: known(['i-2']) });
        const far = volume('vol-3', { scope: otherRegion, attachedTo: known(['i-1']) });
        await resources.upsert(1, [shared, root, ip, far, instance('i-1')], at(1));
        expect(await resources.attachedTo(scope, ['i-1', 'i-2', 'i-3', 'i-1'])).toEqual(
          new Map([
            ['i-1', [root, shared]],
            ['i-2', [shared, ip]],
          ]),
        );
        await resources.upsert(
          2,
          [volume('vol-1', { attachedTo: unread('throttled') }), { ...shared, attachedTo: known(['i-2']) }],
          at(2),
        );
        expect(await resources.attachedTo(scope, ['i-1'])).toEqual(new Map());
        await resources.markGone(2, scope, 'aws:ec2:elastic-ip', at(2));
        expect([...(await resources.attachedTo(scope, ['i-2'])).values()].flat().map((of) => of.resourceId)).toEqual([
          'vol-2',
        ]);
      }));
  });
}
