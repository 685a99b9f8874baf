import type { CostCell } from '../../estate/model.ts';
import type { DocumentInput } from '../document-input.ts';
import type { DimensionReader } from './dimensions.ts';
import { costExplorerErrors } from './errors.ts';
import type { TaggedCell } from './tagged-cells.ts';

export type CellPredicate = (cell: CostCell) => boolean;
type Readers = ReadonlyMap<string, DimensionReader>;

const roots = ['Or', 'And', 'Not', 'Dimensions', 'Tags', 'CostCategories'] as const;

/** A filter `Expression` as a predicate; throws ValidationException for what the service refuses. */
export function readExpression(input: DocumentInput | undefined, readers: Readers): CellPredicate {
  if (!input) return () => true;
  const [root, ...more] = roots.filter((name) => input.has(name));
  if (root === undefined || more.length > 0) {
    throw costExplorerErrors.validation(`Expression must have exactly one root: one of ${roots.join(', ')}.`);
  }
  switch (root) {
    case 'Or':
    case 'And':
      return combine(root, input.children(root), readers);
    case 'Not': {
      const inner = readExpression(input.child('Not'), readers);
      return (cell) => !inner(cell);
    }
    case 'Dimensions':
      return dimensionPredicate(input.child('Dimensions'), readers);
    case 'Tags':
    case 'CostCategories':
      return labelPredicate(root, input.child(root));
  }
}

function combine(root: 'Or' | 'And', operands: readonly DocumentInput[], readers: Readers): CellPredicate {
  if (operands.length < 2) throw costExplorerErrors.validation(`${root} must have at least two operands.`);
  const predicates = operands.map((operand) => readExpression(operand, readers));
  return root === 'Or'
    ? (cell) => predicates.some((matches) => matches(cell))
    : (cell) => predicates.every((matches) => matches(cell));
}

function dimensionPredicate(input: DocumentInput | undefined, readers: Readers): CellPredicate {
  const key = input?.text('Key') ?? '';
  const read = readers.get(key);
  if (!input || !read) throw costExplorerErrors.validation(`Dimension ${key} is not supported for this operation.`);
  const matches = readMatch(input);
  return (cell) => matches(read(cell));
}

/** A filter by tag or cost category; what has no such label has the empty value, and `ABSENT` asks for it. */
function labelPredicate(root: 'Tags' | 'CostCategories', input: DocumentInput | undefined): CellPredicate {
  if (!input) return () => true;
  const key = input.text('Key');
  const matches = readMatch(input);
  return (cell) => matches(root === 'Tags' ? tagOf(cell, key) : categoryOf(cell, key));
}

/** Whether an expression asks for anything that only single resources have. */
export function asksForLabels(input: DocumentInput | undefined): boolean {
  if (!input) return false;
  if (input.has('Tags') || input.has('CostCategories')) return true;
  return [...input.children('And'), ...input.children('Or'), ...(input.has('Not') ? [input.child('Not')] : [])].some(
    (inner) => asksForLabels(inner),
  );
}

/** The value of an allocation tag; empty for a cell without it. */
export const tagOf = (cell: CostCell & Partial<Pick<TaggedCell, 'tags'>>, key: string): string =>
  cell.tags?.[key] ?? '';

/** The one cost category that there is divides by environment, whichever way the tag is spelled. */
export const categoryOf = (cell: CostCell & Partial<Pick<TaggedCell, 'tags'>>, name: string): string =>
  name === 'Environments' ? tagOf(cell, 'env') || tagOf(cell, 'Environment') : '';

function readMatch(input: DocumentInput): (found: string) => boolean {
  const values = input.texts('Values');
  const options = input.texts('MatchOptions');
  if (options.includes('ABSENT')) return (found) => found === '';
  const ignoreCase = options.includes('CASE_INSENSITIVE');
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const folded = values.map(fold);
  const test = comparison(options);
  return (found) => folded.some((value) => test(fold(found), value));
}

function comparison(options: readonly string[]): (found: string, value: string) => boolean {
  if (options.includes('STARTS_WITH')) return (found, value) => found.startsWith(value);
  if (options.includes('ENDS_WITH')) return (found, value) => found.endsWith(value);
  if (options.includes('CONTAINS')) return (found, value) => found.includes(value);
  return (found, value) => found === value;
}
