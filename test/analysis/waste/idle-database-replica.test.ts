import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { Database, DatabaseCluster } from '../../../src/domain/resources.ts';
import { cluster, database, databaseArn, databaseDigest, member } from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { findingBy, outcome, savingText } from '../batch-builders.ts';
import { databaseBatch } from '../database-batch.ts';

const CHECK = 'aws-rds-read-replica-idle';
const replicaOf = (targetId: string) => known([{ relation: 'replica-of' as const, targetId }]);

const batch = (
  change: Partial<Database>,
  connections: number | null,
  reads: number | null,
  more: Parameters<typeof databaseBatch>[2] = {},
) =>
  databaseBatch(
    database({ uses: replicaOf(databaseArn('main')), ...change }),
    [
      ...(connections === null ? [] : [databaseDigest('database-connections-maximum', connections)]),
      ...(reads === null ? [] : [databaseDigest('database-read-iops-maximum', reads)]),
    ],
    more,
  );

describe('idle read replica', () => {
  const abroad = replicaOf('arn:aws:rds:eu-west-1:111122223333:db:main');
  it.each`
    db                                      | connections | reads   | verdict      | because
    ${{}}                                   | ${0}        | ${900}  | ${0.8}       | ${'no client at all: what it reads is replication'}
    ${{}}                                   | ${1}        | ${19}   | ${0.6}       | ${'one session that hardly reads'}
    ${{}}                                   | ${1}        | ${20}   | ${'fine'}    | ${'one session that reads'}
    ${{}}                                   | ${2}        | ${0}    | ${'fine'}    | ${'clients are connected'}
    ${{ uses: known([]) }}                  | ${0}        | ${0}    | ${'fine'}    | ${'no replica'}
    ${{ uses: abroad }}                     | ${0}        | ${0}    | ${'fine'}    | ${'a copy for the loss of a region'}
    ${{ uses: unread('denied') }}           | ${0}        | ${0}    | ${'unknown'} | ${'what it copies was not read'}
    ${{ name: 'main-dr' }}                  | ${0}        | ${0}    | ${'fine'}    | ${'its name says what it is for'}
    ${{ tags: known({ use: 'failover' }) }} | ${0}        | ${0}    | ${'fine'}    | ${'a tag says so'}
    ${{ tags: unread('denied') }}           | ${0}        | ${0}    | ${'unknown'} | ${'a tag could say so'}
    ${{ powerState: 'stopped' }}            | ${0}        | ${0}    | ${'fine'}    | ${'it does not run'}
    ${{ createdAt: known(daysAgo(13)) }}    | ${0}        | ${0}    | ${'fine'}    | ${'younger than the window'}
    ${{}}                                   | ${null}     | ${0}    | ${'unknown'} | ${'connections were not read'}
    ${{}}                                   | ${1}        | ${null} | ${'unknown'} | ${'the session may read'}
  `('is $verdict: $because', ({ db, connections, reads, verdict }) => {
    expect(outcome(CHECK, batch(db, connections, reads))).toBe(verdict);
  });

  it('that feeds another replica is in use', () => {
    expect(outcome(CHECK, batch({}, 0, 0, { users: [{ relation: 'replica-of' }] }))).toBe('fine');
  });

  const three: DatabaseCluster['members'] = [
    { resourceId: databaseArn('orders-0'), writer: true },
    { resourceId: databaseArn('orders-1'), writer: false },
    { resourceId: databaseArn('orders-2'), writer: false },
  ];
  it.each`
    id                               | members      | verdict
    ${'orders-2'}                    | ${three}     | ${0.8}
    ${'orders-0'}                    | ${three}     | ${'fine'}
    ${'orders-1'}                    | ${undefined} | ${'fine'}
    ${'application-autoscaling-1-2'} | ${three}     | ${'fine'}
  `('of a cluster: $id is $verdict', ({ id, members, verdict }) => {
    const of = members === undefined ? cluster() : cluster({ members });
    const digests = [databaseDigest('database-connections-maximum', 0, databaseArn(id))];
    expect(outcome(CHECK, databaseBatch(member(id), digests, { estate: [of] }))).toBe(verdict);
  });

  it('saves all of it, storage too: its source has the same data', () => {
    // 0.225 x 730 + 100 x 0.115
    expect(savingText(findingBy(CHECK, batch({}, 0, 0)))).toBe('175.75 [175.75 to 175.75] USD price-api');
  });

  it('is never waste when connections were not read', () => {
    fc.assert(fc.property(fc.double(), (reads) => typeof outcome(CHECK, batch({}, null, reads)) !== 'number'));
  });
});
