import { GoogleError } from './errors.ts';

/** What is asked for of an object: all of a field, or parts of it. */
type Mask = Map<string, Mask | 'all'>;

/**
 * The partial answer that `fields` selects: `items(name,disks/id),nextPageToken`; `*` stands for every field; lists are
 * gone through. Source: "Use partial responses", system parameter `fields`. Throws a GoogleError for a wrong selector.
 */
export function partOf(document: object, fields: string): object {
  return masked(document, parsed(fields)) as object;
}

function parsed(fields: string): Mask {
  const tokens = fields.match(/[(),/]|[^(),/\s]+/g) ?? [];
  let at = 0;
  const refuse = (): GoogleError =>
    new GoogleError(400, 'INVALID_ARGUMENT', 'invalidParameter', `Invalid field selection ${fields}`);

  function list(): Mask {
    const mask: Mask = new Map();
    do {
      const [name, part] = one();
      merge(mask, name, part);
    } while (tokens[at] === ',' && at++ >= 0);
    return mask;
  }

  function one(): readonly [string, Mask | 'all'] {
    const name = tokens[at++];
    if (name === undefined || /^[(),/]$/.test(name)) throw refuse();
    if (tokens[at] === '/') {
      at++;
      return [name, new Map([one()])];
    }
    if (tokens[at] !== '(') return [name, 'all'];
    at++;
    const inner = list();
    if (tokens[at++] !== ')') throw refuse();
    return [name, inner];
  }

  const mask = list();
  if (at !== tokens.length) throw refuse();
  return mask;
}

/** `items/a,items/b` asks for both. */
function merge(into: Mask, name: string, part: Mask | 'all'): void {
  const present = into.get(name);
  if (present === undefined || present === 'all' || part === 'all') {
    into.set(name, present === 'all' ? present : part);
    return;
  }
  for (const [inner, of] of part) merge(present, inner, of);
}

function masked(value: unknown, mask: Mask): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => masked(one, mask));
  if (typeof value !== 'object' || value === null) return value;
  const part: Record<string, unknown> = {};
  for (const [name, of] of Object.entries(value)) {
    const wanted = mask.get(name) ?? mask.get('*');
    if (wanted !== undefined) part[name] = wanted === 'all' ? of : masked(of, wanted);
  }
  return part;
}
