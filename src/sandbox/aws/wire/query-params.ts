/** Parameters of the query protocols: flat names with 1-based indexes, such as `Filter.1.Value.2`. */
export class QueryParams {
  readonly #values: ReadonlyMap<string, string>;

  constructor(pairs: Iterable<readonly [string, string]>) {
    this.#values = new Map(pairs);
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** `name.1`, `name.2`, … up to the first one that is missing. */
  list(name: string): readonly string[] {
    const found: string[] = [];
    for (let index = 1; ; index += 1) {
      const value = this.#values.get(`${name}.${index}`);
      if (value === undefined) return found;
      found.push(value);
    }
  }

  /** The parameters below `name.1.`, `name.2.`, … each as parameters of their own. */
  structures(name: string): readonly QueryParams[] {
    const found = new Map<number, (readonly [string, string])[]>();
    const prefix = `${name}.`;
    for (const [key, value] of this.#values) {
      if (!key.startsWith(prefix)) continue;
      const dot = key.indexOf('.', prefix.length);
      const index = Number(key.slice(prefix.length, dot < 0 ? undefined : dot));
      if (dot < 0 || !Number.isInteger(index)) continue;
      const members = found.get(index) ?? [];
      members.push([key.slice(dot + 1), value]);
      found.set(index, members);
    }
    return [...found].sort(([a], [b]) => a - b).map(([, members]) => new QueryParams(members));
  }

  entries(): IterableIterator<[string, string]> {
    return this.#values.entries() as IterableIterator<[string, string]>;
  }
}
