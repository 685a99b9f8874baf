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

/** How a protocol writes what a document leaves open. */
export interface XmlForm {
  /** The entry's name of a plain array. */
  readonly entry: 'member' | 'item';
  /** Members whose plain object is a map: documents that are JSON elsewhere have no `Map`. */
  readonly maps?: ReadonlySet<string>;
}

export const queryForm: XmlForm = { entry: 'member' };
export const ec2Form: XmlForm = { entry: 'item' };

/**
 * The members of a document as XML: plain arrays as `<member>` lists of the query protocol (or, in `ec2Form`,
 * `<item>` lists), `NamedList`s as they say, a `Map` as `<entry>` elements with key and value, a `Timestamp` as ISO 8601 text. Members
 * that are undefined are left out. The names are written as they are: EC2's begin with a small letter.
 */
export function documentXml(document: object, form: XmlForm = queryForm): string {
  let text = '';
  for (const [name, value] of Object.entries(document)) text += memberXml(name, value, form);
  return text;
}

function memberXml(name: string, value: unknown, form: XmlForm): string {
  if (value === undefined) return '';
  if (value instanceof NamedList && value.flattened) {
    return value.items.map((item) => memberXml(name, item, form)).join('');
  }
  const inner = contentXml(form.maps?.has(name) ? new Map(Object.entries(value ?? {})) : value, form);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

function contentXml(value: unknown, form: XmlForm): string {
  if (typeof value === 'string') return escapeXml(value);
  if (value instanceof Timestamp) return xmlTime(value.epochMs);
  if (value instanceof TimestampList) return value.epochMs.map((time) => element(form.entry, xmlTime(time))).join('');
  if (value instanceof NamedList) return value.items.map((item) => memberXml(value.entry, item, form)).join('');
  if (Array.isArray(value)) return value.map((item) => memberXml(form.entry, item, form)).join('');
  if (value instanceof Map) return [...value].map(([key, entry]) => entryXml(key, entry, form)).join('');
  if (typeof value === 'object' && value !== null) return documentXml(value, form);
  return String(value);
}

function entryXml(key: unknown, value: unknown, form: XmlForm): string {
  return `<entry>${element('key', String(key))}${memberXml('value', value, form)}</entry>`;
}

/** A whole REST-XML document: its root with the namespace, and the members in it. */
export function xmlDocument(root: string, xmlNamespace: string, document: object): string {
  return `<${root} xmlns="${xmlNamespace}">${documentXml(document)}</${root}>`;
}
