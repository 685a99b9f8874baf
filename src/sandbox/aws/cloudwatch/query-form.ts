import type { QueryParams } from '../wire/query-params.ts';

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
