/** What the sandbox understands of GoogleSQL: one SELECT, with common table expressions, over one table and its arrays. */
export type Expression =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'path'; readonly names: readonly string[] }
  | { readonly kind: 'star' }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[]; readonly distinct: boolean }
  | { readonly kind: 'cast'; readonly of: Expression; readonly type: string; readonly safe: boolean }
  | { readonly kind: 'struct'; readonly fields: readonly Item[] }
  | {
      readonly kind: 'case';
      readonly of?: Expression;
      readonly when: readonly (readonly [Expression, Expression])[];
      readonly otherwise?: Expression;
    }
  | { readonly kind: 'in'; readonly of: Expression; readonly list: readonly Expression[]; readonly array: boolean }
  | { readonly kind: 'interval'; readonly amount: Expression; readonly unit: string }
  | { readonly kind: 'subquery'; readonly form: 'scalar' | 'array' | 'exists'; readonly select: Select };

export interface Item {
  readonly expression: Expression;
  readonly alias?: string;
}

export type From =
  | { readonly kind: 'table'; readonly name: string; readonly alias?: string }
  | { readonly kind: 'select'; readonly select: Select; readonly alias?: string }
  | { readonly kind: 'unnest'; readonly array: Expression; readonly alias?: string };

export interface Select {
  readonly items: readonly Item[];
  readonly distinct: boolean;
  readonly from?: From;
  /** Arrays of each row, one row for each element; `keep`: a row without any stays. */
  readonly unnested: readonly { readonly array: Expression; readonly alias?: string; readonly keep: boolean }[];
  readonly where?: Expression;
  readonly groupBy: readonly Expression[];
  readonly having?: Expression;
  readonly orderBy: readonly { readonly expression: Expression; readonly descending: boolean }[];
  readonly limit?: number;
  readonly tables: ReadonlyMap<string, Select>;
}
