import { ArmError } from '../wire/arm-error.ts';

export type Fits = (item: Readonly<Record<string, unknown>>) => boolean;

/** What can be filtered by, in lower case, and the field of an item. Source: Azure Retail Prices overview, "filter". */
const FIELDS: Readonly<Record<string, string>> = {
  armregionname: 'armRegionName',
  location: 'location',
  meterid: 'meterId',
  metername: 'meterName',
  productid: 'productId',
  skuid: 'skuId',
  productname: 'productName',
  skuname: 'skuName',
  servicename: 'serviceName',
  serviceid: 'serviceId',
  servicefamily: 'serviceFamily',
  pricetype: 'type',
  armskuname: 'armSkuName',
  isprimarymeterregion: 'isPrimaryMeterRegion',
};

const PATTERN = /\s+|'((?:[^']|'')*)'|([A-Za-z]+)|([(),])/gy;

/** `serviceName eq 'Storage' and (armRegionName eq 'eastus' or contains(skuName, 'LRS'))`; values mind their case. */
export function readFilter(filter: string): Fits {
  const tokens = tokensOf(filter);
  let at = 0;
  const next = (): string => {
    const token = tokens[at++];
    if (token === undefined) throw invalidFilter();
    return token;
  };
  const expect = (text: string): void => {
    if (next().toLowerCase() !== text) throw invalidFilter();
  };
  const take = (text: string): boolean => tokens[at]?.toLowerCase() === text && ++at > 0;
  const either = (): Fits => {
    let left = both();
    while (take('or')) {
      const [one, other] = [left, both()];
      left = (item) => one(item) || other(item);
    }
    return left;
  };
  const both = (): Fits => {
    let left = single();
    while (take('and')) {
      const [one, other] = [left, single()];
      left = (item) => one(item) && other(item);
    }
    return left;
  };
  const single = (): Fits => {
    if (take('(')) {
      const inner = either();
      expect(')');
      return inner;
    }
    if (take('not')) {
      const inner = single();
      return (item) => !inner(item);
    }
    const word = next();
    const test = TEXT_TESTS[word.toLowerCase()];
    if (test !== undefined) {
      expect('(');
      const field = fieldOf(next());
      expect(',');
      const value = valueOf(next());
      expect(')');
      return (item) => test(String(item[field]), value);
    }
    const field = fieldOf(word);
    const operator = next().toLowerCase();
    const value = valueOf(next());
    if (operator === 'eq') return (item) => String(item[field]) === value;
    if (operator === 'ne') return (item) => String(item[field]) !== value;
    throw invalidFilter();
  };
  const fits = either();
  if (at < tokens.length) throw invalidFilter();
  return fits;
}

const TEXT_TESTS: Readonly<Record<string, (text: string, part: string) => boolean>> = {
  contains: (text, part) => text.includes(part),
  startswith: (text, part) => text.startsWith(part),
  endswith: (text, part) => text.endsWith(part),
};

/** Texts keep a quote in front, so that no name is taken for one. */
function tokensOf(filter: string): readonly string[] {
  const tokens: string[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < filter.length) {
    const match = PATTERN.exec(filter);
    if (match === null) throw invalidFilter();
    const [, text, word, sign] = match;
    if (text !== undefined) tokens.push(`'${text.replaceAll("''", "'")}`);
    else if (word !== undefined || sign !== undefined) tokens.push(word ?? sign ?? '');
  }
  return tokens;
}

function fieldOf(name: string): string {
  const field = FIELDS[name.toLowerCase()];
  if (field === undefined) throw invalidFilter();
  return field;
}

function valueOf(token: string): string {
  if (token === 'true' || token === 'false') return token;
  if (!token.startsWith("'")) throw invalidFilter();
  return token.slice(1);
}

export function invalidFilter(): ArmError {
  return new ArmError(400, 'BadRequest', 'Invalid OData parameters supplied');
}
