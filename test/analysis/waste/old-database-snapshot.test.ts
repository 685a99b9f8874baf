import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { DatabaseSnapshot, StoredResource } from '../../../src/domain/resources.ts';
import { cluster, clusterArn, database, databaseSnapshot } from '../../support/database-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { billed, findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-snapshot-old';
const here = stored(database());
const goneFor = (days: number): StoredResource => stored(database(), { goneSince: daysAgo(days) });
const another = stored(database({ incarnationId: 'db-2' }));

const batch = (change: Partial<DatabaseSnapshot>, estate: readonly StoredResource[] = [here], more = {}) =>
  databaseBatch(databaseSnapshot(change), [], { estate, ...more });

describe('old database snapshot', () => {
  const taken = (days: number) => ({ createdAt: known(daysAgo(days)) });
  it.each`
    change                                                     | source           | verdict      | because
    ${taken(90)}                                               | ${[here]}        | ${0.7}       | ${'the age allowed is reached'}
    ${taken(89)}                                               | ${[here]}        | ${'fine'}    | ${'it is not'}
    ${taken(90)}                                               | ${[]}            | ${0.5}       | ${'it may be the last copy'}
    ${taken(60)}                                               | ${[goneFor(31)]} | ${0.5}       | ${'its database has been gone for a month'}
    ${taken(60)}                                               | ${[goneFor(29)]} | ${'fine'}    | ${'not yet a month'}
    ${taken(60)}                                               | ${[another]}     | ${0.5}       | ${'another database has its name'}
    ${taken(29)}                                               | ${[]}            | ${'fine'}    | ${'younger than either'}
    ${{ copiedFromRegionId: 'eu-west-1' }}                     | ${[here]}        | ${'fine'}    | ${'kept for the loss of a region'}
    ${{ sharedWith: known(['999988887777']) }}                 | ${[here]}        | ${'fine'}    | ${'others may restore it'}
    ${{ beingExported: known(true) }}                          | ${[here]}        | ${'fine'}    | ${'an export reads it'}
    ${{ state: 'creating' }}                                   | ${[here]}        | ${'fine'}    | ${'it is being made'}
    ${{ sharedWith: unread('denied') }}                        | ${[here]}        | ${'unknown'} | ${'others may need it'}
    ${{ beingExported: unread('denied') }}                     | ${[here]}        | ${'unknown'} | ${'an export may read it'}
    ${{ createdAt: unread('none'), sharedWith: known(['1']) }} | ${[here]}        | ${'fine'}    | ${'shared, however old'}
    ${{ tags: unread('denied') }}                              | ${[here]}        | ${'unknown'} | ${'it may be exempt'}
  `('is $verdict: $because', ({ change, source, verdict }) => {
    expect(outcome(CHECK, batch(change, source))).toBe(verdict);
  });

  it('does not take a database that was not read for gone', () => {
    const more = { unread: new Map([['database', 'denied: rds:DescribeDBInstances'] as const]) };
    expect(outcome(CHECK, batch(taken(60), [], more))).toBe('unknown');
    expect(findingBy(CHECK, batch(taken(200), [], more))?.evidence['sourceExists']).toBeNull();
  });

  it('looks for a cluster where it is one’s', () => {
    const uses = known([{ relation: 'source-database' as const, targetId: clusterArn('orders') }]);
    const ofCluster = { ...taken(60), of: 'cluster' as const, uses, sourceIncarnationId: 'cluster-1' };
    expect(outcome(CHECK, batch(ofCluster, [stored(cluster())]))).toBe('fine');
    expect(outcome(CHECK, batch(ofCluster, []))).toBe(0.5);
  });

  it('promises what the bill shows, and nothing that may be free', () => {
    expect(savingText(findingBy(CHECK, batch({})))).toBe('0.00 [0.00 to 9.50] USD estimate');
    const { resourceId } = databaseSnapshot();
    const bill = billed({ [resourceId]: ['7.20', 30] });
    expect(savingText(findingBy(CHECK, batch({}, [here], { billed: bill })))).toBe('7.30 [7.30 to 7.30] USD billing');
  });

  it('is never waste when it was not read who may restore it', () => {
    fc.assert(
      fc.property(
        fc.nat(4000),
        fc.string(),
        (days, reason) => typeof outcome(CHECK, batch({ ...taken(days), sharedWith: unread(reason) })) !== 'number',
      ),
    );
  });
});
