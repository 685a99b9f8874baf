import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** The price list's groups. Source: the price list of AWSLambda, attribute `group`. */
const items: Readonly<Record<string, readonly [item: string, unit: 'GiB-second' | 'request']>> = {
  'AWS-Lambda-Duration': ['function-time/x86_64', 'GiB-second'],
  'AWS-Lambda-Duration-ARM': ['function-time/arm64', 'GiB-second'],
  'AWS-Lambda-Requests': ['function-requests/x86_64', 'request'],
  'AWS-Lambda-Requests-ARM': ['function-requests/arm64', 'request'],
  'AWS-Lambda-Provisioned-Concurrency': ['function-kept-ready/x86_64', 'GiB-second'],
  'AWS-Lambda-Provisioned-Concurrency-ARM': ['function-kept-ready/arm64', 'GiB-second'],
};

/**
 * Lambda: `function-time/<architecture>` and `function-kept-ready/<architecture>` per GiB-second, `function-requests/…`
 * per request. Where the price falls with the amount it is that of the first step, which most accounts never leave.
 */
export const functionPrices: PriceFamily = {
  name: 'functions',
  kinds: ['function', 'provisioned-concurrency'],
  questions: () => [{ serviceCode: 'AWSLambda', filters: [is('productFamily', 'Serverless')] }],
  items(product) {
    const { group = '' } = product.attributes;
    const found = Object.hasOwn(items, group) ? items[group] : undefined;
    return found === undefined ? [] : itemPrice(found[0], product, { unit: found[1] });
  },
};
