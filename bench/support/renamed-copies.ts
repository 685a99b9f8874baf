/** What a copy's accounts are called, by what the original's are. */
export type AccountNames = ReadonlyMap<string, string>;

/** `vol-0123456789abcdef0`: the last three digits change with the copy. */
const hexId = /\b([a-z]+-[0-9a-f]{14})([0-9a-f]{3})\b/g;
const accountId = /\d{12}/g;
const jsonText = /"((?:[^"\\]|\\.)*)"/g;

/**
 * Gives things of one copy of an estate names of their own: the same name everywhere, so that what points to it still
 * does. `ids` are all names that resources are known by.
 */
export class Renaming {
  readonly #ids: ReadonlySet<string>;

  constructor(ids: ReadonlySet<string>) {
    this.#ids = ids;
  }

  /** A name, ARN or number of an account; what is none comes back as it is. Copy 0 is the original. */
  text(text: string, copy: number, accounts: AccountNames): string {
    if (copy === 0) return text;
    let renamed = text.replace(
      hexId,
      (_, start: string, end: string) =>
        `${start}${((Number.parseInt(end, 16) + copy) & 0xfff).toString(16).padStart(3, '0')}`,
    );
    if (renamed === text && this.#ids.has(text)) renamed = `${text}-c${copy}`;
    return renamed.replace(accountId, (id) => accounts.get(id) ?? id);
  }

  /** The same in all texts of a JSON document. */
  json(json: string, copy: number, accounts: AccountNames): string {
    if (copy === 0) return json;
    return json.replace(jsonText, (whole, text: string) => {
      const renamed = this.text(text, copy, accounts);
      return renamed === text ? whole : `"${renamed}"`;
    });
  }
}
