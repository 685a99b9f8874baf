import { JsonRows } from './json-rows.ts';

/**
 * A document as text, piece by piece: two spaces of indentation, but each row of a stream on one line, so that a
 * long list can be cut with line tools and costs no more than its data. Values are plain JSON or `JsonRows`.
 */
export async function* jsonText(document: unknown): AsyncGenerator<string> {
  yield* pieces(document, '');
  yield '\n';
}

async function* pieces(value: unknown, indent: string): AsyncGenerator<string> {
  if (value instanceof JsonRows) {
    yield* rows(value, indent);
  } else if (hasRows(value)) {
    const inner = `${indent}  `;
    const isList = Array.isArray(value);
    let separator = isList ? '[' : '{';
    for (const [key, field] of Object.entries(value)) {
      if (field === undefined) continue;
      yield `${separator}\n${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
      yield* pieces(field, inner);
      separator = ',';
    }
    yield `\n${indent}${isList ? ']' : '}'}`;
  } else {
    yield JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
  }
}

async function* rows({ documents }: JsonRows, indent: string): AsyncGenerator<string> {
  let separator = '[';
  for await (const batch of documents) {
    let text = '';
    for (const document of batch) {
      text += `${separator}\n${indent}  ${JSON.stringify(document)}`;
      separator = ',';
    }
    yield text;
  }
  yield separator === '[' ? '[]' : `\n${indent}]`;
}

function hasRows(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some((field) => field instanceof JsonRows || hasRows(field));
}
