import { describe, expect, it } from 'vitest';

import { allocationText, parseAllocation } from '../../src/domain/allocation.ts';

describe('what cost is allocated by', () => {
  it.each([
    ['purchase-type', { dimension: 'purchase-type', key: null }],
    ['tag:team', { dimension: 'tag', key: 'team' }],
    ['tag:aws:createdBy', { dimension: 'tag', key: 'aws:createdBy' }],
    ['tag: ', { dimension: 'tag', key: ' ' }],
    ['cost-category:Cost Center', { dimension: 'cost-category', key: 'Cost Center' }],
  ])('%s', (text, by) => {
    expect(parseAllocation(text)).toEqual(by);
    expect(allocationText(by as never)).toBe(text);
  });

  it.each(['', 'tag', 'tag:', 'cost-category:', 'team', 'Tag:team', 'purchase-type:x', 'toString'])(
    'is not %j',
    (text) => expect(parseAllocation(text)).toBeUndefined(),
  );
});
