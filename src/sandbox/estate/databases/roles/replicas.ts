import type { DatabaseMaker } from '../maker.ts';
import type { DatabaseLoad } from '../model.ts';
import { CHECK } from './checks.ts';
import { placeOf } from './idle.ts';

/** What replication alone does: writes, and not one client. */
const unread: Partial<DatabaseLoad> = {
  cpuMeanPercent: 12,
  cpuPeakPercent: 20,
  connections: 'none',
  mostConnections: 0,
  readIops: 2,
  writeIops: 180,
};

/** Read replicas and readers that serve nothing, and those that are there for a reason. */
export function readReplicas(maker: DatabaseMaker): void {
  const pair = (role: string, index: number, of: Parameters<DatabaseMaker['database']>[2] = {}, engine = 'mysql') => {
    const replicaId = of?.id ?? `${role}-replica-${index}${of?.suffix ?? ''}`;
    const source = maker.database(`${role}-source`, index, { engine, replicas: [replicaId] });
    const wanted = { ...of, id: replicaId, engine, version: source.version, replicaOf: source.id };
    return maker.database(role, index, wanted, placeOf(maker, source));
  };
  maker.each(0.8, (index) => {
    maker.waste(CHECK.replica, pair('reads', index, { load: unread }), 'no client of the replica for weeks');
  });
  maker.each(0.4, (index) => {
    const { members } = maker.cluster('readers', index, [{}, {}, { load: unread }]);
    if (members[2]) maker.waste(CHECK.replica, members[2], 'one of two readers, and nobody reads from it');
  });
  maker.each(0.25, (index) => {
    maker.fine(CHECK.replica, pair('reads-young', index, { load: unread, ageDays: [2, 9] }), 'made a few days ago');
    maker.fine(CHECK.replica, pair('reads-used', index), 'clients read from it');
    const kept = pair('reads-kept', index, { load: unread, moreTags: { purpose: 'disaster-recovery' } });
    maker.fine(CHECK.replica, kept, 'its tag says that it is there for a disaster');
    const { members } = maker.cluster('scaled', index, [
      {},
      {},
      { load: unread, id: `application-autoscaling-${index}a7c1-9f32` },
    ]);
    if (members[2]) maker.fine(CHECK.replica, members[2], 'scaling added it, and scaling removes it');
    elsewhere(maker, index);
    chain(maker, index);
  });
}

/** A copy in another region is there for the loss of the first. */
function elsewhere(maker: DatabaseMaker, index: number): void {
  const source = maker.database('abroad-source', index, { engine: 'postgres' });
  const place = maker.context.places.items.find(
    ({ accountId, region }) => accountId === source.accountId && region !== source.region,
  );
  if (place === undefined) return;
  const replica = maker.database(
    'abroad',
    index,
    { load: unread, engine: 'postgres', version: source.version, replicaOf: source.arn },
    place,
  );
  maker.fine(CHECK.replica, replica, 'a copy in another region');
}

/** Nobody reads from the first replica, but a second one is fed by it. */
function chain(maker: DatabaseMaker, index: number): void {
  const [firstId, secondId] = [`chain-first-${index}`, `chain-second-${index}`];
  const source = maker.database('chain-source', index, { engine: 'mysql', replicas: [firstId] });
  const place = placeOf(maker, source);
  const of = { engine: 'mysql', version: source.version };
  const first = maker.database(
    'chain-first',
    index,
    { ...of, id: firstId, load: unread, replicaOf: source.id, replicas: [secondId] },
    place,
  );
  maker.database('chain-second', index, { ...of, id: secondId, replicaOf: firstId }, place);
  maker.fine(CHECK.replica, first, 'another replica is fed by it');
}
