import { ArmError } from '../wire/arm-error.ts';

export interface Token {
  readonly kind: 'name' | 'text' | 'number' | 'sign';
  readonly text: string;
}

/** Names may hold a dash where a letter follows: `project-away`. */
const PATTERN =
  /\s+|\/\/[^\n]*|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\d+(?:\.\d+)?)|(!?in~|!contains|!startswith|!endswith|!has|[A-Za-z_$][\w$]*(?:-[A-Za-z]\w*)*)|(==|=~|!=|!~|<=|>=|[|(),.[\]=<>])/gy;

/** The tokens of a query in Kusto's language. Throws the parser's failure for what has no meaning in it. */
export function tokensOf(query: string): readonly Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < query.length) {
    const from = PATTERN.lastIndex;
    const match = PATTERN.exec(query);
    if (match === null) throw parserFailure(query, from);
    const [, single, double, number, name, sign] = match;
    const text = single ?? double;
    if (text !== undefined) tokens.push({ kind: 'text', text: text.replaceAll(/\\(.)/g, '$1') });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

/** Source: Resource Graph documentation, "Troubleshoot errors": a bad query is a BadRequest with the reason in its details. */
export function parserFailure(query: string, at: number | string): ArmError {
  const near = typeof at === 'number' ? query.slice(at, at + 20) : at;
  return invalidQuery('ParserFailure', `A recognition error occurred in the query near '${near}'.`);
}

export function invalidQuery(code: string, message: string): ArmError {
  const help =
    'Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.';
  return new ArmError(400, 'BadRequest', 'Please provide below info when asking for support.', {
    details: [
      { code: 'InvalidQuery', message: `Query is invalid. ${help}` },
      { code, message },
    ],
  });
}
