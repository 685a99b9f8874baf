import { Timestamp, TimestampList } from './timestamps.ts';
import { element, escapeXml, xmlTime } from './xml.ts';

/** A list whose entries have a name of their own, such as RDS's `<DBInstance>` in `<DBInstances>`. */
export class NamedList {
  readonly entry: string;
  readonly items: readonly unknown[];
  /** Flattened: each entry stands where the list would (S3's `<Contents>`), under the name of the member. */
  readonly flattened: boolean;

  constructor(entry: string, items: readonly unknown[], flattened = false) {
    this.entry = entry;
    this.items = items;
    this.flattened = flattened;
  }
}

/** A list as the model's `locationName` of its members says: `<DBInstances><DBInstance>…`. */
export function named(entry: string, items: readonly unknown[]): NamedList {
  return new NamedList(entry, items);
}

/** A flattened list: `<Contents>…</Contents><Contents>…</Contents>`. */
export function flat(items: readonly unknown[]): NamedList {
  return new NamedList('', items, true);
}

/** Entry names of plain arrays, by protocol. */
type PlainEntry = 'member' | 'item';

/**
 * The members of a document as XML: plain arrays as `<member>` lists of the query protocol (or `<item>` lists, EC2's),
 * `NamedList`s as they say, a `Map` as `<entry>` elements with key and value, a `Timestamp` as ISO 8601 text. Members
 * that are undefined are left out. The names are written as they are: EC2's begin with a small letter.
 */
export function documentXml(document: object, plainEntry: PlainEntry = 'member'): string {
  let text = '';
  for (const [name, value] of Object.entries(document)) text += memberXml(name, value, plainEntry);
  return text;
}

function memberXml(name: string, value: unknown, plainEntry: PlainEntry): string {
  if (value === undefined) return '';
  if (value instanceof NamedList && value.flattened) {
    return value.items.map((item) => memberXml(name, item, plainEntry)).join('');
  }
  const inner = contentXml(value, plainEntry);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function contentXml(value: unknown, plainEntry: PlainEntry): string {
  if (typeof value === 'string') return escapeXml(value);
  if (value instanceof Timestamp) return xmlTime(value.epochMs);
  if (value instanceof TimestampList) return value.epochMs.map((time) => element(plainEntry, xmlTime(time))).join('');
  if (value instanceof NamedList) return value.items.map((item) => memberXml(value.entry, item, plainEntry)).join('');
  if (Array.isArray(value)) return value.map((item) => memberXml(plainEntry, item, plainEntry)).join('');
  if (value instanceof Map) return [...value].map(([key, entry]) => entryXml(key, entry, plainEntry)).join('');
  if (typeof value === 'object' && value !== null) return documentXml(value, plainEntry);
  return String(value);
}

function entryXml(key: unknown, value: unknown, plainEntry: PlainEntry): string {
  return `<entry>${element('key', String(key))}${memberXml('value', value, plainEntry)}</entry>`;
}

/** A whole REST-XML document: its root with the namespace, and the members in it. */
export function xmlDocument(root: string, xmlNamespace: string, document: object): string {
  return `<${root} xmlns="${xmlNamespace}">${documentXml(document)}</${root}>`;
}
