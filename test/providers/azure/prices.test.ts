import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Price } from '../../../src/domain/prices.ts';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { ReplayServer, replayNow, subscription } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

/** A row of the price list as the API sends it. */
const row = (more: object) => ({
  currencyCode: 'USD',
  tierMinimumUnits: 0,
  retailPrice: 0.096,
  unitPrice: 0.096,
  armRegionName: 'eastus',
  location: 'US East',
  effectiveStartDate: '2021-01-01T00:00:00Z',
  meterId: 'meter-1',
  meterName: 'D2s v5',
  productId: 'DZH318Z08MC7',
  skuId: 'DZH318Z08MC7/00TG',
  productName: 'Virtual Machines Dsv5 Series',
  skuName: 'D2s v5',
  serviceName: 'Virtual Machines',
  serviceId: 'DZH313Z7MMC8',
  serviceFamily: 'Compute',
  unitOfMeasure: '1 Hour',
  type: 'Consumption',
  isPrimaryMeterRegion: true,
  armSkuName: 'Standard_D2s_v5',
  ...more,
});

async function pricesOf(family: string, ...rows: readonly object[]): Promise<readonly Price[]> {
  server.on(({ host }, count) =>
    host === 'prices.azure.com' ? { body: { Items: count === 1 ? rows : [] } } : undefined,
  );
  const prices: Price[] = [];
  for await (const page of server.connect().prices('eastus', family, new Map())) prices.push(...page.prices);
  return prices;
}

const shortOf = (prices: readonly Price[]) =>
  prices.map(({ item, listPrice }) => `${item} ${listPrice.amount}/${listPrice.unit}`);

describe('a price', () => {
  it('says what of, how much, and where that stands', async () => {
    expect(await pricesOf('machines', row({}))).toEqual([
      {
        provider: 'azure',
        regionId: 'eastus',
        item: 'instance/standard_d2s_v5/linux',
        skuId: 'meter-1',
        listPrice: { amount: '0.096', currency: 'USD', unit: 'hour' },
        source: 'Azure Retail Prices API',
        asOf: replayNow,
      },
    ]);
    expect(server.calls[0]?.query.get('$filter')).toBe(
      "serviceName eq 'Virtual Machines' and priceType eq 'Consumption' and armRegionName eq 'eastus'",
    );
  });

  it.each`
    family                   | more                                                                                                                                                                                                                                                                                      | items
    ${'machines'}            | ${{ productName: 'Virtual Machines Dsv5 Series Windows', retailPrice: 0.188 }}                                                                                                                                                                                                            | ${['instance/standard_d2s_v5/windows 0.188/hour']}
    ${'machines'}            | ${{ meterName: 'D2s v5 Spot', skuName: 'D2s v5 Spot', retailPrice: 0.0192 }}                                                                                                                                                                                                              | ${['instance-spot/standard_d2s_v5/linux 0.0192/hour']}
    ${'machines'}            | ${{ meterName: 'D2s v5 Low Priority', skuName: 'D2s v5 Low Priority' }}                                                                                                                                                                                                                   | ${[]}
    ${'machines'}            | ${{ productName: 'Dsv5 Series Cloud Services' }}                                                                                                                                                                                                                                          | ${[]}
    ${'machines'}            | ${{ type: 'Reservation', reservationTerm: '1 Year', retailPrice: 496 }}                                                                                                                                                                                                                   | ${[]}
    ${'machines'}            | ${{ retailPrice: 0 }}                                                                                                                                                                                                                                                                     | ${[]}
    ${'disks'}               | ${{ productName: 'Premium SSD Managed Disks', skuName: 'P10 LRS', meterName: 'P10 LRS Disk', unitOfMeasure: '1/Month', retailPrice: 19.71 }}                                                                                                                                              | ${['volume/premium_lrs/p10 19.71/month']}
    ${'disks'}               | ${{ productName: 'Premium SSD Managed Disks', skuName: 'P10 LRS', meterName: 'P10 LRS Disk Mount', unitOfMeasure: '1/Month', retailPrice: 1.02 }}                                                                                                                                         | ${[]}
    ${'disks'}               | ${{ productName: 'Standard SSD Managed Disks', skuName: 'E10 ZRS', meterName: 'E10 ZRS Disk', unitOfMeasure: '1/Month', retailPrice: 14.4 }}                                                                                                                                              | ${['volume/standardssd_zrs/e10 14.4/month']}
    ${'disks'}               | ${{ productName: 'Standard HDD Managed Disks', skuName: 'S4 LRS', meterName: 'S4 LRS Disk Operations', unitOfMeasure: '10K', retailPrice: 0.0005 }}                                                                                                                                       | ${[]}
    ${'disks'}               | ${{ productName: 'Standard HDD Managed Disks', skuName: 'Snapshots LRS', meterName: 'LRS Snapshots', unitOfMeasure: '1 GB/Month', retailPrice: 0.05 }}                                                                                                                                    | ${['snapshot/standard 0.05/GiB-month']}
    ${'disks'}               | ${{ productName: 'Premium SSD Managed Disks', skuName: 'Snapshots LRS', meterName: 'LRS Snapshots', unitOfMeasure: '1 GB/Month', retailPrice: 0.12 }}                                                                                                                                     | ${['snapshot/premium 0.12/GiB-month']}
    ${'disks'}               | ${{ productName: 'Ultra Disks', skuName: 'Ultra LRS', meterName: 'Ultra LRS Provisioned Capacity', unitOfMeasure: '1 GiB/Hour', retailPrice: 0.000164 }}                                                                                                                                  | ${['volume/ultrassd_lrs 0.11972/GiB-month']}
    ${'disks'}               | ${{ productName: 'Ultra Disks', skuName: 'Ultra LRS', meterName: 'Ultra LRS Provisioned IOPS', unitOfMeasure: '1/Hour', retailPrice: 0.000068 }}                                                                                                                                          | ${['volume-iops/ultrassd_lrs 0.04964/IOPS-month']}
    ${'disks'}               | ${{ productName: 'Ultra Disks', skuName: 'Ultra LRS', meterName: 'Ultra LRS Provisioned Throughput (MBps)', unitOfMeasure: '1/Hour', retailPrice: 0.0005 }}                                                                                                                               | ${['volume-throughput/ultrassd_lrs 0.38273024/MiBps-month']}
    ${'addresses'}           | ${{ productName: 'IP Addresses', skuName: 'Standard', meterName: 'Standard IPv4 Static Public IP', retailPrice: 0.005, armRegionName: 'Global' }}                                                                                                                                         | ${['address/idle 0.005/hour', 'address/in-use 0.005/hour']}
    ${'load balancers'}      | ${{ serviceName: 'Application Gateway', productName: 'Application Gateway WAF v2', skuName: 'Standard', meterName: 'Standard Fixed Cost', retailPrice: 0.443 }}                                                                                                                           | ${['load-balancer/application/waf_v2 0.443/hour']}
    ${'network gateways'}    | ${{ serviceName: 'VPN Gateway', productName: 'VPN Gateway', skuName: 'VpnGw1', meterName: 'VpnGw1', retailPrice: 0.19 }}                                                                                                                                                                  | ${['network-gateway/vpngw1 0.19/hour']}
    ${'app plans'}           | ${{ serviceName: 'Azure App Service', productName: 'Azure App Service Premium v3 Plan - Linux', skuName: 'P1 v3', meterName: 'P1 v3 App', retailPrice: 0.155 }}                                                                                                                           | ${['app-plan/p1v3/linux 0.155/hour']}
    ${'SQL'}                 | ${{ serviceName: 'SQL Database', productName: 'SQL Database Single/Elastic Pool General Purpose - Compute Gen5', skuName: '4 vCore', meterName: 'vCore', retailPrice: 0.60886 }}                                                                                                          | ${['database-vcore/sqlserver/generalpurpose/gen5 0.152215/vCPU-hour']}
    ${'SQL'}                 | ${{ serviceName: 'SQL Database', productName: 'SQL Database Single/Elastic Pool Business Critical - SQL License', skuName: 'vCore', meterName: 'vCore', retailPrice: 0.375 }}                                                                                                             | ${['database-licence/sqlserver/businesscritical 0.375/vCPU-hour']}
    ${'SQL'}                 | ${{ serviceName: 'SQL Database', productName: 'SQL Database Single Standard', skuName: 'S1', meterName: 'S1 DTUs', unitOfMeasure: '1/Day', retailPrice: 0.9677 }}                                                                                                                         | ${['database-dtu/s1 0.040320833333333/hour']}
    ${'SQL'}                 | ${{ serviceName: 'SQL Database', productName: 'SQL Database Elastic Pool - Standard', skuName: '200 DTU Pack', meterName: 'eDTUs', unitOfMeasure: '1/Day', retailPrice: 24 }}                                                                                                             | ${['database-pool-dtu/standard/200 1/hour']}
    ${'SQL'}                 | ${{ serviceName: 'SQL Managed Instance', productName: 'SQL Managed Instance General Purpose - Compute Gen5', skuName: '8 vCore', meterName: 'vCore', retailPrice: 1.2176 }}                                                                                                               | ${['database-vcore/sqlserver-managed-instance/generalpurpose/gen5 0.1522/vCPU-hour']}
    ${'SQL'}                 | ${{ serviceName: 'SQL Managed Instance', productName: 'SQL Managed Instance General Purpose - Compute Gen5', skuName: '8 vCore Zone Redundancy', meterName: 'vCore', retailPrice: 0.6 }}                                                                                                  | ${[]}
    ${'flexible servers'}    | ${{ serviceName: 'Azure Database for PostgreSQL', productName: 'Azure Database for PostgreSQL Flexible Server General Purpose Ddsv5 Series Compute', skuName: '2 vCore', meterName: 'vCore', armSkuName: 'Standard_D2ds_v5', retailPrice: 0.178 }}                                        | ${['database-machine/postgresql/standard_d2ds_v5 0.178/hour']}
    ${'flexible servers'}    | ${{ serviceName: 'Azure Database for MySQL', productName: 'Azure Database for MySQL Flexible Server General Purpose Ddsv5 Series Compute', skuName: 'vCore', meterName: 'vCore', armSkuName: 'AzureDB_MySQL_Flexible_Server_General_Purpose_Compute_Ddsv5_Series', retailPrice: 0.0855 }} | ${['database-machine-vcore/mysql/ddsv5 0.0855/vCPU-hour']}
    ${'flexible servers'}    | ${{ serviceName: 'Azure Database for MySQL', productName: 'Azure Database for MySQL Flexible Server Memory Optimized Edsv5 Series Compute', skuName: '4 vCore', meterName: '4 vCore', armSkuName: '', retailPrice: 0.472 }}                                                               | ${['database-machine-vcore/mysql/edsv5 0.118/vCPU-hour']}
    ${'flexible servers'}    | ${{ serviceName: 'Azure Database for MySQL', productName: 'Azure Database for MySQL Flexible Server Burstable BS Series Compute', skuName: 'B1MS', meterName: 'B1MS', armSkuName: 'Standard_B1ms', retailPrice: 0.017 }}                                                                  | ${['database-machine/mysql/standard_b1ms 0.017/hour']}
    ${'flexible servers'}    | ${{ serviceName: 'Azure Database for MySQL', productName: 'Azure Database for MySQL Flexible Server Storage', skuName: 'Storage', meterName: 'Storage Data Stored', unitOfMeasure: '1 GB/Month', retailPrice: 0.115 }}                                                                    | ${['database-storage/mysql 0.115/GiB-month']}
    ${'caches'}              | ${{ serviceName: 'Redis Cache', productName: 'Azure Redis Cache Standard', skuName: 'C3', meterName: 'C3 Cache', retailPrice: 0.45 }}                                                                                                                                                     | ${['cache/standard_c3 0.45/hour']}
    ${'caches'}              | ${{ serviceName: 'Redis Cache', productName: 'Azure Redis Cache Standard', skuName: 'C3', meterName: 'C3 Cache Instance', retailPrice: 0.225 }}                                                                                                                                           | ${[]}
    ${'document throughput'} | ${{ serviceName: 'Azure Cosmos DB', productName: 'Azure Cosmos DB', skuName: 'RUs', meterName: '100 RU/s', unitOfMeasure: '1/Hour', retailPrice: 0.008 }}                                                                                                                                 | ${['document-throughput/manual 0.008/unit-hour']}
    ${'document throughput'} | ${{ serviceName: 'Azure Cosmos DB', productName: 'Azure Cosmos DB autoscale', skuName: 'AP1', meterName: 'AP1 100 RUs', unitOfMeasure: '1/Hour', retailPrice: 0.012 }}                                                                                                                    | ${['document-throughput/autoscale 0.012/unit-hour']}
    ${'document throughput'} | ${{ serviceName: 'Azure Cosmos DB', productName: 'Azure Cosmos DB', skuName: 'mRUs', meterName: '100 Multi-master RU/s', unitOfMeasure: '1/Hour', retailPrice: 0.016 }}                                                                                                                   | ${[]}
    ${'warehouse units'}     | ${{ serviceName: 'Azure Synapse Analytics', productName: 'Azure Synapse Analytics Dedicated SQL Pool', skuName: 'DWU', meterName: '100 DWUs', unitOfMeasure: '1/Hour', retailPrice: 1.2 }}                                                                                                | ${['warehouse-units/dedicated-sql-pool 1.2/unit-hour']}
    ${'object stores'}       | ${{ serviceName: 'Storage', productName: 'General Block Blob v2', skuName: 'Hot LRS', meterName: 'Hot LRS Data Stored', unitOfMeasure: '1 GB/Month', retailPrice: 0.0208 }}                                                                                                               | ${['bucket-storage/hot-lrs 0.0208/GiB-month']}
  `('of $more.productName $more.meterName is $items', async ({ family, more, items }) => {
    expect(
      shortOf(await pricesOf(family as string, row({ armSkuName: 'Standard_D2s_v5', ...(more as object) }))),
    ).toEqual(items);
  });

  it('of the region counts before the one for all, and the first step before the next', async () => {
    const address = { productName: 'IP Addresses', skuName: 'Standard', meterName: 'Standard IPv4 Static Public IP' };
    expect(
      shortOf(
        await pricesOf(
          'addresses',
          row({ ...address, armRegionName: 'Global', retailPrice: 0.004 }),
          row({ ...address, retailPrice: 0.006, tierMinimumUnits: 100 }),
          row({ ...address, retailPrice: 0.005 }),
        ),
      ),
    ).toEqual(['address/idle 0.005/hour', 'address/in-use 0.005/hour']);
  });

  it('that cannot be read is told after the good ones, which are kept', async () => {
    const rows = [row({}), row({ unitOfMeasure: 7 })];
    server.on(({ host }) => (host === 'prices.azure.com' ? { body: { Items: rows } } : undefined));
    const prices: Price[] = [];
    const read = async () => {
      for await (const page of server.connect().prices('eastus', 'machines', new Map())) prices.push(...page.prices);
    };
    await expect(read()).rejects.toMatchObject({ category: 'malformed' });
    expect(prices).toHaveLength(1);
  });

  it('on the next page is read too', async () => {
    server.on(({ host, query }) => {
      if (host !== 'prices.azure.com') return undefined;
      const second = query.get('$skip') === '1000';
      const NextPageLink = second ? null : 'https://prices.azure.com:443/api/retail/prices?api-version=x&$skip=1000';
      return { body: { Items: [row(second ? { armSkuName: 'Standard_D4s_v5' } : {})], NextPageLink } };
    });
    const prices: Price[] = [];
    for await (const page of server.connect().prices('eastus', 'machines', new Map())) prices.push(...page.prices);
    expect(prices.map(({ item }) => item)).toEqual([
      'instance/standard_d2s_v5/linux',
      'instance/standard_d4s_v5/linux',
    ]);
  });
});

describe('sizes', () => {
  const sku = (name: string, more: object, restrictions: readonly object[] = []) => ({
    resourceType: 'virtualMachines',
    name,
    family: 'standardDDSv5Family',
    locations: ['eastus'],
    capabilities: Object.entries({ vCPUs: '4', MemoryGB: '16', CpuArchitectureType: 'x64', ...more }).map(
      ([key, value]) => ({
        name: key,
        value,
      }),
    ),
    restrictions,
  });

  it('tell what a machine needs of them', async () => {
    server.get('/microsoft.compute/skus', {
      value: [
        { resourceType: 'disks', name: 'Premium_LRS', capabilities: [] },
        sku('Standard_D4ds_v5', {
          MaxNetworkInterfaces: '2',
          MaxDataDiskCount: '8',
          MaxResourceVolumeMB: '153600',
          UncachedDiskIOPS: '6400',
          UncachedDiskBytesPerSecond: '145000000',
          PremiumIO: 'True',
        }),
        sku('Standard_D4s_v5', {}, [{ type: 'Location', reasonCode: 'NotAvailableForSubscription' }]),
      ],
    });
    const sizes: unknown[] = [];
    for await (const page of server.connect().sizes({ ...subscription, regionId: 'eastus' }, [])) sizes.push(...page);
    expect(sizes).toEqual([
      {
        provider: 'azure',
        regionId: 'eastus',
        name: 'Standard_D4ds_v5',
        vcpus: 4,
        memoryMiB: 16_384,
        architectures: ['x86_64'],
        family: 'standardDDSv5Family',
        series: 'D+d',
        generation: 5,
        processorMaker: 'Intel',
        currentGeneration: true,
        burstable: false,
        maxNetworkInterfaces: 2,
        maxVolumes: 9,
        gpus: 0,
        localStorageGiB: 0,
        networkBandwidthGbps: 12.5,
        temporaryDiskGiB: 150,
        volumeKinds: ['standard', 'premium'],
        ebsBaselineIops: 6400,
        ebsBaselineThroughputMBps: 145,
      },
    ]);
  });

  it('of an older version than another one of the same letters are not current', async () => {
    server.get('/microsoft.compute/skus', {
      value: ['Standard_D4s_v3', 'Standard_D8s_v5', 'Standard_D4as_v6', 'Basic_A1'].map((name) => sku(name, {})),
    });
    const current: string[] = [];
    for await (const page of server.connect().sizes({ ...subscription, regionId: 'eastus' }, [])) {
      current.push(...page.filter(({ currentGeneration }) => currentGeneration).map(({ name }) => name));
    }
    expect(current).toEqual(['Standard_D8s_v5', 'Standard_D4as_v6']);
  });

  it('that tell no memory are an error, after the good ones', async () => {
    server.get('/microsoft.compute/skus', {
      value: [sku('Standard_D4ds_v5', {}), sku('Standard_D8ds_v5', { MemoryGB: '' })],
    });
    const sizes: unknown[] = [];
    const read = async () => {
      for await (const page of server.connect().sizes({ ...subscription, regionId: 'eastus' }, [])) sizes.push(...page);
    };
    await expect(read()).rejects.toMatchObject({ category: 'malformed' });
    expect(sizes).toHaveLength(1);
  });

  it.skipIf(!hasOfficialExamples)('are read from the official example', async () => {
    server.get('/microsoft.compute/skus', officialBody('compute', 'skus/ListAvailableResourceSkusForARegion.json'));
    const sizes: { name: string; vcpus: number; memoryMiB: number; currentGeneration: boolean }[] = [];
    for await (const page of server.connect().sizes({ ...subscription, regionId: 'westus' }, [])) sizes.push(...page);
    expect(sizes.slice(0, 2)).toMatchObject([
      { name: 'Standard_A0', vcpus: 1, memoryMiB: 768, currentGeneration: false },
      { name: 'Standard_A1', vcpus: 1, memoryMiB: 1792, currentGeneration: false },
    ]);
  });
});
