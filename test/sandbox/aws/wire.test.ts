import { decode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PartitionedIndex } from '../../../src/sandbox/aws/estate-index.ts';
import { readFilters } from '../../../src/sandbox/aws/ec2/filters.ts';
import type { Call } from '../../../src/sandbox/aws/call.ts';
import {
  halved,
  itemsAfter,
  pageOf,
  readToken,
  takePage,
  writeToken,
  type Page,
} from '../../../src/sandbox/aws/paging.ts';
import { zoneId } from '../../../src/sandbox/aws/regions.ts';
import { encodeCbor } from '../../../src/sandbox/aws/wire/cbor-writer.ts';
import { QueryParams } from '../../../src/sandbox/aws/wire/query-params.ts';
import { Timestamp, TimestampList } from '../../../src/sandbox/aws/wire/timestamps.ts';
import { element, escapeXml } from '../../../src/sandbox/aws/wire/xml.ts';

describe('CBOR', () => {
  const read = (value: unknown) =>
    decode(encodeCbor(value), { tags: { 1: (inner) => ({ epochSeconds: Number(inner()) }) } });

  it('says what another decoder reads', () => {
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        // A negative zero has no form as a CBOR integer, and no metric has one.
        fc.double({ noNaN: true }).map((number) => number + 0),
        fc.integer(),
        tie('list'),
        tie('map'),
      ),
      list: fc.array(tie('value')),
      map: fc.dictionary(
        fc.string({ minLength: 1 }).filter((key) => key !== '__proto__'),
        tie('value'),
        { noNullPrototype: true },
      ),
    }));
    fc.assert(
      fc.property(value, (any) => {
        expect(read(any)).toEqual(any);
      }),
    );
  });

  it('tags timestamps and leaves out what is undefined', () => {
    expect(read({ at: new Timestamp(1_500), all: new TimestampList([0, 2_000]), none: undefined })).toEqual({
      at: { epochSeconds: 1.5 },
      all: [{ epochSeconds: 0 }, { epochSeconds: 2 }],
    });
  });

  it('grows beyond its first buffer', () => {
    const values = Array.from({ length: 50_000 }, (_, index) => index / 7);
    expect(read({ values, text: 'ü'.repeat(70_000) })).toEqual({ values, text: 'ü'.repeat(70_000) });
  });
});

describe('XML', () => {
  it('escapes what an element cannot hold', () => {
    expect(element('v', `a<b> & "c" 'd'\r\n`)).toBe('<v>a&lt;b&gt; &amp; &quot;c&quot; &apos;d&apos;&#13;&#10;</v>');
    expect(escapeXml('bell \u0007')).toBe('bell \ufffd');
    expect(element('v', undefined)).toBe('');
    expect(element('v', 0) + element('v', false)).toBe('<v>0</v><v>false</v>');
  });
});

describe('query parameters', () => {
  it('are lists and structures by number, whatever the order', () => {
    const params = new QueryParams(
      new URLSearchParams(
        'Filter.10.Name=z&Filter.2.Name=b&Filter.2.Value.2=y&Filter.2.Value.1=x&Id.1=p&Id.2=q&Id.4=r',
      ),
    );
    expect(params.list('Id')).toEqual(['p', 'q']);
    expect(params.structures('Filter').map((filter) => [filter.get('Name'), filter.list('Value')])).toEqual([
      ['b', ['x', 'y']],
      ['z', []],
    ]);
  });
});

describe('filters', () => {
  const matches = (query: string, tags: Record<string, string>) =>
    readFilters(new QueryParams(new URLSearchParams(query)), {
      state: ({ tags: own }: { tags: Record<string, string> }) => own.state,
    })({ tags });

  it.each([
    ['Filter.1.Name=tag:env&Filter.1.Value.1=prod', { env: 'prod' }, true],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=prod', { env: 'PROD' }, false],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=p*&Filter.1.Value.2=dev', { env: 'dev' }, true],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=p?od', { env: 'prod' }, true],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=p?od', { env: 'prood' }, false],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=a.c', { env: 'abc' }, false],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=\\*', { env: 'x' }, false],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=\\*', { env: '*' }, true],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=*', {}, false],
    ['Filter.1.Name=tag-key&Filter.1.Value.1=kube*', { 'kubernetes.io/cluster': 'owned' }, true],
    ['Filter.1.Name=tag:toString&Filter.1.Value.1=*', {}, false],
    ['Filter.1.Name=tag:env&Filter.1.Value.1=prod&Filter.2.Name=state&Filter.2.Value.1=on', { env: 'prod' }, false],
    [
      'Filter.1.Name=tag:env&Filter.1.Value.1=prod&Filter.2.Name=state&Filter.2.Value.1=on',
      { env: 'prod', state: 'on' },
      true,
    ],
  ])('%s on %j: %s', (query, tags, expected) => {
    expect(matches(query, tags as Record<string, string>)).toBe(expected);
  });
});

describe('paging', () => {
  const idOf = (id: string) => id;

  it('goes through any index once, whatever comes and goes between the pages', () => {
    const place = { accountId: '1', region: 'r' };
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 9 }),
        (ids, limit) => {
          const all = new Map(ids.map((id) => [id, { ...place, id }]));
          const index = new PartitionedIndex(all);
          const seen: string[] = [];
          let after: string | undefined = '';
          while (after !== undefined) {
            const page: Page<{ readonly id: string }> = takePage(
              index.resources('1', 'r', after),
              limit,
              ({ id }) => id,
            );
            seen.push(...page.items.map(({ id }) => id));
            after = page.endsAt;
            // What is deleted behind the page or made before it must not move what is still to come.
            if (after !== undefined) {
              all.delete(seen[0] ?? '');
              all.set(' new', { ...place, id: ' new' });
              index.add(' new');
            }
          }
          expect(seen).toEqual(ids.toSorted());
        },
      ),
    );
  });

  it('has a token only when more follows, and takes only its own', () => {
    expect(takePage(['a', 'b'], 2, idOf)).toEqual({ items: ['a', 'b'], endsAt: undefined });
    expect(takePage(['a', 'b', 'c'], 2, idOf)).toEqual({ items: ['a', 'b'], endsAt: 'b' });
    expect(halved({ items: ['a'], endsAt: undefined }, idOf)).toEqual({ items: ['a'], endsAt: 'a' });
    expect(readToken('volumes', writeToken('volumes', 'vol-1'))).toBe('vol-1');
    expect(readToken('snapshots', writeToken('volumes', 'vol-1'))).toBeUndefined();
    expect(readToken('volumes', 'not a token')).toBeUndefined();
  });
});

it.each([
  ['us-east-1a', 'use1-az1'],
  ['eu-central-1c', 'euc1-az3'],
  ['ap-southeast-2b', 'apse2-az2'],
])('zone %s has the id %s', (zone, id) => {
  expect(zoneId(zone)).toBe(id);
});

describe('listings', () => {
  const all = Array.from({ length: 25 }, (_, index) => String.fromCharCode(97 + index));
  const call = { operation: 'ListLetters', accountId: '1', region: 'r', halvePage: false } as Call;
  const page = (token?: string, over: Partial<Call> = {}, listing = 'all') =>
    pageOf(
      { ...call, ...over },
      {
        listing,
        token,
        limit: 10,
        items: (after) => itemsAfter(all, after, (letter) => letter),
        keep: (letter) => letter !== 'c',
        positionOf: (letter) => letter,
        badToken: () => new RangeError('bad token'),
      },
    );

  it('bring everything that is kept, once, in pages of their size', () => {
    const pages: (readonly string[])[] = [];
    let token: string | undefined;
    do {
      const { items, nextToken } = page(token);
      pages.push(items);
      token = nextToken;
    } while (token !== undefined);
    expect(pages.map(({ length }) => length)).toEqual([10, 10, 4]);
    expect(pages.flat()).toEqual(all.filter((letter) => letter !== 'c'));
  });

  it('are cut in half by a fault, and go on where they were cut', () => {
    const { items, nextToken } = page(undefined, { halvePage: true });
    expect(items).toEqual(['a', 'b', 'd', 'e', 'f']);
    expect(page(nextToken).items[0]).toBe('g');
  });

  it('refuse the tokens of others', () => {
    const { nextToken } = page();
    expect(() => page(nextToken, { accountId: '2' })).toThrow('bad token');
    expect(() => page(nextToken, {}, 'some')).toThrow('bad token');
    expect(() => page('x')).toThrow('bad token');
  });
});
