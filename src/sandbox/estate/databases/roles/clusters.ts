import { decimalOf, picoOf } from '../../decimal.ts';
import { daysBefore } from '../../generate/time.ts';
import { HOURS_PER_MONTH } from '../../prices.ts';
import type { DatabaseMaker, Wanted } from '../maker.ts';
import type { DatabaseCluster, DatabaseLoad } from '../model.ts';
import { databaseHourly, monthly, otherRate, storageRate, times } from '../prices.ts';
import { CHECK } from './checks.ts';

/** Aurora: how I/O bills, and how far down a serverless cluster goes. */
export function auroraClusters(maker: DatabaseMaker): void {
  ioModes(maker);
  floors(maker);
  maker.each(0.8, (index) => void maker.cluster('plain', index, [{}, {}]));
}

const pair: readonly Wanted[] = [{}, {}];

/** Reads and writes an hour that make I/O so large a part of what two r6g.large and a volume cost, if each request bills. */
function requestsFor(share: number, storageGiB: number): number {
  const region = 'us-east-1';
  const rest =
    monthly(databaseHourly('aurora-mysql', 'db.r6g.large', region), pair.length) +
    times(storageRate('cluster storage', region), storageGiB);
  const io = (Number(rest) * share) / (1 - share);
  return Math.round(io / Number(picoOf(otherRate('io', region))) / HOURS_PER_MONTH);
}

function ioModes(maker: DatabaseMaker): void {
  const cluster = (
    role: string,
    index: number,
    share: number,
    ioIncluded: boolean,
    more: Partial<DatabaseCluster> & { ageDays?: readonly [number, number] } = {},
  ) =>
    maker.cluster(role, index, pair, {
      storageGiB: 100,
      requestsPerHour: requestsFor(share, 100),
      ioIncluded,
      ...(ioIncluded && { ioIncludedSince: daysBefore(maker.now, 120) }),
      ...more,
    }).cluster;
  const waste = (of: DatabaseCluster, because: string) =>
    maker.context.plantWaste(CHECK.ioMode, of, of.arn, because, clusterCost(of));
  maker.each(0.8, (index) => waste(cluster('chatty', index, 0.55, false), 'more than half of its cost is I/O'));
  maker.each(0.5, (index) => waste(cluster('calm', index, 0.04, true), 'it would pay hardly anything for I/O'));
  maker.each(0.3, (index) => {
    maker.fine(
      CHECK.ioMode,
      cluster('mixed', index, 0.2, false),
      'a fifth of its cost is I/O: not enough for the other mode',
    );
    maker.fine(CHECK.ioMode, cluster('mixed-included', index, 0.21, true), 'it would pay a fifth of its cost for I/O');
    maker.fine(
      CHECK.ioMode,
      cluster('chatty-young', index, 0.6, false, { ageDays: [5, 20] }),
      'made less than a month ago',
    );
    maker.fine(CHECK.ioMode, cluster('chatty-included', index, 0.6, true), 'its I/O is included already');
    const old = { engine: 'aurora-mysql', version: '5.7.mysql_aurora.2.12.5' };
    maker.fine(CHECK.ioMode, cluster('chatty-old', index, 0.6, false, old), 'its version has no such mode');
  });
}

/** Storage and I/O of a cluster, which bill with it. */
function clusterCost({ storageGiB, requestsPerHour, ioIncluded, region }: DatabaseCluster): string {
  const storage = times(
    storageRate(ioIncluded ? 'cluster storage io-included' : 'cluster storage', region),
    storageGiB,
  );
  return decimalOf(ioIncluded ? storage : storage + times(otherRate('io', region), requestsPerHour * HOURS_PER_MONTH));
}

function floors(maker: DatabaseMaker): void {
  const serverless = (
    role: string,
    index: number,
    min: number,
    load: Partial<DatabaseLoad> & Pick<DatabaseLoad, 'capacity'>,
    ageDays?: readonly [number, number],
  ) =>
    maker.cluster(role, index, [{ classname: 'db.serverless', load: { mostConnections: 8, ...load } }], {
      capacity: { min, max: 32 },
      storageGiB: 40,
      requestsPerHour: 5000,
      ...(ageDays && { ageDays }),
    }).cluster;
  const resting = { cpuMeanPercent: 6, cpuPeakPercent: 12 };
  maker.each(1.1, (index) => {
    const min = index % 2 === 0 ? 4 : 8;
    const of = serverless('resting', index, min, {
      ...resting,
      capacity: { rest: min, busy: min + 4, busyShare: 0.1 },
    });
    const cost = picoOf(otherRate('capacity unit', of.region)) * BigInt(HOURS_PER_MONTH) * BigInt(min);
    maker.context.plantWaste(
      CHECK.floor,
      of,
      of.arn,
      'at its minimum nine hours of ten, with its CPU hardly used',
      decimalOf(cost),
    );
  });
  maker.each(0.3, (index) => {
    const fine = (of: DatabaseCluster, because: string) => maker.fine(CHECK.floor, of, because);
    fine(
      serverless('lowest', index, 0.5, { ...resting, capacity: { rest: 0.5, busy: 2, busyShare: 0.2 } }),
      'it can go no lower',
    );
    fine(
      serverless('pausing', index, 0, { ...resting, capacity: { rest: 0.5, busy: 2, busyShare: 0.2 } }),
      'it may pause',
    );
    const busy = { cpuMeanPercent: 42, cpuPeakPercent: 60, capacity: { rest: 4, busy: 8, busyShare: 0.1 } };
    fine(serverless('working', index, 4, busy), 'its CPU is in use at the minimum');
    fine(
      serverless('growing', index, 4, { ...resting, capacity: { rest: 4, busy: 10, busyShare: 0.75 } }),
      'mostly above its minimum',
    );
    const young = { ...resting, capacity: { rest: 4, busy: 8, busyShare: 0.1 } };
    fine(serverless('resting-young', index, 4, young, [3, 9]), 'made a few days ago');
  });
}
