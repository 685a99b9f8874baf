import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { halved, readToken, takePage, writeToken, type Page } from '../paging.ts';
import { AwsError } from '../wire/errors.ts';
import { attributeNames, fieldOf, productsOf, publishedOn, serviceCodes } from './price-list.ts';
import { priceListEntry, type Product } from './product.ts';

const formatVersion = 'aws_v1';

/** AWS Price List Service, version 2017-10-15, over the prices that ship with the sandbox. */
export const pricingOperations = documentOperations({
  DescribeServices: describeServices,
  GetAttributeValues: getAttributeValues,
  GetProducts: getProducts,
});

function describeServices(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalidParameter);
  readFormat(input);
  const asked = input.optionalText('ServiceCode');
  if (asked !== undefined) productsIn(asked);
  const codes = asked === undefined ? serviceCodes() : [asked];
  const { items, nextToken } = page(call, input, codes, `services ${asked ?? ''}`);
  const Services = items.map((code) => ({ ServiceCode: code, AttributeNames: attributeNames(productsIn(code)) }));
  return { Services, FormatVersion: formatVersion, ...nextToken };
}

function getAttributeValues(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalidParameter);
  const serviceCode = input.text('ServiceCode');
  const name = input.text('AttributeName');
  const products = productsIn(serviceCode);
  if (!attributeNames(products).includes(name))
    throw new AwsError('NotFoundException', `Attribute ${name} is not found.`);
  const values = new Set(products.map((item) => fieldOf(item, name)).filter((value) => value !== undefined));
  const { items, nextToken } = page(call, input, [...values].sort(), `values ${serviceCode} ${name}`);
  return { AttributeValues: items.map((Value) => ({ Value })), ...nextToken };
}

function getProducts(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalidParameter);
  readFormat(input);
  const serviceCode = input.text('ServiceCode');
  const filters = input.children('Filters').map(readFilter);
  const chosen = productsIn(serviceCode).filter((item) => filters.every(({ matches }) => matches(item)));
  const listing = JSON.stringify([serviceCode, filters.map(({ asked }) => asked)]);
  const { items, nextToken } = page(call, input, chosen, listing);
  const published = publishedOn();
  return {
    FormatVersion: formatVersion,
    PriceList: items.map((item) => priceListEntry(item, published)),
    ...nextToken,
  };
}

interface Filter {
  readonly asked: readonly string[];
  readonly matches: (item: Product) => boolean;
}

function readFilter(input: DocumentInput): Filter {
  const type = input.oneOf('Type', ['TERM_MATCH', 'EQUALS', 'CONTAINS', 'ANY_OF', 'NONE_OF']);
  const field = input.text('Field');
  const value = input.text('Value');
  const values = value.split(',').map((one) => one.trim());
  const test = {
    TERM_MATCH: (found: string) => found === value,
    EQUALS: (found: string) => found === value,
    CONTAINS: (found: string) => found.includes(value),
    ANY_OF: (found: string) => values.includes(found),
    NONE_OF: (found: string) => !values.includes(found),
  }[type];
  return {
    asked: [type, field, value],
    matches: (item) => {
      const found = fieldOf(item, field);
      return found !== undefined && test(found);
    },
  };
}

function page<T>(call: Call, input: DocumentInput, all: readonly T[], listing: string) {
  const limit = input.optionalInteger('MaxResults', { min: 1, max: 100 }) ?? 100;
  const token = input.optionalText('NextToken');
  const position = token === undefined ? '0' : readToken(listing, token);
  if (position === undefined)
    throw new AwsError(
      'InvalidNextTokenException',
      'The pagination token is invalid. Try again without a pagination token.',
    );
  const start = Number(position);
  const numbered = all.slice(start, start + limit + 1).map((item, at) => ({ item, after: String(start + at + 1) }));
  const full: Page<(typeof numbered)[number]> = takePage(numbered, limit, ({ after }) => after);
  const { items, endsAt } = call.halvePage ? halved(full, ({ after }) => after) : full;
  const nextToken = endsAt === undefined ? {} : { NextToken: writeToken(listing, endsAt) };
  return { items: items.map(({ item }) => item), nextToken };
}

function productsIn(serviceCode: string): readonly Product[] {
  const products = productsOf(serviceCode);
  if (!products) throw new AwsError('NotFoundException', `Service ${serviceCode} is not found.`);
  return products;
}

function readFormat(input: DocumentInput): void {
  const format = input.optionalText('FormatVersion');
  if (format !== undefined && format !== formatVersion)
    throw invalidParameter(`Format version ${format} is not supported.`);
}

function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterException', message);
}
