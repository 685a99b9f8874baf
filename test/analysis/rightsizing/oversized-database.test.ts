import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricDigest } from '../../../src/domain/metrics.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { cluster, database, databaseArn, databaseDigest, member } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-instance-rightsize';
const GIB = 2 ** 30;

interface Load {
  readonly cpu?: number | Partial<MetricDigest> | null;
  readonly freeGiB?: number | null;
  readonly connections?: number | null;
}

const digests = ({ cpu = 12, freeGiB = 48, connections = 20 }: Load, id = databaseArn('shop'), clustered = false) => [
  ...(cpu === null
    ? []
    : [
        typeof cpu === 'number'
          ? databaseDigest('cpu-percent-maximum', cpu, id)
          : databaseDigest('cpu-percent-maximum', 12, id, cpu),
      ]),
  ...(freeGiB === null ? [] : [databaseDigest('database-memory-shortage', -freeGiB * GIB, id)]),
  ...(connections === null
    ? []
    : [databaseDigest(clustered ? 'cluster-connections-maximum' : 'database-connections-maximum', connections, id)]),
];

/** A db.r6g.2xlarge: 8 vCPUs, 64 GiB. */
const batch = (change: Partial<Database> = {}, load: Load = {}, more = {}) =>
  databaseBatch(database({ sizeName: 'db.r6g.2xlarge', ...change }), digests(load), more);

describe('oversized database', () => {
  const replica = known([{ relation: 'replica-of' as const, targetId: databaseArn('main') }]);
  const some = (...names: string[]) => ({ orderableSizes: known(names) });
  it.each`
    db                                   | load                             | verdict            | because
    ${{}}                                | ${{}}                            | ${'db.r6g.xlarge'} | ${'12 % of 8 vCPUs would do on 2, but 16 GiB are in use'}
    ${{}}                                | ${{ freeGiB: 52 }}               | ${'db.r6g.large'}  | ${'12 of 16 GiB, below 85 %'}
    ${{}}                                | ${{ freeGiB: 40 }}               | ${'db.r6g.xlarge'} | ${'24 GiB need 32'}
    ${{}}                                | ${{ freeGiB: 32 }}               | ${'fine'}          | ${'half of its memory is in use'}
    ${{}}                                | ${{ cpu: 40 }}                   | ${'fine'}          | ${'its CPU is in use'}
    ${{}}                                | ${{ cpu: 39, freeGiB: 40 }}      | ${'db.r6g.xlarge'} | ${'78 % of half the vCPUs'}
    ${{}}                                | ${{ connections: 3000 }}         | ${'fine'}          | ${'a smaller class takes fewer'}
    ${some('db.r6g.2xlarge')}            | ${{}}                            | ${'fine'}          | ${'nothing else is on offer'}
    ${some('db.r6g.xlarge')}             | ${{}}                            | ${'db.r6g.xlarge'} | ${'only one is'}
    ${{ orderableSizes: unread('no') }}  | ${{}}                            | ${'unknown'}       | ${'what is on offer was not read'}
    ${{ orderableSizes: unread('no') }}  | ${{ cpu: 50 }}                   | ${'fine'}          | ${'whatever is on offer'}
    ${{ uses: replica }}                 | ${{}}                            | ${'fine'}          | ${'it follows its source'}
    ${{ sizeName: 'db.serverless' }}     | ${{}}                            | ${'fine'}          | ${'no fixed size'}
    ${{ sizeName: 'db.z9.large' }}       | ${{}}                            | ${'unknown'}       | ${'the price list does not know it'}
    ${{ powerState: 'stopped' }}         | ${{}}                            | ${'fine'}          | ${'it does not run'}
    ${{ createdAt: known(daysAgo(13)) }} | ${{}}                            | ${'fine'}          | ${'younger than the window'}
    ${{}}                                | ${{ cpu: null }}                 | ${'unknown'}       | ${'CPU was not read'}
    ${{}}                                | ${{ freeGiB: null }}             | ${'unknown'}       | ${'memory was not read'}
    ${{}}                                | ${{ connections: null }}         | ${'unknown'}       | ${'connections were not read'}
    ${{}}                                | ${{ cpu: { sampleCount: 300 } }} | ${'unknown'}       | ${'a gap could hide the busy hour'}
  `('is $verdict: $because', ({ db, load, verdict }) => {
    const finding = findingBy(CHECK, batch(db, load));
    const said =
      finding === undefined ? 'fine' : finding.verdict === 'waste' ? finding.action.params['sizeName'] : 'unknown';
    expect(said).toBe(verdict);
  });

  it('saves the difference of the two classes, whatever the storage', () => {
    // (0.899 - 0.45) x 730
    expect(savingText(findingBy(CHECK, batch()))).toBe('327.77 [327.77 to 327.77] USD price-api');
  });

  it('judges a member by what all members of its cluster need', () => {
    const of = (connections: number | null) =>
      databaseBatch(
        member('orders-1', { sizeName: 'db.r6g.xlarge' }),
        digests({ cpu: 10, freeGiB: 22, connections }, databaseArn('orders-1'), true),
        { estate: [cluster()] },
      );
    expect(findingBy(CHECK, of(30))?.action.params).toEqual({ sizeName: 'db.r6g.large' });
    expect(outcome(CHECK, of(null))).toBe('unknown');
  });

  it('is never waste when CPU, memory or connections were not read', () => {
    const number = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 64, noNaN: true }));
    fc.assert(
      fc.property(number, number, number, (cpu, freeGiB, connections) => {
        const verdict = outcome(CHECK, batch({}, { cpu, freeGiB, connections }));
        return typeof verdict !== 'number' || (cpu !== null && freeGiB !== null && connections !== null);
      }),
    );
  });
});
