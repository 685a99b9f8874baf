import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known, unread } from '../../../src/domain/fact.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import type { Database } from '../../../src/domain/resources.ts';
import { AZURE, azureSql, cloudPrices, windowOf } from '../../support/cloud-builders.ts';
import { daysAgo, stored } from '../../support/resource-builders.ts';
import { batchOf, digestsOf, findingBy, outcome, savingText } from '../batch-builders.ts';

const CHECK = 'azure-pg-mysql-flexible-rightsize';
const ID = '/subscriptions/s/resourcegroups/g/providers/microsoft.dbforpostgresql/flexibleservers/orders';

/** A PostgreSQL of 8 vCores and 128 GiB. */
function server(change: Partial<Database> = {}): Database {
  const { capacity: _capacity, ...base } = azureSql();
  return {
    ...base,
    type: 'azure:dbforpostgresql:flexible-server',
    resourceId: ID,
    engine: 'postgresql',
    licence: 'none',
    sizeName: 'Standard_D8s_v3',
    tier: 'GeneralPurpose',
    storage: { tier: 'unknown', sizeGiB: 128 },
    tags: known({ env: 'dev' }),
    ...change,
  };
}

const mysql = (change: Partial<Database> = {}): Database =>
  server({ type: 'azure:dbformysql:flexible-server', engine: 'mysql', sizeName: 'Standard_D8ads_v5', ...change });

const prices = cloudPrices(AZURE, [
  ['database-machine/postgresql/standard_d8s_v3', '0.78', 'hour'],
  ['database-machine/postgresql/standard_d4s_v3', '0.39', 'hour'],
  ['database-machine/postgresql/standard_b2s', '0.068', 'hour'],
  ['database-machine-vcore/mysql/dadsv5', '0.0975', 'vCPU-hour'],
  ['database-storage/postgresql', '0.115', 'GiB-month'],
  ['database-storage/mysql', '0.115', 'GiB-month'],
]);

interface Use {
  readonly connections?: number;
  readonly cpu?: number;
  readonly memory?: number;
  readonly io?: number;
  readonly without?: MetricName;
}

function batch(of: Database, use: Use = {}, change: Parameters<typeof batchOf>[1] = {}) {
  const { connections = 60, cpu = 15, memory = 30, io = 10, without } = use;
  const digests = [
    windowOf('database-connections-maximum', connections, ID, { daily: true }),
    windowOf('cpu-percent-maximum', cpu, ID),
    windowOf('memory-percent-maximum', memory, ID),
    windowOf('used-percent-maximum', io, ID),
  ].filter(({ metric }) => metric !== without);
  // Watched for three days: too short to tell an age by.
  return batchOf([stored(of, { firstSeen: daysAgo(3) })], {
    scope: AZURE,
    prices,
    digests: digestsOf(...digests),
    ...change,
  });
}

const idle: Use = { connections: 6, cpu: 4 };

describe('an underused database server', () => {
  it.each`
    change                                                     | use                                                    | verdict      | because
    ${{}}                                                      | ${idle}                                                | ${0.7}       | ${'hardly anybody connects and nothing works'}
    ${{}}                                                      | ${{ connections: 0, cpu: 4 }}                          | ${0.9}       | ${'nobody connects'}
    ${{ sizeName: 'Standard_B2s' }}                            | ${idle}                                                | ${0.7}       | ${'a burstable one can be idle too'}
    ${{ name: 'orders-dr' }}                                   | ${idle}                                                | ${'fine'}    | ${'it waits for a disaster'}
    ${{ tags: unread('denied') }}                              | ${idle}                                                | ${'unknown'} | ${'tags may say that it waits for one'}
    ${{}}                                                      | ${{ connections: 6, cpu: 60 }}                         | ${'fine'}    | ${'few connections, and they work'}
    ${{}}                                                      | ${{}}                                                  | ${0.75}      | ${'four vCores carry it'}
    ${{}}                                                      | ${{ cpu: 41 }}                                         | ${'fine'}    | ${'CPU'}
    ${{}}                                                      | ${{ memory: 43 }}                                      | ${'fine'}    | ${'twice 43 % of memory is too much'}
    ${{}}                                                      | ${{ io: 41 }}                                          | ${'fine'}    | ${'its disk is used'}
    ${{}}                                                      | ${{ connections: 1156 }}                               | ${0.75}      | ${'16 GiB take so many connections'}
    ${{}}                                                      | ${{ connections: 1157 }}                               | ${'fine'}    | ${'too many for 16 GiB'}
    ${{ sizeName: 'Standard_D2s_v3' }}                         | ${{}}                                                  | ${'fine'}    | ${'there is none smaller'}
    ${{ sizeName: 'Standard_D2s_v3' }}                         | ${{ cpu: 4, without: 'database-connections-maximum' }} | ${'unknown'} | ${'it may be idle'}
    ${{ sizeName: 'Standard_B2s' }}                            | ${{}}                                                  | ${'fine'}    | ${'its CPU is credit'}
    ${{ sizeName: 'Standard_E8s_v3' }}                         | ${{}}                                                  | ${'unknown'} | ${'the list has no price of it'}
    ${{ redundancy: 'standby' }}                               | ${{ cpu: 70 }}                                         | ${0.85}      | ${'development needs no standby'}
    ${{ redundancy: 'standby', tags: known({ env: 'prod' }) }} | ${{ cpu: 70 }}                                         | ${'fine'}    | ${'production may'}
    ${{ redundancy: 'standby', tags: known({}) }}              | ${{ cpu: 70 }}                                         | ${'fine'}    | ${'nothing says what it is for'}
    ${{ redundancy: 'standby', tags: unread('denied') }}       | ${{ cpu: 70 }}                                         | ${'unknown'} | ${'tags say what it is for'}
    ${{ powerState: 'stopped' }}                               | ${idle}                                                | ${'fine'}    | ${'it is stopped'}
    ${{ isReplica: true }}                                     | ${idle}                                                | ${'fine'}    | ${'it is a replica'}
    ${{ createdAt: known(daysAgo(13)) }}                       | ${idle}                                                | ${'fine'}    | ${'it is young'}
    ${{ createdAt: unread('denied') }}                         | ${idle}                                                | ${'unknown'} | ${'it may be young'}
    ${{}}                                                      | ${{ without: 'used-percent-maximum' }}                 | ${'unknown'} | ${'the use of its disk was not read'}
    ${{ type: 'azure:sql:database' }}                          | ${idle}                                                | ${'fine'}    | ${'another check looks at those'}
  `('is $verdict: $because', ({ change, use, verdict }) => {
    expect(outcome(CHECK, batch(server(change as Partial<Database>), use as Use))).toBe(verdict);
  });

  it('is not idle while it has a replica, and unknown where replicas were not read', () => {
    const replica = server({ resourceId: `${ID}-replica`, isReplica: true });
    const users = new Map([[ID, [{ relation: 'replica-of' as const, user: stored(replica).resource }]]]);
    expect(outcome(CHECK, batch(server(), idle, { users: users as never }))).toBe('fine');
    const holes = new Map([['database', 'denied']]);
    expect(outcome(CHECK, batch(server(), idle, { unread: holes as never }))).toBe('unknown');
  });

  it('saves its whole cost when idle: 730 x 0.78 + 128 x 0.115', () => {
    const finding = findingBy(CHECK, batch(server(), idle))!;
    expect(savingText(finding)).toBe('584.12 [584.12 to 584.12] USD price-api');
    expect([finding.action.kind, finding.risk]).toEqual(['database.snapshot-and-delete', 'high']);
  });

  it('saves half with its standby, machine and storage', () => {
    const finding = findingBy(CHECK, batch(server({ redundancy: 'standby' }), { cpu: 70 }))!;
    expect(savingText(finding)).toBe('584.12 [584.12 to 584.12] USD price-api');
    expect([finding.action.kind, finding.risk]).toEqual(['database.remove-standby', 'medium']);
  });

  it('saves half of the machine with half of the vCores, by the size or by the vCore', () => {
    const postgresql = findingBy(CHECK, batch(server()))!;
    expect(savingText(postgresql)).toBe('284.70 [284.70 to 284.70] USD price-api');
    expect(postgresql.action).toMatchObject({ kind: 'database.change-size', params: { sizeName: 'Standard_D4s_v3' } });
    const other = findingBy(CHECK, batch(mysql()))!;
    expect(savingText(other)).toBe('284.70 [284.70 to 284.70] USD price-api');
    expect(other.action.params).toEqual({ sizeName: 'Standard_D4ads_v5' });
  });

  it('is never waste when its CPU was not read', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(100), (connections, memory) => {
        const verdict = outcome(CHECK, batch(server(), { connections, memory, without: 'cpu-percent-maximum' }));
        return verdict === 'unknown' || verdict === 'fine';
      }),
    );
  });
});
