import type { _InstanceType } from '@aws-sdk/client-ec2';
import { z } from 'zod';
import { type Fact, known } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { SpotPrice } from '../../domain/resources.ts';
import { systemTime } from '../shared/engine-time.ts';
import type { AwsClient } from './client.ts';
import { readAside, rowsOf } from './read-aside.ts';

export const spotPricePermissions = ['ec2:DescribeSpotPriceHistory'] as const;

const Row = z.object({
  InstanceType: z.string(),
  ProductDescription: z.string(),
  SpotPrice: z.string().regex(/^\d+(\.\d+)?$/),
});

/** What a request asks for; answers may name the network beside it, `Linux/UNIX (Amazon VPC)`. */
const systems: Readonly<Record<string, string>> = { 'Linux/UNIX': 'linux', Windows: 'windows' };

export type SpotPrices = Readonly<Record<string, SpotPrice>>;

/**
 * Spot prices now of some sizes in a region, by `<size>/<operating system>`: of all zones, the dearest. With a start
 * at the present moment the history holds the prices in force alone. EC2 gives them in US dollars.
 */
export async function readSpotPrices(
  aws: AwsClient,
  scope: Scope,
  sizeNames: readonly string[],
): Promise<Fact<SpotPrices>> {
  if (sizeNames.length === 0) return known({});
  const input = {
    // The SDK lists the types that it knew when it was made; EC2 has newer ones.
    InstanceTypes: sizeNames as _InstanceType[],
    ProductDescriptions: Object.keys(systems),
    StartTime: new Date(systemTime.epochMs()),
    MaxResults: 1000,
  };
  return readAside(async () => {
    const rows = await rowsOf(aws.pages('ec2', 'DescribeSpotPriceHistory', scope, input), {
      operation: 'ec2:DescribeSpotPriceHistory',
      page: z.object({ SpotPriceHistory: z.array(Row) }),
      list: 'SpotPriceHistory',
      rowId: 'InstanceType',
    });
    return dearest(rows);
  });
}

function dearest(rows: readonly z.infer<typeof Row>[]): SpotPrices {
  const prices: Record<string, SpotPrice> = {};
  for (const { InstanceType, ProductDescription, SpotPrice: amount } of rows) {
    const system = systems[ProductDescription.replace(' (Amazon VPC)', '')];
    if (system === undefined) continue;
    const key = `${InstanceType}/${system}`;
    const other = prices[key];
    if (other === undefined || Number(other.amount) < Number(amount)) prices[key] = { amount, currency: 'USD' };
  }
  return prices;
}
