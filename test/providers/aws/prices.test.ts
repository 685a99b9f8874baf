import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Price } from '../../../src/domain/prices.ts';
import { priceFamilies } from '../../../src/providers/aws/price-families/index.ts';
import { UnreadablePrice } from '../../../src/providers/aws/price-items.ts';
import type { CloudConnection } from '../../../src/domain/ports/provider.ts';
import { SandboxCloud, sandboxNow } from './sandbox-cloud.ts';
import { type PassingAnswer, tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
beforeAll(async () => {
  cloud = await SandboxCloud.start();
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

const families = ['instances', 'volumes', 'addresses'];

async function read(connection: CloudConnection, regionId: string) {
  const prices: Price[] = [];
  const inUse = new Map([['instance' as const, ['m5.large']]]);
  try {
    for (const family of families)
      for await (const page of connection.prices(regionId, family, inUse)) prices.push(...page.prices);
    return { prices };
  } catch (error) {
    return { prices, error: error as CloudError };
  }
}

async function tampered(tamper: (answer: PassingAnswer) => string | undefined) {
  const proxy = await tamperingProxy(cloud.sandbox.url, tamper);
  try {
    return await read(cloud.connect({}, { sandboxUrl: proxy.url }), 'us-east-1');
  } finally {
    await proxy.close();
  }
}

describe('list prices of a region', () => {
  it('are exact, in our units, each item once', async () => {
    const { prices, error } = await read(cloud.connect(), 'us-east-1');
    expect(error).toBeUndefined();
    const named = new Set(['instance/m5.large/linux', 'instance/t3.micro/linux']);
    const told = Object.fromEntries(
      prices
        .filter(({ item }) => !item.startsWith('instance/') || named.has(item))
        .map(({ item, listPrice }) => [item, `${listPrice.amount} ${listPrice.currency}/${listPrice.unit}`]),
    );
    expect(told).toEqual({
      'volume/gp2': '0.1 USD/GiB-month',
      'volume/gp3': '0.08 USD/GiB-month',
      'volume/io1': '0.125 USD/GiB-month',
      'volume/io2': '0.125 USD/GiB-month',
      'volume/st1': '0.045 USD/GiB-month',
      'volume/sc1': '0.015 USD/GiB-month',
      'volume/standard': '0.05 USD/GiB-month',
      'volume-iops/gp3': '0.005 USD/IOPS-month',
      'volume-iops/io1': '0.065 USD/IOPS-month',
      'volume-iops/io2': '0.065 USD/IOPS-month',
      'volume-iops/io2-tier2': '0.0455 USD/IOPS-month',
      'volume-iops/io2-tier3': '0.03185 USD/IOPS-month',
      'volume-throughput/gp3': '0.04 USD/MiBps-month',
      'snapshot/standard': '0.05 USD/GiB-month',
      'snapshot/archive': '0.0125 USD/GiB-month',
      'address/idle': '0.005 USD/hour',
      'address/in-use': '0.005 USD/hour',
      'instance/m5.large/linux': '0.096 USD/hour',
      'instance/t3.micro/linux': '0.0104 USD/hour',
    });
    expect(new Set(prices.map(({ item }) => item)).size).toBe(prices.length);
    expect(prices.filter(({ item }) => item.startsWith('instance/')).length).toBeGreaterThan(50);
    for (const price of prices)
      expect(price).toMatchObject({
        provider: 'aws',
        regionId: 'us-east-1',
        source: 'AWS Price List API',
        asOf: sandboxNow,
      });
    expect(new Set(prices.map(({ skuId }) => skuId)).size).toBe(prices.length);
  });

  it('are asked for by family, for what there is', () => {
    const connection = cloud.connect();
    expect(connection.priceFamilies(['instance', 'block-volume'])).toEqual([
      'instances',
      'instances-with-software',
      'volumes',
    ]);
    expect(connection.priceFamilies(['dedicated-host'])).toEqual(['dedicated-hosts']);
    expect(connection.priceFamilies(['public-address'])).toEqual(['addresses']);
    expect(connection.priceFamilies([])).toEqual([]);
  });
});

describe('prices that cannot be read', () => {
  it('are an error when access is denied', async () => {
    await cloud.inject({ kind: 'deny', service: 'pricing' });
    expect(await read(cloud.connect(), 'us-east-1')).toMatchObject({
      prices: [],
      error: { category: 'denied', operation: 'pricing:GetProducts' },
    });
  });

  it.each([
    [
      'is in a unit that is not known',
      (body: string) => body.replaceAll('GiBps-mo', 'parsec'),
      'volume-throughput/gp3',
    ],
    ['has no number', (body: string) => body.replaceAll('40.9600000000', 'cheap'), 'volume-throughput/gp3'],
  ])('of a product that %s are named, after all the others', async (_what, change, item) => {
    const { prices, error } = await tampered(({ operation, body }) =>
      operation === 'GetProducts' ? change(body) : undefined,
    );
    expect(error).toMatchObject({ category: 'malformed', message: expect.stringContaining(item) });
    expect(prices.map((price) => price.item)).toContain('instance/m5.large/linux');
    expect(prices.map((price) => price.item)).not.toContain(item);
  });

  it('are malformed when the list is missing', async () => {
    const { error } = await tampered(({ operation, body }) =>
      operation === 'GetProducts' ? body.replace('PriceList', 'List') : undefined,
    );
    expect(error?.category).toBe('malformed');
  });
});

describe('items of the price list', () => {
  /** Those whose items these are; a family is only ever given the products of its own filters. */
  const named = new Set(['instances', 'instances-with-software', 'dedicated-hosts', 'volumes']);
  const product = (
    attributes: Record<string, string>,
    productFamily = 'Compute Instance',
    amount = '0.5',
    unit = 'Hrs',
  ) =>
    priceFamilies
      .filter(({ name }) => named.has(name))
      .flatMap((family) => family.items({ productFamily, attributes, amount, unit, steps: [] }));
  const m5 = { instanceType: 'm5.large', operatingSystem: 'Windows' };

  it.each`
    attributes                                                       | item                                        | because
    ${{ ...m5, licenseModel: 'No License required' }}                | ${'instance/m5.large/windows'}              | ${'licence included'}
    ${{ ...m5, licenseModel: 'Bring your own license' }}             | ${undefined}                                | ${'the licence is not in the price'}
    ${{ ...m5, marketoption: 'CapacityBlock' }}                      | ${undefined}                                | ${'bought ahead'}
    ${{ ...m5, operatingSystem: 'RHEL' }}                            | ${'instance/m5.large/rhel'}                 | ${'a system that has an item'}
    ${{ ...m5, preInstalledSw: 'SQL Std' }}                          | ${'instance/m5.large/windows-sql-standard'} | ${'SQL Server included'}
    ${{ ...m5, operatingSystem: 'RHEL', preInstalledSw: 'SQL Ent' }} | ${'instance/m5.large/rhel-sql-enterprise'}  | ${'on any system'}
    ${{ ...m5, preInstalledSw: 'SQL Lite' }}                         | ${undefined}                                | ${'software that has no item'}
    ${{ ...m5, operatingSystem: 'Ubuntu Pro' }}                      | ${undefined}                                | ${'a system that has none'}
    ${{ operatingSystem: 'Linux' }}                                  | ${undefined}                                | ${'no size'}
  `('$item: $because', ({ attributes, item }) => {
    expect(product(attributes).map((price) => price.item)).toEqual(item === undefined ? [] : [item]);
  });

  it('of a dedicated host are those on demand', () => {
    const host = (usagetype: string) => product({ instanceType: 'm5', usagetype }, 'Dedicated Host', '5.0690000000');
    expect(host('EUC1-HostUsage:m5')).toMatchObject([{ item: 'host/m5', amount: '5.069', unit: 'hour' }]);
    expect(host('HostUsage:m5')).toHaveLength(1);
    expect(host('EUC1-ReservedHostUsage:m5')).toEqual([]);
  });

  it('of provisioned IOPS are told apart by step', () => {
    const iops = (usagetype: string) =>
      product({ volumeApiName: 'io2', usagetype }, 'System Operation', '0.0320000000', 'IOPS-Mo');
    expect(iops('EUW1-EBS:VolumeP-IOPS.io2')).toMatchObject([{ item: 'volume-iops/io2', amount: '0.032' }]);
    expect(iops('EUW1-EBS:VolumeP-IOPS.io2.tier2')).toMatchObject([{ item: 'volume-iops/io2-tier2' }]);
    expect(iops('EUW1-EBS:VolumeP-IOPS.io2.tier3')).toMatchObject([{ item: 'volume-iops/io2-tier3' }]);
  });

  it('that cost nothing are no prices', () => {
    expect(product(m5, 'Compute Instance', '0.0000000000')).toEqual([]);
  });

  it('in a unit or of an amount that is not understood are refused by name', () => {
    expect(() => product(m5, 'Compute Instance', '0.5', 'parsec')).toThrow(UnreadablePrice);
    expect(() => product(m5, 'Compute Instance', 'cheap')).toThrow('instance/m5.large/windows: price cheap per Hrs');
  });

  it('per GiB/s become per MiB/s with every digit', () => {
    const odd = product({ volumeApiName: 'gp3' }, 'Provisioned Throughput', '48.7424000001', 'GiBps-mo');
    expect(odd).toMatchObject([{ amount: '0.04760000000009765625', unit: 'MiBps-month' }]);
  });
});
