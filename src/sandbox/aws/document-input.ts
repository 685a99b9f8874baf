/** Reads members of an input document; `fail` makes the service's error of what is wrong with one. */
export class DocumentInput {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #fail: (message: string) => Error;

  constructor(fields: Readonly<Record<string, unknown>>, fail: (message: string) => Error) {
    this.#fields = fields;
    this.#fail = fail;
  }

  has(name: string): boolean {
    return this.#fields[name] !== undefined && this.#fields[name] !== null;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined)
      throw this.#fail(`Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`);
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined || typeof value === 'string') return value;
    throw this.#fail(`${name} must be a string`);
  }

  oneOf<const T extends string>(name: string, allowed: readonly T[]): T {
    const value = this.text(name);
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) {
      throw this.#fail(
        `Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`,
      );
    }
    return found;
  }

  optionalInteger(name: string, range: { readonly min: number; readonly max: number }): number | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined) return undefined;
    if (typeof value !== 'number' || !Number.isInteger(value)) throw this.#fail(`${name} must be an integer`);
    if (value < range.min || value > range.max) {
      throw this.#fail(
        `Value '${value}' at '${lowerFirst(name)}' failed to satisfy constraint: Member must have value between ${range.min} and ${range.max}`,
      );
    }
    return value;
  }

  optionalBoolean(name: string): boolean | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined || typeof value === 'boolean') return value;
    throw this.#fail(`${name} must be a boolean`);
  }

  /** Epoch ms of a timestamp: a `Date` (CBOR), seconds (JSON) or ISO 8601 text (query). */
  time(name: string): number {
    const value = this.#fields[name];
    const at =
      value instanceof Date
        ? value.getTime()
        : typeof value === 'number'
          ? value * 1000
          : typeof value === 'string'
            ? Date.parse(value)
            : Number.NaN;
    if (Number.isNaN(at)) throw this.#fail(`The parameter ${name} must be a timestamp.`);
    return at;
  }

  texts(name: string): readonly string[] {
    const value = this.#fields[name] ?? [];
    if (Array.isArray(value) && value.every((entry): entry is string => typeof entry === 'string')) return value;
    throw this.#fail(`${name} must be a list of strings`);
  }

  child(name: string): DocumentInput | undefined {
    const value = this.#fields[name] ?? undefined;
    return value === undefined ? undefined : this.#wrap(name, value);
  }

  children(name: string): readonly DocumentInput[] {
    const value = this.#fields[name] ?? [];
    if (!Array.isArray(value)) throw this.#fail(`${name} must be a list`);
    return value.map((entry: unknown) => this.#wrap(name, entry));
  }

  /** The error of the service, with a message of the caller's. */
  refuse(message: string): Error {
    return this.#fail(message);
  }

  #wrap(name: string, value: unknown): DocumentInput {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.#fail(`${name} must be a structure`);
    return new DocumentInput(value as Readonly<Record<string, unknown>>, this.#fail);
  }
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
