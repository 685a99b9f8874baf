import {
  DescribeServicesCommand,
  GetAttributeValuesCommand,
  GetProductsCommand,
  paginateGetProducts,
  type PricingClient,
} from '@aws-sdk/client-pricing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { priceBook } from '../../../src/sandbox/estate/prices.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { collect, errorOf, now, pricingOf } from './support.ts';

let sandbox: RunningSandbox;
let client: PricingClient;

beforeAll(async () => {
  sandbox = await startSandbox({ resources: 50, now });
  client = pricingOf(sandbox);
});
afterAll(() => sandbox.close());

interface Entry {
  readonly product: {
    readonly sku: string;
    readonly productFamily?: string;
    readonly attributes: Readonly<Record<string, string>>;
  };
  readonly terms: {
    readonly OnDemand: Readonly<
      Record<
        string,
        {
          readonly priceDimensions: Readonly<
            Record<
              string,
              { readonly unit: string; readonly description: string; readonly pricePerUnit: { readonly USD: string } }
            >
          >;
        }
      >
    >;
  };
  readonly publicationDate: string;
}

const linux = { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' };

async function products(ServiceCode: string, attributes: Readonly<Record<string, string>>) {
  const Filters = Object.entries(attributes).map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value }));
  const pages = await collect(
    paginateGetProducts({ client }, { ServiceCode, Filters, FormatVersion: 'aws_v1' }),
    ({ PriceList }) => PriceList,
  );
  return { pages, entries: pages.flat().map((text) => JSON.parse(String(text)) as Entry) };
}

function priceOf({ terms }: Entry) {
  const [offer] = Object.values(terms.OnDemand);
  const [dimension] = Object.values(offer?.priceDimensions ?? {});
  return { unit: dimension?.unit, usd: dimension?.pricePerUnit.USD, description: dimension?.description };
}

describe('GetProducts', () => {
  it('has one on-demand price for one machine in one region', async () => {
    const { entries } = await products('AmazonEC2', { ...linux, regionCode: 'eu-west-1', instanceType: 'm5.2xlarge' });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.product.attributes).toMatchObject({
      vcpu: '8',
      memory: '32 GiB',
      usagetype: 'EU-BoxUsage:m5.2xlarge',
      location: 'EU (Ireland)',
    });
    const hourly = priceBook().instanceTypes.get('m5.2xlarge')?.usdPerHour['eu-west-1'];
    expect(priceOf(entries[0]!)).toMatchObject({ unit: 'Hrs', usd: Number(hourly).toFixed(10) });
    expect(Number.isNaN(Date.parse(entries[0]?.publicationDate ?? ''))).toBe(false);
  });

  it('lists reserved capacity beside it: who does not ask for Used finds three', async () => {
    const asked = { regionCode: 'us-east-1', instanceType: 'm5.large', operatingSystem: 'Linux' };
    const { entries } = await products('AmazonEC2', asked);
    expect(entries.map(({ product }) => product.attributes.capacitystatus ?? '').sort()).toEqual([
      'AllocatedCapacityReservation',
      'UnusedCapacityReservation',
      'Used',
    ]);
  });

  it('pages through every type of a region, each SKU once', async () => {
    const { pages, entries } = await products('AmazonEC2', { ...linux, regionCode: 'us-east-1' });
    expect(pages[0]).toHaveLength(100);
    const priced = [...priceBook().instanceTypes.values()].filter(
      ({ usdPerHour }) => usdPerHour['us-east-1'] !== undefined,
    );
    expect(new Set(entries.map(({ product }) => product.attributes.instanceType))).toEqual(
      new Set(priced.map(({ type }) => type)),
    );
    expect(new Set(entries.map(({ product }) => product.sku)).size).toBe(entries.length);
  });

  it('quotes gp3 throughput per GiB/s, as the real list does, and says MiB/s in the text', async () => {
    const { entries } = await products('AmazonEC2', {
      regionCode: 'us-east-1',
      volumeApiName: 'gp3',
      productFamily: 'Provisioned Throughput',
    });
    expect(entries.map(priceOf)).toEqual([
      {
        unit: 'GiBps-mo',
        usd: '40.9600000000',
        description: '$0.04 per provisioned MiBps-month of gp3 - US East (N. Virginia)',
      },
    ]);
  });

  it.each([
    ['AmazonEC2', { volumeApiName: 'gp2', productFamily: 'Storage' }, 'EBS:VolumeUsage.gp2', 'GB-Mo', '0.1000000000'],
    ['AmazonEC2', { volumeApiName: 'gp3', group: 'EBS IOPS' }, 'EBS:VolumeP-IOPS.gp3', 'IOPS-Mo', '0.0050000000'],
    ['AmazonEC2', { usagetype: 'EBS:SnapshotUsage' }, 'EBS:SnapshotUsage', 'GB-Mo', '0.0500000000'],
    ['AmazonVPC', { usagetype: 'USE1-PublicIPv4:IdleAddress' }, 'USE1-PublicIPv4:IdleAddress', 'Hrs', '0.0050000000'],
  ])('prices %s %j', async (service, attributes, usagetype, unit, usd) => {
    const { entries } = await products(service, { regionCode: 'us-east-1', ...attributes });
    expect(
      entries.map((entry) => [entry.product.attributes.usagetype, priceOf(entry).unit, priceOf(entry).usd]),
    ).toEqual([[usagetype, unit, usd]]);
  });

  it('refuses services, formats, pages and tokens that there are not', async () => {
    const refuse = async (input: object) =>
      (await errorOf(client.send(new GetProductsCommand({ ServiceCode: 'AmazonEC2', ...input })))).name;
    expect(await refuse({ ServiceCode: 'AmazonNone' })).toBe('NotFoundException');
    expect(await refuse({ FormatVersion: 'aws_v2' })).toBe('InvalidParameterException');
    expect(await refuse({ MaxResults: 101 })).toBe('InvalidParameterException');
    expect(await refuse({ NextToken: 'x' })).toBe('InvalidNextTokenException');
  });
});

describe('the list itself', () => {
  it('names its services, attributes and values', async () => {
    const { Services = [] } = await client.send(new DescribeServicesCommand({}));
    const codes = Services.map(({ ServiceCode = '' }) => ServiceCode);
    expect(codes).toEqual(codes.toSorted());
    expect(codes).toEqual(expect.arrayContaining(['AWSSecretsManager', 'AmazonEC2', 'AmazonVPC']));
    expect(Services.find(({ ServiceCode }) => ServiceCode === 'AmazonEC2')?.AttributeNames).toEqual(
      expect.arrayContaining(['instanceType', 'volumeApiName', 'usagetype']),
    );
    const { AttributeValues = [] } = await client.send(
      new GetAttributeValuesCommand({ ServiceCode: 'AmazonEC2', AttributeName: 'volumeApiName' }),
    );
    expect(AttributeValues.map(({ Value }) => Value)).toEqual(['gp2', 'gp3', 'io1', 'io2', 'sc1', 'st1', 'standard']);
  });
});
