import { prefixedUsageType } from '../../estate/billing-names.ts';
import { functionRates } from '../../estate/functions/prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Run time, requests and environments kept ready, in every region that has prices. */
export function* functionProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const architecture of ['x86_64', 'arm64'] as const) {
      const arm = architecture === 'arm64' ? '-ARM' : '';
      const gibSecond = functionRates.gibSecond[architecture];
      const kept = functionRates.keptReadyGibSecond[architecture];
      yield serverless(region, `AWS-Lambda-Duration${arm}`, `Lambda-GB-Second${arm}`, 'Lambda-GB-Second', gibSecond);
      yield serverless(region, `AWS-Lambda-Requests${arm}`, `Request${arm}`, 'Requests', functionRates.request);
      const names = [`AWS-Lambda-Provisioned-Concurrency${arm}`, `Lambda-Provisioned-Concurrency${arm}`] as const;
      yield serverless(region, ...names, 'Lambda-GB-Second', kept);
    }
  }
}

function serverless(region: string, group: string, usage: string, unit: string, usd: string): Product {
  return product({
    serviceCode: 'AWSLambda',
    productFamily: 'Serverless',
    attributes: {
      ...placeAttributes(region),
      group,
      groupDescription: 'Invocation call for a Lambda function',
      usagetype: prefixedUsageType(region, usage),
      operation: '',
      servicecode: 'AWSLambda',
      servicename: 'AWS Lambda',
    },
    unit,
    description: `AWS Lambda - ${group} - ${region}`,
    usd,
  });
}
