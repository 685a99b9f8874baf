import type { QueryParams } from './query-params.ts';

/** The query protocol says no types: which members are no text, by name. */
export interface QueryTypes {
  readonly numbers?: ReadonlySet<string>;
  readonly booleans?: ReadonlySet<string>;
}

type Tree = { [name: string]: Tree | string };

/**
 * Parameters such as `Dimensions.member.1.Name` or `Filters.Filter.1.Values.Value.1` as the document that they flatten:
 * what is numbered is a list, with or without a name for its entries.
 */
export function queryDocument(params: QueryParams, types: QueryTypes = {}): Readonly<Record<string, unknown>> {
  const tree: Tree = Object.create(null) as Tree;
  for (const [name, value] of params.entries()) {
    if (name !== 'Action' && name !== 'Version') place(tree, name.split('.'), value);
  }
  return membersOf(tree, types);
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

function membersOf(tree: Tree, types: QueryTypes): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(tree).map(([key, child]) => [key, valueOf(child, key, types)]));
}

function valueOf(tree: Tree | string, name: string, types: QueryTypes): unknown {
  if (typeof tree === 'string') return scalarOf(tree, name, types);
  const entries = entriesOf(tree);
  if (!entries) return membersOf(tree, types);
  return entries.map((entry) => valueOf(entry, name, types));
}

/** The numbered entries of a list, in order; undefined for a structure. */
function entriesOf(tree: Tree): readonly (Tree | string)[] | undefined {
  const names = Object.keys(tree);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names.toSorted((a, b) => Number(a) - Number(b)).map((name) => tree[name] ?? '');
  }
  const [only = ''] = names;
  const child = names.length === 1 ? tree[only] : undefined;
  const numbered = typeof child === 'object' && Object.keys(child).every((name) => /^\d+$/.test(name));
  return numbered ? entriesOf(child) : undefined;
}

/** A text that is none of its type stays text, for the operation to refuse. */
function scalarOf(text: string, name: string, { numbers, booleans }: QueryTypes): unknown {
  if (numbers?.has(name) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (booleans?.has(name) && /^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}
