import { DAY, HOUR, wholeSecond } from '../../generate/time.ts';
import { type DatabaseMaker, keepTag } from '../maker.ts';
import type { DatabaseLoad } from '../model.ts';
import { endOfDay, majorVersions } from '../versions.ts';
import { CHECK } from './checks.ts';

/** Old versions, schedules that are missing, and databases that are stopped. */
export function databaseLifecycles(maker: DatabaseMaker): void {
  extendedSupport(maker);
  offHours(maker);
  stopped(maker);
  standbys(maker);
}

const enrolled = 'open-source-rds-extended-support';

function extendedSupport(maker: DatabaseMaker): void {
  const over = majorVersions.filter(
    ({ engine, standardEnd, extendedEnd }) =>
      !engine.startsWith('aurora') && extendedEnd !== undefined && endOfDay(standardEnd) < maker.now - 2 * DAY,
  );
  maker.each(1.2, (index) => {
    const version = over[index % Math.max(1, over.length)];
    if (version === undefined) return;
    const { engine, major, graviton } = version;
    // Versions from before Graviton run on x86, and nothing else is on offer for them.
    const classname = graviton ? 'db.r6g.large' : engine === 'mysql' ? 'db.r5.large' : 'db.m5.large';
    const database = maker.database('aged', index, {
      engine,
      major,
      lifecycle: enrolled,
      classname,
      multiAz: index % 3 === 0,
    });
    maker.waste(CHECK.extendedSupport, database, `${engine} ${major} is in extended support`);
  });
  const cluster = majorVersions.find(
    ({ engine, standardEnd }) => engine === 'aurora-postgresql' && endOfDay(standardEnd) < maker.now - 2 * DAY,
  );
  if (cluster !== undefined) {
    maker.each(0.2, (index) => {
      const { engine, version } = cluster;
      const { members } = maker.cluster('aged', index, [{ lifecycle: enrolled }], {
        engine,
        version,
        lifecycle: enrolled,
      });
      for (const member of members)
        maker.waste(CHECK.extendedSupport, member, `${engine} ${cluster.major} is in extended support`);
    });
  }
  const soon = majorVersions.find(({ engine, standardEnd, extendedEnd }) => {
    const left = (endOfDay(standardEnd) - maker.now) / DAY;
    return !engine.startsWith('aurora') && extendedEnd !== undefined && left > 1 && left < 86;
  });
  if (soon !== undefined) {
    maker.each(0.4, (index) => {
      const { engine, major } = soon;
      maker.waste(
        CHECK.extendedSupport,
        maker.database('aging', index, { engine, major, lifecycle: enrolled }),
        `${engine} ${major} soon pays for support`,
      );
    });
  }
  const later = majorVersions.find(({ engine, standardEnd, extendedEnd }) => {
    const left = (endOfDay(standardEnd) - maker.now) / DAY;
    return !engine.startsWith('aurora') && extendedEnd !== undefined && left > 95 && left < 400;
  });
  maker.each(0.3, (index) => {
    maker.fine(
      CHECK.extendedSupport,
      maker.database('free', index, { engine: 'mariadb', major: '10.6' }),
      'MariaDB has no extended support',
    );
    if (later === undefined) return;
    const { engine, major } = later;
    const database = maker.database('in-time', index, { engine, major, lifecycle: enrolled });
    maker.fine(CHECK.extendedSupport, database, 'its standard support ends later than in a quarter');
  });
}

/** Busy by day; at night and on weekends nobody is connected. */
const office: Partial<DatabaseLoad> = {
  cpuShape: 'daily',
  cpuMeanPercent: 22,
  cpuPeakPercent: 70,
  connections: 'office',
  mostConnections: 18,
};

function offHours(maker: DatabaseMaker): void {
  maker.each(0.8, (index) => {
    const environment = index % 3 === 2 ? 'staging' : 'dev';
    maker.waste(
      CHECK.schedule,
      maker.database('daytime', index, { load: office, environment }),
      'nobody connects at night or on weekends',
    );
  });
  maker.each(0.2, (index) => {
    const { members } = maker.cluster('daytime', index, [{ load: office }], { environment: 'dev' });
    for (const member of members) maker.waste(CHECK.schedule, member, 'nobody connects at night or on weekends');
  });
  maker.each(0.2, (index) => {
    const fine = (role: string, because: string, wanted: Parameters<DatabaseMaker['database']>[2]) =>
      maker.fine(CHECK.schedule, maker.database(role, index, { load: office, environment: 'dev', ...wanted }), because);
    fine('shop-hours', 'production', { environment: 'prod' });
    fine('unnamed', 'neither tag nor name say what it is for', { environment: 'none' });
    fine('jobs', 'a job connects every three hours, day and night', {
      load: { ...office, connections: 'office-and-jobs' },
    });
    fine('daytime-young', 'made a week ago', { ageDays: [6, 12] });
    fine('mirrored', 'SQL Server with a standby cannot be stopped', {
      engine: 'sqlserver-se',
      classname: 'db.m5.xlarge',
      multiAz: true,
      environment: 'staging',
    });
    fine('scheduled', 'it is stopped at night already', { load: { ...office, runsBetween: [6, 20] } });
    const { members } = maker.cluster('worldwide', index, [{ load: office }], {
      environment: 'dev',
      globalId: `world-${index}`,
    });
    if (members[0]) maker.fine(CHECK.schedule, members[0], 'part of a global database, which cannot be stopped');
  });
}

function stopped(maker: DatabaseMaker): void {
  const stop = (
    role: string,
    index: number,
    days: number,
    restarts: number,
    more: Parameters<DatabaseMaker['database']>[2] = {},
  ) => {
    const stoppedAt = wholeSecond(maker.now - days * DAY);
    const startedByItself = Array.from({ length: restarts }, (_, each) => stoppedAt - each * 7 * DAY - 2 * HOUR);
    return maker.database(role, index, {
      status: 'stopped',
      stoppedAt,
      startedByItself,
      storage: { type: 'gp3', sizeGiB: 200, iops: 3000, throughputMiBps: 125 },
      ...more,
      load: { to: stoppedAt },
    });
  };
  maker.each(0.6, (index) =>
    maker.waste(CHECK.stopped, stop('halted', index, 5.2, 0), 'stopped for longer than a long weekend'),
  );
  maker.each(0.5, (index) =>
    maker.waste(CHECK.stopped, stop('restarting', index, 1.1, 2), 'started by RDS and stopped again twice'),
  );
  maker.each(0.3, (index) => {
    maker.fine(CHECK.stopped, stop('resting', index, 1.4, 0), 'stopped for the night and a day');
    maker.fine(CHECK.stopped, stop('restarted', index, 2.3, 1), 'started by RDS once, and stopped lately');
    maker.fine(CHECK.stopped, stop('halted-keep', index, 6.1, 1, { moreTags: keepTag }), 'tagged to be kept');
    const stoppedAt = wholeSecond(maker.now - 6 * DAY);
    const { members } = maker.cluster('halted', index, [{ status: 'stopped', stoppedAt, load: { to: stoppedAt } }], {
      status: 'stopped',
    });
    if (members[0]) maker.fine(CHECK.stopped, members[0], 'its storage is the cluster’s');
  });
}

function standbys(maker: DatabaseMaker): void {
  maker.each(1, (index) => {
    const wanted = { multiAz: true, environment: 'dev' as const };
    maker.waste(
      CHECK.standby,
      maker.database('mirrored', index + 1000, wanted),
      'a development database with a standby',
    );
  });
  maker.each(0.3, (index) => {
    const fine = (role: string, because: string, wanted: Parameters<DatabaseMaker['database']>[2]) =>
      maker.fine(CHECK.standby, maker.database(role, index, { multiAz: true, ...wanted }), because);
    fine('rehearsal', 'staging, built as production', { environment: 'staging' });
    fine('doubled', 'production', { environment: 'prod' });
    fine('doubled-unnamed', 'neither tag nor name say what it is for', { environment: 'none' });
    maker.fine(CHECK.standby, maker.database('alone', index, { environment: 'dev' }), 'it has no standby');
  });
}
