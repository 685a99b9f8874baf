import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Size } from '../../../src/domain/prices.ts';
import { databasePrices } from '../../../src/providers/aws/price-families/databases.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

type Attributes = Readonly<Record<string, string>>;

const product = (productFamily: string | undefined, attributes: Attributes, unit: string, amount: string) => ({
  productFamily,
  attributes,
  unit,
  amount,
  steps: [{ beginRange: '0', amount }],
});

/**
 * Attributes as AWS' price list has them. Sources: its bulk file of us-east-1 as quoted on 2026-07-28 (PostgreSQL,
 * storage, Aurora), of ap-northeast-1 (Aurora's two modes), of 2017 (Oracle), of us-east-1 on 2026-04-28 (extended
 * support), and usage types of Cost Explorer in public reports.
 */
const db = (usagetype: string, more: Attributes): Attributes => ({
  instanceType: 'db.r6g.large',
  deploymentOption: 'Single-AZ',
  licenseModel: 'No license required',
  storage: 'EBS Only',
  usagetype,
  ...more,
});
const oracle = { instanceType: 'db.m4.large', databaseEngine: 'Oracle', licenseModel: 'Bring your own license' };

describe('items of the RDS price list', () => {
  it.each`
    attributes                                                                                                                                                | item
    ${db('InstanceUsage:db.r6g.large', { databaseEngine: 'PostgreSQL' })}                                                                                     | ${'database/db.r6g.large/postgres/none/none'}
    ${db('Multi-AZUsage:db.r6g.large', { databaseEngine: 'MySQL', deploymentOption: 'Multi-AZ' })}                                                            | ${'database/db.r6g.large/mysql/none/standby'}
    ${db('APN1-InstanceUsage:db.r6g.large', { databaseEngine: 'Aurora MySQL' })}                                                                              | ${'database/db.r6g.large/aurora-mysql/none/none'}
    ${db('APN1-InstanceUsageIOOptimized:db.r6g.large', { databaseEngine: 'Aurora MySQL', storage: 'Aurora IO Optimization Mode' })}                           | ${'database-io-included/db.r6g.large/aurora-mysql'}
    ${db('USW2-Multi-AZUsage:db.m4.large', { ...oracle, databaseEdition: 'Standard Two', deploymentOption: 'Multi-AZ' })}                                     | ${'database/db.m4.large/oracle-se2/own/standby'}
    ${db('USW2-Multi-AZUsage:db.m4.large', { ...oracle, databaseEdition: 'Standard One', deploymentOption: 'Multi-AZ' })}                                     | ${undefined}
    ${db('InstanceUsage:db.m5.xl', { instanceType: 'db.m5.xlarge', databaseEngine: 'SQL Server', databaseEdition: 'Web', licenseModel: 'License included' })} | ${'database/db.m5.xlarge/sqlserver-web/included/none'}
    ${db('Multi-AZClusterUsage:db.r6gd.large', { databaseEngine: 'PostgreSQL', deploymentOption: 'Multi-AZ (readable standbys)' })}                           | ${undefined}
    ${db('RDSCustom:InstanceUsage:db.r5.large', { databaseEngine: 'MySQL', licenseModel: 'On-demand customer-provided license' })}                            | ${undefined}
  `('$attributes is $item', ({ attributes, item }) => {
    const items = databasePrices.items(product('Database Instance', attributes, 'Hrs', '0.225'));
    expect(items).toEqual(item === undefined ? [] : [{ item, amount: '0.225', unit: 'hour' }]);
  });

  it.each`
    family                      | usagetype                                     | unit          | amount            | item                                          | price          | per
    ${'Database Storage'}       | ${'RDS:GP3-Storage'}                          | ${'GB-Mo'}    | ${'0.1150000000'} | ${'database-storage/gp3/none'}                | ${'0.115'}     | ${'GiB-month'}
    ${'Database Storage'}       | ${'EUC1-RDS:Multi-AZ-GP2-Storage'}            | ${'GB-Mo'}    | ${'0.274'}        | ${'database-storage/gp2/standby'}             | ${'0.274'}     | ${'GiB-month'}
    ${'Database Storage'}       | ${'RDS:Mirror-PIOPS-Storage'}                 | ${'GB-Mo'}    | ${'0.25'}         | ${'database-storage/io1/mirror'}              | ${'0.25'}      | ${'GiB-month'}
    ${'Database Storage'}       | ${'RDS:PIOPS-Storage-IO2'}                    | ${'GB-Mo'}    | ${'0.125'}        | ${'database-storage/io2/none'}                | ${'0.125'}     | ${'GiB-month'}
    ${'Database Storage'}       | ${'RDS:IO2-PIOPS-Storage'}                    | ${'GB-Mo'}    | ${'0.125'}        | ${'database-storage/io2/none'}                | ${'0.125'}     | ${'GiB-month'}
    ${'Database Storage'}       | ${'RDS:StorageUsage'}                         | ${'GB-Mo'}    | ${'0.1'}          | ${'database-storage/standard/none'}           | ${'0.1'}       | ${'GiB-month'}
    ${'Provisioned IOPS'}       | ${'RDS:PIOPS'}                                | ${'IOPS-Mo'}  | ${'0.1'}          | ${'database-iops/io1/none'}                   | ${'0.1'}       | ${'IOPS-month'}
    ${'Provisioned IOPS'}       | ${'RDS:IO2-PIOPS'}                            | ${'IOPS-Mo'}  | ${'0.1'}          | ${'database-iops/io2/none'}                   | ${'0.1'}       | ${'IOPS-month'}
    ${'Provisioned IOPS'}       | ${'RDS:Multi-AZ-GP3-PIOPS'}                   | ${'IOPS-Mo'}  | ${'0.04'}         | ${'database-iops/gp3/standby'}                | ${'0.04'}      | ${'IOPS-month'}
    ${'Provisioned Throughput'} | ${'RDS:GP3-Throughput'}                       | ${'MBPS-Mo'}  | ${'0.08'}         | ${'database-throughput/gp3/none'}             | ${'0.08'}      | ${'MiBps-month'}
    ${'Provisioned Throughput'} | ${'RDS:GP3-Throughput'}                       | ${'GiBps-mo'} | ${'81.92'}        | ${'database-throughput/gp3/none'}             | ${'0.08'}      | ${'MiBps-month'}
    ${'Storage Snapshot'}       | ${'USW2-RDS:ChargedBackupUsage'}              | ${'GB-Mo'}    | ${'0.095'}        | ${'database-backup'}                          | ${'0.095'}     | ${'GiB-month'}
    ${'Storage Snapshot'}       | ${'Aurora:BackupUsage'}                       | ${'GB-Mo'}    | ${'0.021'}        | ${'cluster-backup'}                           | ${'0.021'}     | ${'GiB-month'}
    ${'Database Storage'}       | ${'Aurora:StorageUsage'}                      | ${'GB-Mo'}    | ${'0.1'}          | ${'cluster-storage/per-request/aurora-mysql'} | ${'0.1'}       | ${'GiB-month'}
    ${'Database Storage'}       | ${'USE2-Aurora:IO-OptimizedStorageUsage'}     | ${'GB-Mo'}    | ${'0.225'}        | ${'cluster-storage/included/aurora-mysql'}    | ${'0.225'}     | ${'GiB-month'}
    ${'System Operation'}       | ${'Aurora:StorageIOUsage'}                    | ${'IOs'}      | ${'0.0000002000'} | ${'cluster-io/aurora-mysql'}                  | ${'0.0000002'} | ${'request'}
    ${'ServerlessV2'}           | ${'Aurora:ServerlessV2Usage'}                 | ${'ACU-Hr'}   | ${'0.12'}         | ${'capacity-unit/per-request/aurora-mysql'}   | ${'0.12'}      | ${'unit-hour'}
    ${'ServerlessV2'}           | ${'EUW2-Aurora:ServerlessV2IOOptimizedUsage'} | ${'ACU-Hr'}   | ${'0.19'}         | ${'capacity-unit/included/aurora-mysql'}      | ${'0.19'}      | ${'unit-hour'}
  `('$usagetype is $item at $price per $per', ({ family, usagetype, unit, amount, item, price, per }) => {
    const attributes = { usagetype, ...(/Aurora/.test(usagetype) && { databaseEngine: 'Aurora MySQL' }) };
    expect(databasePrices.items(product(family, attributes, unit, amount))).toEqual([
      { item, amount: price, unit: per },
    ]);
  });

  it('holds for both engines where the list says `Any`', () => {
    const any = product(
      'Database Storage',
      { usagetype: 'Aurora:StorageUsage', databaseEngine: 'Any' },
      'GB-Mo',
      '0.1',
    );
    expect(databasePrices.items(any).map(({ item }) => item)).toEqual([
      'cluster-storage/per-request/aurora-mysql',
      'cluster-storage/per-request/aurora-postgresql',
    ]);
  });

  it.each`
    usagetype                                                 | item
    ${'EUC1-ExtendedSupport:Yr1-Yr2:PostgreSQL11'}            | ${'extended-support/postgres/11/years-1-2'}
    ${'ExtendedSupport:Yr3:MySQL5.7'}                         | ${'extended-support/mysql/5.7/year-3'}
    ${'APN2-ExtendedSupport:Yr1-Yr2:MySQL8.0'}                | ${'extended-support/mysql/8.0/years-1-2'}
    ${'ExtendedSupport:Yr1-Yr2:AuroraMySQL2'}                 | ${'extended-support/aurora-mysql/5.7/years-1-2'}
    ${'EUC1-ExtendedSupport:Yr3:ASv2:AuroraPostgreSQL13'}     | ${'extended-support-capacity/aurora-postgresql/13/year-3'}
    ${'EUC1-ASv2-ExtendedSupport:Yr1-Yr2:AuroraPostgreSQL14'} | ${'extended-support-capacity/aurora-postgresql/14/years-1-2'}
  `('$usagetype is $item', ({ usagetype, item }) => {
    const [only] = databasePrices.items(product(undefined, { usagetype }, 'vCPU-hour', '0.1000000000'));
    expect(only).toEqual({ item, amount: '0.1', unit: item.includes('capacity') ? 'unit-hour' : 'vCPU-hour' });
  });

  it('leaves previews out', () => {
    const preview = {
      usagetype: 'Aurora:IO-OptimizedStorageUsage-LimitlessPreview',
      databaseEngine: 'Aurora PostgreSQL',
    };
    expect(databasePrices.items(product('Database Storage', preview, 'GB-Mo', '0.0'))).toEqual([]);
  });
});

describe('sizes of database classes', () => {
  const sizeOf = (attributes: Attributes): Partial<Size> | undefined =>
    databasePrices.size?.(product('Database Instance', attributes, 'Hrs', '1'));
  it.each`
    attributes                                                                                                                                            | size
    ${{ instanceType: 'db.m5.xlarge', vcpu: '4', memory: '16 GiB', currentGeneration: 'Yes', physicalProcessor: 'Intel Xeon Platinum 8175' }}             | ${{ vcpus: 4, memoryMiB: 16_384, architectures: ['x86_64'], family: 'db.m5', series: 'm', generation: 5, burstable: false, localStorageGiB: 0 }}
    ${{ instanceType: 'db.r6g.large', vcpu: '2', memory: '16 GiB', physicalProcessor: 'AWS Graviton2' }}                                                  | ${{ architectures: ['arm64'], currentGeneration: false, series: 'r', generation: 6 }}
    ${{ instanceType: 'db.t4g.medium', vcpu: '2', memory: '4 GiB', networkPerformance: 'Up to 5 Gigabit' }}                                               | ${{ burstable: true, baselinePercentPerVcpu: 20, architectures: ['arm64'] }}
    ${{ instanceType: 'db.r6gd.xlarge', vcpu: '4', memory: '32 GiB', storage: '1 x 237 NVMe SSD' }}                                                       | ${{ series: 'r+d', localStorageGiB: 1 }}
    ${{ instanceType: 'db.x2iedn.32xlarge', vcpu: '128', memory: '4,096 GiB', networkPerformance: '100 Gigabit', dedicatedEbsThroughput: '80,000 Mbps' }} | ${{ memoryMiB: 4_194_304, series: 'x+d+n', networkBandwidthGbps: 100, ebsBaselineThroughputMBps: 10_000 }}
  `('$attributes.instanceType', ({ attributes, size }) => {
    expect(sizeOf(attributes)).toMatchObject(size);
  });
  it('promises nothing that is reached for a while only', () => {
    const size = sizeOf({
      instanceType: 'db.m5.large',
      vcpu: '2',
      memory: '8 GiB',
      networkPerformance: 'Up to 10 Gigabit',
      dedicatedEbsThroughput: 'Up to 4750 Mbps',
    });
    expect(size).not.toHaveProperty('networkBandwidthGbps');
    expect(size).not.toHaveProperty('ebsBaselineThroughputMBps');
  });
  it.each([
    { instanceType: 'db.serverless', vcpu: '2', memory: '8 GiB' },
    { instanceType: 'db.m5.large', vcpu: 'NA', memory: '8 GiB' },
  ])('none of %o', (attributes) => expect(sizeOf(attributes)).toBeUndefined());
});

describe('the price list of a region', () => {
  let cloud: SandboxCloud;
  beforeAll(async () => {
    cloud = await SandboxCloud.start();
  });
  afterAll(() => cloud.close());

  it('has machines, volumes, clusters, support, and sizes', async () => {
    const prices = new Map<string, string>();
    const sizes = new Map<string, Size>();
    for await (const page of cloud.connect().prices('us-east-1', 'databases', new Map())) {
      for (const { item, listPrice } of page.prices) {
        // Several products may have one key, as long as they agree.
        expect(prices.get(item) ?? listPrice.amount).toBe(listPrice.amount);
        prices.set(item, listPrice.amount);
      }
      for (const size of page.sizes) sizes.set(size.name, size);
    }
    expect(Object.fromEntries(prices)).toMatchObject({
      'database/db.r6g.large/postgres/none/none': '0.225',
      'database/db.r6g.large/postgres/none/standby': '0.45',
      'database/db.m5.xlarge/sqlserver-se/included/standby': '2.448',
      'database-io-included/db.r6g.large/aurora-mysql': '0.338',
      'database-storage/gp3/mirror': '0.23',
      'database-iops/io1/standby': '0.2',
      'database-throughput/gp3/none': '0.08',
      'cluster-io/aurora-postgresql': '0.0000002',
      'capacity-unit/included/aurora-mysql': '0.16',
      'extended-support/aurora-mysql/5.7/year-3': '0.2',
      'extended-support/postgres/13/years-1-2': '0.1',
      'database-backup': '0.095',
      'cluster-backup': '0.021',
    });
    expect(sizes.get('db.r6g.2xlarge')).toMatchObject({ vcpus: 8, memoryMiB: 65_536, architectures: ['arm64'] });
  });
});
