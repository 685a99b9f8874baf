import { type Fact, known, unread } from '../../domain/fact.ts';
import type { FileSystem } from '../../domain/resources.ts';
import { component, type CostComponent } from './components.ts';
import { together } from './object-stores.ts';

type Components = Fact<readonly CostComponent[]>;

const stored = (item: string, gib: number): Components => {
  if (!(gib > 0)) return known([]);
  const made = component(`stored, ${item.split('/').at(-1)}`, `file-storage/${item}`, gib, 'GiB-month');
  return made.known ? known([made.value]) : made;
};

const suffix = ({ zonal }: FileSystem): string => (zonal ? '-zonal' : '');

/** What an elastic file system stores, by class. */
export const elasticStorage = (system: FileSystem, classes: NonNullable<FileSystem['classes']>): Components =>
  together([
    stored(`elastic/standard${suffix(system)}`, classes.standardGiB),
    stored(`elastic/infrequent${suffix(system)}`, classes.infrequentGiB),
    stored('elastic/archive', classes.archiveGiB),
  ]);

export function provisionedThroughput(mibps: number): Components {
  if (!(mibps > 0)) return known([]);
  const made = component('provisioned throughput', 'file-throughput/elastic', mibps, 'MiBps-month');
  return made.known ? known([made.value]) : made;
}

/** All that a file system bills for by itself. Of a managed one, its throughput is left out: a lower bound. */
export function fileSystemCost(system: FileSystem): Components {
  if (system.flavor === 'elastic') {
    if (system.classes === undefined) return unread('what it stores by class was not read');
    return together([
      elasticStorage(system, system.classes),
      provisionedThroughput(system.provisionedThroughputMiBps ?? 0),
    ]);
  }
  const [flavor, deployment = '', medium = ''] = (system.priceKey ?? '').split('/');
  if (flavor === undefined || medium === '') return unread('how it is deployed was not read');
  const zones = deployment.startsWith('multi-az') ? 'multi-az' : 'single-az';
  return stored(`${flavor}/${zones}/${medium}`, system.sizeGiB);
}
