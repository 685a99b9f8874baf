import { usageTypeIn } from '../../estate/billing-names.ts';
import { databaseClass } from '../../estate/databases/classes.ts';
import {
  databaseHourly,
  ioIncludedClasses,
  otherRate,
  pricedClasses,
  pricedEngines,
  type StorageRate,
  storageRate,
} from '../../estate/databases/prices.ts';
import { storageUsageType, supportUsageType } from '../../estate/databases/usage.ts';
import { majorVersions } from '../../estate/databases/versions.ts';
import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Engines as the price list names them, with its codes. Source: AWS Price List, AmazonRDS. */
const engines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mysql: { databaseEngine: 'MySQL', engineCode: '2' },
  mariadb: { databaseEngine: 'MariaDB', engineCode: '18' },
  postgres: { databaseEngine: 'PostgreSQL', engineCode: '14' },
  'aurora-mysql': { databaseEngine: 'Aurora MySQL', engineCode: '16' },
  'aurora-postgresql': { databaseEngine: 'Aurora PostgreSQL', engineCode: '21' },
  'oracle-se2': { databaseEngine: 'Oracle', databaseEdition: 'Standard Two', engineCode: '20' },
  'sqlserver-ex': { databaseEngine: 'SQL Server', databaseEdition: 'Express', engineCode: '10' },
  'sqlserver-web': { databaseEngine: 'SQL Server', databaseEdition: 'Web', engineCode: '11' },
  'sqlserver-se': { databaseEngine: 'SQL Server', databaseEdition: 'Standard', engineCode: '12' },
  'sqlserver-ee': { databaseEngine: 'SQL Server', databaseEdition: 'Enterprise', engineCode: '15' },
};

const isOpen = (engine: string): boolean => /mysql|mariadb|postgres/.test(engine);

const base = (region: string) => ({
  ...placeAttributes(region),
  servicecode: 'AmazonRDS',
  servicename: 'Amazon Relational Database Service',
});

/** Amazon RDS in every region that has prices. */
export function* databaseProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const engine of pricedEngines) {
      for (const name of pricedClasses(engine)) yield* classProducts(region, engine, name);
    }
    yield* storageProducts(region);
    yield* auroraProducts(region);
    yield* supportProducts(region);
  }
}

const shown = (name: string): string => name.replace(/(\d)xlarge$/, '$1xl');

function* classProducts(region: string, engine: string, name: string): Generator<Product> {
  const usd = databaseHourly(engine, name, region);
  const isAurora = engine.startsWith('aurora');
  yield classProduct(region, engine, name, usd, {
    usage: 'InstanceUsage',
    deployment: 'Single-AZ',
    storage: 'EBS Only',
  });
  if (!isAurora) {
    const twice = decimalOf(picoOf(usd) * 2n);
    const deployment = engine.startsWith('sqlserver') ? 'Multi-AZ (SQL Server Mirror)' : 'Multi-AZ';
    yield classProduct(region, engine, name, twice, { usage: 'Multi-AZUsage', deployment, storage: 'EBS Only' });
  } else if (ioIncludedClasses.includes(name)) {
    const dearer = databaseHourly(engine, name, region, true);
    yield classProduct(region, engine, name, dearer, {
      usage: 'InstanceUsageIOOptimized',
      deployment: 'Single-AZ',
      storage: 'Aurora IO Optimization Mode',
    });
  }
}

function classProduct(
  region: string,
  engine: string,
  name: string,
  usd: string,
  of: { readonly usage: string; readonly deployment: string; readonly storage: string },
): Product {
  const { vcpu, memoryGiB, processor, family, current, network } = databaseClass(name);
  return product({
    serviceCode: 'AmazonRDS',
    productFamily: 'Database Instance',
    attributes: {
      ...base(region),
      instanceType: name,
      currentGeneration: current ? 'Yes' : 'No',
      instanceFamily: family,
      vcpu: String(vcpu),
      physicalProcessor: processor,
      memory: `${memoryGiB} GiB`,
      storage: of.storage,
      networkPerformance: network,
      processorArchitecture: '64-bit',
      ...engines[engine],
      licenseModel: isOpen(engine) ? 'No license required' : 'License included',
      deploymentOption: of.deployment,
      usagetype: usageTypeIn(region, `${of.usage}:${shown(name)}`),
      operation: `CreateDBInstance:00${engines[engine]?.['engineCode']?.padStart(2, '0')}`,
    },
    unit: 'Hrs',
    description: `$${usd} per RDS ${name} ${of.deployment} instance hour (or partial hour) running ${engines[engine]?.['databaseEngine']}`,
    usd,
  });
}

const volumeTypes: Readonly<Record<string, string>> = {
  gp2: 'General Purpose',
  gp3: 'General Purpose-GP3',
  io1: 'Provisioned IOPS',
  io2: 'Provisioned IOPS-IO2',
};

function* storageProducts(region: string): Generator<Product> {
  const copies = [
    { deployment: 'Single-AZ', multiAz: false, mirror: false, factor: 1n },
    { deployment: 'Multi-AZ', multiAz: true, mirror: false, factor: 2n },
    { deployment: 'Multi-AZ (SQL Server Mirror)', multiAz: true, mirror: true, factor: 2n },
  ];
  for (const { deployment, multiAz, mirror, factor } of copies) {
    const line = (
      name: string,
      rate: StorageRate,
      productFamily: string,
      unit: string,
      more: Readonly<Record<string, string>>,
    ) => {
      const usd = decimalOf(picoOf(storageRate(rate, region)) * factor);
      return product({
        serviceCode: 'AmazonRDS',
        productFamily,
        attributes: {
          ...base(region),
          engineCode: '0',
          databaseEngine: 'Any',
          deploymentOption: deployment,
          ...more,
          usagetype: storageUsageType(region, name, multiAz, mirror),
          operation: 'CreateDBInstance',
        },
        unit,
        description: `$${usd} per ${unit} of ${name} for ${deployment} deployments`,
        usd,
      });
    };
    for (const [type, volumeType] of Object.entries(volumeTypes)) {
      yield line(type, `storage ${type}` as StorageRate, 'Database Storage', 'GB-Mo', {
        volumeType,
        storageMedia: 'SSD',
        minVolumeSize: '20 GB',
      });
    }
    for (const type of ['io1', 'io2', 'gp3'] as const) {
      yield line(`iops ${type}`, `iops ${type}`, 'Provisioned IOPS', 'IOPS-Mo', { group: 'RDS Provisioned IOPS' });
    }
    yield line('throughput gp3', 'throughput gp3', 'Provisioned Throughput', 'MBPS-Mo', {
      group: 'RDS Provisioned Throughput',
    });
  }
  yield backup(region, 'RDS:ChargedBackupUsage', storageRate('backup', region));
  yield backup(region, 'Aurora:BackupUsage', storageRate('cluster backup', region));
}

const backup = (region: string, usage: string, usd: string): Product =>
  product({
    serviceCode: 'AmazonRDS',
    productFamily: 'Storage Snapshot',
    attributes: { ...base(region), databaseEngine: 'Any', usagetype: usageTypeIn(region, usage), operation: '' },
    unit: 'GB-Mo',
    description: `$${usd} per additional GB-month of backup storage exceeding free allocation`,
    usd,
  });

function* auroraProducts(region: string): Generator<Product> {
  const line = (
    usage: string,
    productFamily: string,
    unit: string,
    usd: string,
    engine: Readonly<Record<string, string>>,
    more = {},
  ) =>
    product({
      serviceCode: 'AmazonRDS',
      productFamily,
      attributes: {
        ...base(region),
        ...engine,
        ...more,
        usagetype: usageTypeIn(region, usage),
        operation: 'CreateDBInstance',
      },
      unit,
      description: `$${usd} per ${unit} of ${usage}`,
      usd,
    });
  const any = { databaseEngine: 'Any', engineCode: '0' };
  const volume = { volumeType: 'General Purpose-Aurora' };
  yield line('Aurora:StorageUsage', 'Database Storage', 'GB-Mo', storageRate('cluster storage', region), any, volume);
  const optimized = { volumeType: 'IO Optimized-Aurora' };
  yield line(
    'Aurora:IO-OptimizedStorageUsage',
    'Database Storage',
    'GB-Mo',
    storageRate('cluster storage io-included', region),
    any,
    optimized,
  );
  yield line('Aurora:StorageIOUsage', 'System Operation', 'IOs', otherRate('io', region), any, {
    group: 'Aurora I/O Operation',
  });
  for (const engine of ['aurora-mysql', 'aurora-postgresql']) {
    const of = engines[engine] ?? any;
    yield line('Aurora:ServerlessV2Usage', 'ServerlessV2', 'ACU-Hr', otherRate('capacity unit', region), of);
    yield line(
      'Aurora:ServerlessV2IOOptimizedUsage',
      'ServerlessV2',
      'ACU-Hr',
      otherRate('capacity unit io-included', region),
      of,
    );
  }
}

/** These have no family. */
function* supportProducts(region: string): Generator<Product> {
  for (const { engine, major, extendedEnd } of majorVersions) {
    if (extendedEnd === undefined) continue;
    for (const thirdYear of [false, true]) {
      const usd = otherRate(thirdYear ? 'extended support year 3' : 'extended support', region);
      const years = thirdYear ? 'Year 3' : 'Year 1, Year 2';
      yield product({
        serviceCode: 'AmazonRDS',
        attributes: {
          ...base(region),
          ...engines[engine],
          engineMajorVersion: major,
          extendedSupportPricingYear: years,
          usagetype: supportUsageType(region, engine, major, thirdYear),
          operation: `CreateDBInstance:00${engines[engine]?.['engineCode']?.padStart(2, '0')}`,
        },
        unit: 'vCPU-hour',
        description: `USD ${usd} per hour per vCPU running RDS Extended Support for ${engine} ${major} in ${years}`,
        usd,
      });
    }
  }
}
