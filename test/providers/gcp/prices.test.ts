import { afterEach, describe, expect, it } from 'vitest';
import type { Price, Size } from '../../../src/domain/prices.ts';
import { type Asked, replay, type Replay } from './replay.ts';

const sku = (description: string, nanos: number, more: object = {}): object => ({
  skuId: description.slice(0, 24),
  description,
  category: { usageType: 'OnDemand' },
  serviceRegions: ['us-central1'],
  pricingInfo: [
    {
      pricingExpression: {
        usageUnit: 'h',
        tieredRates: [{ startUsageAmount: 0, unitPrice: { currencyCode: 'USD', units: '0', nanos } }],
      },
    },
  ],
  ...more,
});

const SKUS = [
  sku('N2 Instance Core running in Americas', 31_611_000),
  sku('N2 Instance Ram running in Americas', 4_237_000),
  sku('N2 Custom Instance Core running in Americas', 33_191_550),
  sku('N2 Custom Instance Ram running in Americas', 4_448_850),
  sku('N2 Custom Extended Instance Ram running in Americas', 9_550_000),
  sku('E2 Instance Core running in Americas', 21_811_590),
  sku('E2 Instance Ram running in Americas', 2_923_530),
  sku('Sole Tenancy N2 Instance Core running in Americas', 1),
  sku('N2 Instance Core running in Frankfurt', 99, { serviceRegions: ['europe-west3'] }),
  sku('G2 Instance Core running in Americas', 1000),
  sku('G2 Instance Ram running in Americas', 1000),
  sku('Licensing Fee for Windows Server 2022 Datacenter Edition (CPU cost)', 46_000_000, {
    serviceRegions: ['global'],
  }),
];

const type = (name: string, guestCpus: number, memoryMb: number, more: object = {}): object => ({
  name,
  guestCpus,
  memoryMb,
  isSharedCpu: false,
  ...more,
});

const TYPES = [
  type('n2-standard-4', 4, 16_384),
  type('e2-medium', 2, 4096, { isSharedCpu: true }),
  type('g2-standard-4', 4, 16_384, {
    accelerators: [{ guestAcceleratorType: 'nvidia-l4', guestAcceleratorCount: 1 }],
  }),
];

const answer = ({ path }: Asked) => {
  if (path.endsWith('/skus')) return { body: { skus: SKUS } };
  if (path === '/v3/projects:search') return { body: { projects: [{ name: 'projects/1', projectId: 'p' }] } };
  if (path.endsWith('/aggregated/machineTypes'))
    return { body: { items: { 'zones/us-central1-a': { machineTypes: TYPES } } } };
  return undefined;
};

let server: Replay | undefined;
afterEach(async () => server?.close());

async function pricesFor(inUse: readonly string[]): Promise<{ prices: Map<string, Price>; sizes: readonly Size[] }> {
  server = await replay(answer);
  const prices = new Map<string, Price>();
  const sizes: Size[] = [];
  for await (const page of server.connection.prices('us-central1', 'instances', new Map([['instance', inUse]]))) {
    for (const price of page.prices) prices.set(price.item, price);
    sizes.push(...page.sizes);
  }
  return { prices, sizes };
}

describe('machine prices', () => {
  it.each`
    item                                      | amount          | why
    ${'instance/n2-standard-4/linux'}         | ${'0.194236'}   | ${'4 vCPUs and 16 GiB'}
    ${'instance/n2-standard-4/windows'}       | ${'0.378236'}   | ${'and 4 licences'}
    ${'instance/e2-medium/linux'}             | ${'0.03350571'} | ${'a shared core bills one vCPU of its two'}
    ${'instance/n2-custom-4-8192/linux'}      | ${'0.168357'}   | ${'custom types have SKUs of their own'}
    ${'instance/n2-custom-2-20480-ext/linux'} | ${'0.1757647'}  | ${'4 GiB are beyond 8 a vCPU'}
  `('$item costs $amount: $why', async ({ item, amount }) => {
    const { prices } = await pricesFor(['n2-custom-4-8192', 'n2-custom-2-20480-ext']);
    expect(prices.get(item as string)?.listPrice).toEqual({ amount, currency: 'USD', unit: 'hour' });
  });

  it('has no price for a type of which a part has none', async () => {
    const { prices } = await pricesFor([]);
    expect([...prices.keys()].filter((item) => item.startsWith('instance/g2'))).toEqual([]);
  });

  it('tells the size of custom types that are in use', async () => {
    const { sizes } = await pricesFor(['n2-custom-4-8192', 'n2-standard-4']);
    expect(sizes).toMatchObject([{ name: 'n2-custom-4-8192', vcpus: 4, memoryMiB: 8192, family: 'n2' }]);
  });
});
