import { describe, expect, it } from 'vitest';
import { attachedWanted, billedWanted, digestsWanted, holdersWanted } from '../../src/analysis/batch.ts';
import { known, unread } from '../../src/domain/fact.ts';
import { address, instance, snapshot, stoppedInstance, stored, volume } from '../support/resource-builders.ts';

const page = [
  stored(instance({ resourceId: 'i-runs' })),
  stored(stoppedInstance(3, { resourceId: 'i-stopped' })),
  stored(volume({ resourceId: 'vol-b', attachedTo: known(['i-2', 'i-1']) })),
  stored(volume({ resourceId: 'vol-a', attachedTo: unread('denied') })),
  stored(address({ attachedTo: known(['i-runs', 'eni-1']) })),
  stored(snapshot()),
];
const attached = new Map([['i-stopped', [volume({ resourceId: 'vol-s', attachedTo: known(['i-stopped', 'i-3']) })]]]);

describe('what a page of resources wants to know', () => {
  it('is the attachments of stopped machines and the metrics of all but those', () => {
    expect(attachedWanted(page)).toEqual(['i-stopped']);
    expect(digestsWanted(page)).toEqual(['i-runs', 'vol-b', 'vol-a', 'eipalloc-1', 'snap-1']);
  });

  it('is who holds its volumes, and who shares the volumes of its machines', () => {
    expect(holdersWanted(page, attached)).toEqual(['i-1', 'i-2', 'i-3', 'i-stopped']);
  });

  it('is the bill of everything in it and attached to it', () => {
    expect(billedWanted(page, attached)).toEqual([
      'eipalloc-1',
      'i-runs',
      'i-stopped',
      'snap-1',
      'vol-a',
      'vol-b',
      'vol-s',
    ]);
  });
});
