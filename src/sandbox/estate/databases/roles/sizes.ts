import type { DatabaseMaker } from '../maker.ts';
import type { DatabaseLoad } from '../model.ts';
import { CHECK } from './checks.ts';

/** A quarter of the machine would do. */
const light: Partial<DatabaseLoad> = { cpuMeanPercent: 8, cpuPeakPercent: 14, freeShare: 0.72, mostConnections: 20 };

/** Classes that are too large, of older hardware or of the dearer architecture. */
export function databaseSizes(maker: DatabaseMaker): void {
  oversized(maker);
  rightSized(maker);
  previousGenerations(maker);
  onX86(maker);
}

function oversized(maker: DatabaseMaker): void {
  maker.each(0.8, (index) => {
    const classname = index % 2 === 0 ? 'db.m6g.2xlarge' : 'db.r6g.xlarge';
    maker.waste(
      CHECK.rightsize,
      maker.database('roomy', index, { classname, load: light }),
      'a smaller class carries it',
    );
  });
  maker.each(0.3, (index) => {
    const { members } = maker.cluster('roomy', index, [
      { classname: 'db.r6g.xlarge', load: light },
      { classname: 'db.r6g.xlarge', load: light },
    ]);
    for (const member of members)
      maker.waste(CHECK.rightsize, member, 'a smaller class carries every member of the cluster');
  });
}

function rightSized(maker: DatabaseMaker): void {
  maker.each(0.25, (index) => {
    const fine = (role: string, because: string, wanted: Parameters<DatabaseMaker['database']>[2]) =>
      maker.fine(CHECK.rightsize, maker.database(role, index, { classname: 'db.m6g.xlarge', ...wanted }), because);
    fine('nightly', 'half an hour a day it needs all its CPU', {
      load: { ...light, cpuShape: 'spiky', cpuMeanPercent: 9, cpuPeakPercent: 85 },
    });
    fine('cached', 'its memory is in use', { load: { ...light, freeShare: 0.2 } });
    fine('crowded', 'a smaller class takes fewer connections', {
      engine: 'postgres',
      classname: 'db.r6g.xlarge',
      load: { ...light, mostConnections: 1800 },
    });
    fine('roomy-young', 'made a few days ago', { load: light, ageDays: [3, 9] });
    const { members } = maker.cluster('uneven', index, [
      { classname: 'db.r6g.xlarge', load: light },
      { classname: 'db.r6g.xlarge' },
    ]);
    if (members[0]) maker.fine(CHECK.rightsize, members[0], 'its reader is busy, and either may have to write');
    const licensed = maker.database('licensed', index, {
      engine: 'sqlserver-ee',
      classname: 'db.m5.xlarge',
      load: light,
    });
    maker.fine(CHECK.rightsize, licensed, 'its licence takes no smaller class');
    maker.fine(CHECK.graviton, licensed, 'SQL Server does not run on Graviton');
  });
}

function previousGenerations(maker: DatabaseMaker): void {
  const mariadb = { engine: 'mariadb', major: '11.4' };
  maker.each(1, (index) => {
    const database = maker.database('veteran', index, {
      ...mariadb,
      classname: index % 2 === 0 ? 'db.m4.large' : 'db.m4.xlarge',
    });
    maker.waste(CHECK.previousGeneration, database, 'm5 costs less than m4');
    maker.waste(CHECK.graviton, database, 'm6g costs less still');
  });
  maker.each(0.3, (index) => {
    const withdrawn = maker.database('frozen', index, { engine: 'mariadb', major: '10.4', classname: 'db.m4.large' });
    maker.fine(CHECK.previousGeneration, withdrawn, 'no newer class is on offer for its version');
    maker.fine(CHECK.graviton, withdrawn, 'no Graviton class is on offer for its version');
    const small = maker.database('single-core', index, { ...mariadb, classname: 'db.m3.medium' });
    maker.fine(CHECK.previousGeneration, small, 'no newer class has as few vCPUs');
    const current = maker.database('settled', index, { classname: 'db.m6g.large' });
    maker.fine(CHECK.previousGeneration, current, 'the present generation');
  });
}

function onX86(maker: DatabaseMaker): void {
  maker.each(0.8, (index) => {
    const engine = index % 2 === 0 ? 'postgres' : 'mysql';
    const database = maker.database('intel', index, { engine, classname: 'db.m5.xlarge' });
    maker.waste(CHECK.graviton, database, 'the same class on Graviton costs less');
  });
  maker.each(0.2, (index) => {
    const { members } = maker.cluster('intel', index, [{ classname: 'db.r5.large' }, { classname: 'db.r5.large' }]);
    for (const member of members) maker.waste(CHECK.graviton, member, 'the same class on Graviton costs less');
  });
  maker.each(0.25, (index) => {
    const oracle = maker.database('bought', index, { engine: 'oracle-se2', classname: 'db.t3.large' });
    maker.fine(CHECK.graviton, oracle, 'Oracle does not run on Graviton');
    maker.fine(CHECK.extendedSupport, oracle, 'Oracle has no extended support');
    const ancient = maker.database('before-arm', index, {
      engine: 'mysql',
      major: '5.7',
      classname: 'db.m5.large',
      lifecycle: 'open-source-rds-extended-support-disabled',
    });
    maker.fine(CHECK.graviton, ancient, 'no Graviton class is on offer for MySQL 5.7');
    maker.fine(CHECK.extendedSupport, ancient, 'set to be upgraded: it pays nothing');
  });
}
