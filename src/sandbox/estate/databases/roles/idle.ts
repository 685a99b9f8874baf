import { daysBefore } from '../../generate/time.ts';
import { type DatabaseMaker, keepTag } from '../maker.ts';
import type { DatabaseLoad } from '../model.ts';
import { CHECK } from './checks.ts';

/** Nothing but the engine itself: a little CPU, hardly a read or write. Its cache stays warm, so its memory is in use. */
const asleep: Partial<DatabaseLoad> = {
  cpuMeanPercent: 2,
  cpuPeakPercent: 5,
  connections: 'none',
  mostConnections: 0,
  readIops: 1,
  writeIops: 3,
  freeShare: 0.25,
};

/** Databases that nobody uses, and those that only look so. */
export function idleDatabases(maker: DatabaseMaker): void {
  const { now } = maker;
  maker.each(0.8, (index) => {
    maker.waste(
      CHECK.idle,
      maker.database('unused', index, { load: asleep, environment: index % 2 === 0 ? 'prod' : 'dev' }),
      'no connection for weeks',
    );
  });
  maker.each(0.3, (index) => {
    const database = maker.database('watched', index, {
      load: { ...asleep, connections: 'agent', mostConnections: 1 },
    });
    maker.waste(CHECK.idle, database, 'only a monitoring agent is connected');
  });
  maker.each(0.3, (index) => {
    const { members } = maker.cluster('unused', index, [{ load: asleep }, { load: asleep }]);
    for (const member of members) maker.waste(CHECK.idle, member, 'nobody connects to the cluster');
    if (members[1])
      maker.fine(CHECK.replica, members[1], 'the only reader of its cluster: it takes over when the writer fails');
  });
  maker.each(0.2, (index) => {
    maker.fine(
      CHECK.idle,
      maker.database('idle-young', index, { load: asleep, ageDays: [3, 9] }),
      'made a few days ago',
    );
    const silent = maker.database('idle-silent', index, { load: { ...asleep, since: now, to: now } });
    maker.fine(CHECK.idle, silent, 'its metrics are missing: that is no silence');
    const since = daysBefore(now, 6.5);
    maker.fine(
      CHECK.idle,
      maker.database('idle-gap', index, { load: { ...asleep, since } }),
      'metrics of less than half the window',
    );
    const tagged = maker.database('idle-keep', index, { load: asleep, moreTags: keepTag });
    maker.fine(CHECK.idle, tagged, 'tagged to be kept');
    const prepared = maker.database('idle', index, { load: asleep, suffix: '-green-a1b2c3' });
    maker.fine(CHECK.idle, prepared, 'the green side of a blue/green deployment');
    const spare = maker.database('spare', index, { load: asleep, moreTags: { role: 'dr-standby' } });
    maker.fine(CHECK.idle, spare, 'its tag says that it stands by for a disaster');
    const once = maker.database('monthly', index, { load: { ...asleep, connections: 'once', mostConnections: 5 } });
    maker.fine(CHECK.idle, once, 'a job connected for one hour in the window');
    const two = maker.database('quiet', index, { load: { ...asleep, connections: 'two', mostConnections: 2 } });
    maker.fine(CHECK.idle, two, 'two sessions are more than an agent');
    const single = maker.database('single', index, {
      load: { ...asleep, connections: 'agent', mostConnections: 1, readIops: 90, writeIops: 40 },
    });
    maker.fine(CHECK.idle, single, 'its one session reads and writes');
    sourceOfReads(maker, index);
  });
}

/** Nobody connects to the source itself, but its replica serves reads. */
function sourceOfReads(maker: DatabaseMaker, index: number): void {
  const replicaId = `reports-replica-of-source-${index}`;
  const source = maker.database('source', index, { load: asleep, replicas: [replicaId], engine: 'postgres' });
  const place = placeOf(maker, source);
  maker.database(
    'reports',
    index,
    { id: replicaId, replicaOf: source.id, engine: 'postgres', version: source.version },
    place,
  );
  maker.fine(CHECK.idle, source, 'its read replica is in use');
}

export function placeOf(
  maker: DatabaseMaker,
  { accountId, region }: { readonly accountId: string; readonly region: string },
) {
  return maker.context.places.items.find((place) => place.accountId === accountId && place.region === region);
}
