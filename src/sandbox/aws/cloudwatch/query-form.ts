import type { QueryParams } from '../wire/query-params.ts';
import { Timestamp, TimestampList } from '../wire/timestamps.ts';
import { element, escapeXml, xmlTime } from '../wire/xml.ts';

const numbers = new Set(['Period', 'MaxDatapoints']);
const booleans = new Set(['ReturnData', 'IncludeLinkedAccounts']);

type Tree = { [name: string]: Tree | string };

/** Parameters such as `Dimensions.member.1.Name` as the document that they flatten. */
export function unflatten(params: QueryParams): Readonly<Record<string, unknown>> {
  const tree: Tree = Object.create(null) as Tree;
  for (const [name, value] of params.entries()) {
    if (name !== 'Action' && name !== 'Version') place(tree, name.split('.'), value);
  }
  return toDocument(tree, '') as Readonly<Record<string, unknown>>;
}

function place(tree: Tree, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const child = tree[name];
  const branch: Tree = typeof child === 'object' ? child : (Object.create(null) as Tree);
  tree[name] = branch;
  place(branch, rest, value);
}

function toDocument(tree: Tree | string, name: string): unknown {
  if (typeof tree === 'string') {
    if (numbers.has(name)) return Number(tree);
    return booleans.has(name) ? tree === 'true' : tree;
  }
  if (typeof tree.member === 'object') {
    const entries = Object.entries(tree.member).sort(([a], [b]) => Number(a) - Number(b));
    return entries.map(([, entry]) => toDocument(entry, name));
  }
  return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, toDocument(child, key)]));
}

/** Members whose value is a map, written as entries with key and value. */
const maps = new Set(['ExtendedStatistics']);

/** An output document as the XML of the query protocol. */
export function toXml(document: object): string {
  return Object.entries(document)
    .map(([name, value]) => member(name, value))
    .join('');
}

function member(name: string, value: unknown): string {
  return value === undefined ? '' : `<${name}>${content(name, value)}</${name}>`;
}

function content(name: string, value: unknown): string {
  if (value instanceof Timestamp) return xmlTime(value.epochMs);
  if (value instanceof TimestampList) return value.epochMs.map((time) => element('member', xmlTime(time))).join('');
  if (Array.isArray(value)) return value.map((entry) => member('member', entry)).join('');
  if (typeof value === 'object' && value !== null) return maps.has(name) ? mapEntries(value) : toXml(value);
  return escapeXml(String(value));
}

function mapEntries(map: object): string {
  return Object.entries(map)
    .map(([key, value]) => `<entry>${element('key', key)}${element('value', String(value))}</entry>`)
    .join('');
}
