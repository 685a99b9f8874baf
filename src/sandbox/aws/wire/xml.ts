const special = /[&<>"'\u0000-\u001f]/g;
/** XML 1.0 has no way to write these. */
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;
const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an XML element. What XML 1.0 cannot write becomes U+FFFD; line ends survive as references. */
export function escapeXml(text: string): string {
  special.lastIndex = 0;
  if (!special.test(text)) return text;
  return text.replace(
    special,
    (found) => entities[found] ?? (unwritable.test(found) ? '\ufffd' : `&#${found.charCodeAt(0)};`),
  );
}

/** `<name>text</name>`, escaped; nothing at all for a value that is not there. */
export function element(name: string, value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  return `<${name}>${typeof value === 'string' ? escapeXml(value) : value}</${name}>`;
}

/** A list in EC2's form: `<name><item>…</item></name>`. */
export function itemList(name: string, items: readonly string[]): string {
  return list(name, 'item', items);
}

/** A list whose entries have the given element name; the empty list is written as `<name/>`. */
export function list(name: string, entry: string, items: readonly string[]): string {
  if (items.length === 0) return `<${name}/>`;
  return `<${name}><${entry}>${items.join(`</${entry}><${entry}>`)}</${entry}></${name}>`;
}

/** The time as EC2 and the query APIs write it. */
export function xmlTime(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
