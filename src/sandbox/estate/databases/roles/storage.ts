import type { DatabaseMaker } from '../maker.ts';
import type { DatabaseStorage } from '../model.ts';
import { CHECK } from './checks.ts';

/** Storage that is dearer or faster than it has to be. */
export function databaseStorages(maker: DatabaseMaker): void {
  const of = (
    role: string,
    index: number,
    storage: DatabaseStorage,
    iops: number,
    more: Parameters<DatabaseMaker['database']>[2] = {},
  ) =>
    maker.database(role, index, {
      engine: 'postgres',
      storage,
      ...more,
      load: { readIops: Math.round(iops * 0.6), writeIops: Math.round(iops * 0.4), ...more?.load },
    });
  maker.each(0.6, (index) => {
    const striped = of('fast', index, { type: index % 3 === 2 ? 'io2' : 'io1', sizeGiB: 500, iops: 6000 }, 4600);
    maker.waste(CHECK.storageType, striped, 'gp3 includes 12,000 IOPS at its size');
    maker.fine(CHECK.iops, striped, 'it uses three quarters of its IOPS');
  });
  maker.each(0.3, (index) => {
    const small = of('brisk', index, { type: 'io1', sizeGiB: 100, iops: 2000 }, 1600);
    maker.waste(CHECK.storageType, small, 'gp3 includes 3,000 IOPS');
    const least = of('slow', index, { type: 'io1', sizeGiB: 100, iops: 1000 }, 150);
    maker.waste(CHECK.storageType, least, 'gp3 includes 3,000 IOPS');
    maker.fine(CHECK.iops, least, 'io1 takes no fewer than 1,000');
  });
  maker.each(0.6, (index) => {
    const idle = of('reserved', index, { type: 'io1', sizeGiB: 800, iops: 12_000 }, 1500);
    maker.waste(CHECK.iops, idle, 'an eighth of its IOPS is used');
    maker.waste(CHECK.storageType, idle, 'gp3 includes what it uses');
    const gp3 = of('bought-iops', index, { type: 'gp3', sizeGiB: 500, iops: 24_000, throughputMiBps: 500 }, 4000);
    maker.waste(CHECK.iops, gp3, 'a sixth of its IOPS is used, a third of what is included');
  });
  maker.each(0.3, (index) => {
    const gp2 = of('usual', index, { type: 'gp2', sizeGiB: 200 }, 300);
    maker.fine(CHECK.storageType, gp2, 'gp2 costs what gp3 does');
    maker.fine(CHECK.iops, gp2, 'nobody pays for the IOPS of gp2');
    const demanding = of('demanding', index, { type: 'io1', sizeGiB: 200, iops: 8000 }, 6500);
    maker.fine(CHECK.storageType, demanding, 'gp3 of its size gives 3,000 IOPS at most');
    const streaming = of('streaming', index, { type: 'io1', sizeGiB: 200, iops: 2500 }, 1900, {
      load: { bytesPerOperation: 200_000 },
    });
    maker.fine(CHECK.storageType, streaming, 'gp3 of its size moves 125 MiB/s at most');
    const included = of('included', index, { type: 'gp3', sizeGiB: 500, iops: 12_000, throughputMiBps: 500 }, 900);
    maker.fine(CHECK.iops, included, 'its IOPS are included in gp3');
    const young = of('fast-young', index, { type: 'io1', sizeGiB: 500, iops: 6000 }, 600, { ageDays: [3, 9] });
    maker.fine(CHECK.storageType, young, 'made a few days ago');
    maker.fine(CHECK.iops, young, 'made a few days ago');
  });
}
