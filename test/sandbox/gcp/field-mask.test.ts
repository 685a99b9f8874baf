import { describe, expect, it } from 'vitest';
import { partOf } from '../../../src/sandbox/gcp/wire/field-mask.ts';

const document = {
  kind: 'list',
  items: { 'zones/a': { disks: [{ id: '1', name: 'x' }, { id: '2' }] }, 'zones/b': { warning: { code: 'NONE' } } },
  series: [
    { points: [{ interval: { startTime: 's', endTime: 'e' }, value: 1 }], unit: 'By' },
    { points: [], unit: '1' },
  ],
  nextPageToken: 't',
};

describe('the selector of a partial answer', () => {
  it.each([
    ['kind', { kind: 'list' }],
    ['items/*/disks/id', { items: { 'zones/a': { disks: [{ id: '1' }, { id: '2' }] }, 'zones/b': {} } }],
    [
      'items/*/disks/id,items/*/warning,nextPageToken',
      {
        items: { 'zones/a': { disks: [{ id: '1' }, { id: '2' }] }, 'zones/b': { warning: { code: 'NONE' } } },
        nextPageToken: 't',
      },
    ],
    [
      'series(points(interval/endTime,value),unit)',
      {
        series: [
          { points: [{ interval: { endTime: 'e' }, value: 1 }], unit: 'By' },
          { points: [], unit: '1' },
        ],
      },
    ],
    ['absent', {}],
    ['*', document],
  ])('%s', (fields, part) => {
    expect(partOf(document, fields)).toEqual(part);
  });

  it.each(['', 'items(', 'items(a', 'a,,b', 'a)', '/a'])('%j is refused', (fields) => {
    expect(() => partOf(document, fields)).toThrow(/Invalid field selection/);
  });
});
