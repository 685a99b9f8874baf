import { describe, expect, it } from 'vitest';
import type { PriceFamily } from '../../../src/providers/aws/define-price-family.ts';
import {
  cachePrices,
  messageClusterPrices,
  nosqlTablePrices,
  replicationPrices,
  searchPrices,
  streamPrices,
  warehousePrices,
} from '../../../src/providers/aws/price-families/data-stores.ts';

const items = (family: PriceFamily, attributes: Record<string, string>, unit: string, ...steps: readonly string[]) =>
  family
    .items({
      productFamily: undefined,
      attributes,
      unit,
      amount: steps[0] ?? '1',
      steps: steps.map((amount, at) => ({ beginRange: String(at * 18_600), amount })),
    })
    .map(({ item, amount, unit: per }) => `${item} ${amount} per ${per}`);

describe('prices of data stores', () => {
  it.each`
    usagetype                         | unit                       | steps                | expected
    ${'ReadCapacityUnit-Hrs'}         | ${'ReadCapacityUnit-Hrs'}  | ${['0', '0.00013']}  | ${['table-capacity/standard/read 0.00013 per unit-hour']}
    ${'EUC1-WriteCapacityUnit-Hrs'}   | ${'WriteCapacityUnit-Hrs'} | ${['0', '0.000793']} | ${['table-capacity/standard/write 0.000793 per unit-hour']}
    ${'IA-ReadCapacityUnit-Hrs'}      | ${'ReadCapacityUnit-Hrs'}  | ${['0.00016']}       | ${['table-capacity/infrequent-access/read 0.00016 per unit-hour']}
    ${'EU-IA-WriteRequestUnits'}      | ${'WriteRequestUnits'}     | ${['0.00000088']}    | ${['table-request/infrequent-access/write 0.00000088 per request']}
    ${'USW2-ReadRequestUnits'}        | ${'ReadRequestUnits'}      | ${['0.000000125']}   | ${['table-request/standard/read 0.000000125 per request']}
    ${'TimedStorage-ByteHrs'}         | ${'GB-Mo'}                 | ${['0', '0.25']}     | ${['table-storage/standard 0.25 per GiB-month']}
    ${'APS1-IA-TimedStorage-ByteHrs'} | ${'GB-Mo'}                 | ${['0.114']}         | ${['table-storage/infrequent-access 0.114 per GiB-month']}
    ${'TimedBackupStorage-ByteHrs'}   | ${'GB-Mo'}                 | ${['0.1']}           | ${['table-backup 0.1 per GiB-month']}
    ${'TimedPITRStorage-ByteHrs'}     | ${'GB-Mo'}                 | ${['0.2']}           | ${[]}
    ${'ReplWriteCapacityUnit-Hrs'}    | ${'WriteCapacityUnit-Hrs'} | ${['0.00065']}       | ${[]}
  `('of tables: $usagetype, after what is free', ({ usagetype, unit, steps, expected }) => {
    expect(items(nosqlTablePrices, { usagetype }, unit, ...steps)).toEqual(expected);
  });

  it('of cache nodes: not those of Outposts or of extended support', () => {
    const of = (usagetype: string) => ({ usagetype, instanceType: 'cache.r6g.large', cacheEngine: 'Redis' });
    const price = ['cache-node/cache.r6g.large/redis 0.206 per hour'];
    expect(items(cachePrices, of('NodeUsage:cache.r6g.large'), 'Hrs', '0.206')).toEqual(price);
    expect(items(cachePrices, of('EUC1-NodeUsage:cache.r6g.large'), 'Hrs', '0.206')).toEqual(price);
    expect(items(cachePrices, of('Outpost-NodeUsage:cache.r6g.large'), 'Hrs', '0.206')).toEqual([]);
    expect(items(cachePrices, of('ExtendedSupportYr1Yr2-NodeUsage:cache.r6g.large'), 'Hrs', '0.2')).toEqual([]);
  });

  it('of the others', () => {
    const node = { instanceType: 'ra3.4xlarge', usagetype: 'EU-Node:ra3.4xlarge' };
    expect(items(warehousePrices, node, 'Hrs', '3.6')).toEqual(['warehouse-node/ra3.4xlarge 3.6 per hour']);
    const older = { instanceType: 'r5.large.elasticsearch', usagetype: 'ESInstance:r5.large' };
    expect(items(searchPrices, older, 'Hrs', '0.186')).toEqual(['search-node/r5.large.search 0.186 per hour']);
    const gp3 = { usagetype: 'EUC1-ES:GP3-Storage' };
    expect(items(searchPrices, gp3, 'GB-Mo', '0.145')).toEqual(['search-storage/gp3 0.145 per GiB-month']);
    const dms = { instanceType: 't3.medium', availabilityZone: 'Multiple' };
    expect(items(replicationPrices, dms, 'Hrs', '0.15')).toEqual([
      'replication-instance/t3.medium/standby 0.15 per hour',
    ]);
    const disk = { storageMedia: 'SSD', availabilityZone: 'Single' };
    expect(items(replicationPrices, disk, 'GB-Mo', '0.115')).toEqual(['replication-storage/none 0.115 per GiB-month']);
    expect(items(streamPrices, { usagetype: 'EUC1-Storage-ShardHour' }, 'ShardHour', '0.018')).toEqual([
      'stream-shard/hour 0.018 per hour',
    ]);
    expect(items(streamPrices, { usagetype: 'PutRequestPayloadUnits' }, 'PutRequest', '0.000000014')).toEqual([]);
    const broker = { usagetype: 'EUC1-Kafka.m5.large' };
    expect(items(messageClusterPrices, broker, 'hours', '0.25')).toEqual(['broker/kafka.m5.large 0.25 per hour']);
    expect(items(messageClusterPrices, { usagetype: 'EUC1-Express.m7g.large' }, 'hours', '0.4')).toEqual([]);
  });
});

describe('sizes of managed nodes', () => {
  const size = (family: PriceFamily, productFamily: string, attributes: Record<string, string>) =>
    family.size?.({ productFamily, attributes, unit: 'Hrs', amount: '1', steps: [] });
  it('have what the list tells, and families that no other service shares', () => {
    expect(
      size(cachePrices, 'Cache Instance', { instanceType: 'cache.r6gd.xlarge', vcpu: '4', memory: '26.32 GiB' }),
    ).toMatchObject({
      name: 'cache.r6gd.xlarge',
      family: 'cache.r6gd',
      vcpus: 4,
      memoryMiB: 26_952,
      architectures: ['arm64'],
      localStorageGiB: 1,
      burstable: false,
    });
    expect(
      size(cachePrices, 'Cache Instance', { instanceType: 'cache.t4g.small', vcpu: '2', memory: '1.37 GiB' }),
    ).toMatchObject({ burstable: true, baselinePercentPerVcpu: 20 });
    expect(
      size(searchPrices, 'Amazon OpenSearch Service Instance', {
        instanceType: 'r6g.large.search',
        vcpu: '2',
        memory: '16 GiB',
      }),
    ).toMatchObject({ name: 'r6g.large.search', family: 'search.r6g', generation: 6 });
  });
  it('are none where the list does not tell', () => {
    expect(size(cachePrices, 'Cache Instance', { instanceType: 'cache.r6g.large', vcpu: 'NA' })).toBeUndefined();
    expect(size(cachePrices, 'Storage Snapshot', { vcpu: '2', memory: '3 GiB' })).toBeUndefined();
  });
});
