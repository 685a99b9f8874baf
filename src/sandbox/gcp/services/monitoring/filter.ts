import { GoogleError } from '../../wire/errors.ts';
import type { Labels, MetricSource, SeriesEntry } from './series.ts';

/** What a filter is asked of. */
export interface Candidate {
  readonly source: Pick<MetricSource, 'type' | 'resource'>;
  readonly projectId: string;
  readonly entry: Pick<SeriesEntry, 'resourceLabels' | 'metricLabels' | 'userLabels' | 'systemLabels'>;
}

export type FilterTest = (candidate: Candidate) => boolean;

/**
 * A monitoring filter: comparisons such as `metric.type = "…"`, `resource.labels.zone = starts_with("us-")` or
 * `metric.labels.state = one_of("used", "free")`, joined by AND, OR and NOT, with parentheses. Source: Cloud Monitoring,
 * "Monitoring filters".
 */
export function monitoringFilter(text: string): FilterTest {
  const parser = new Parser(text);
  const test = parser.either();
  parser.end();
  return test;
}

/** A filter has to name one metric type, so that all series have one kind of value. */
export function metricTypeOf(text: string): string | undefined {
  return /metric\.type\s*=\s*"([^"]+)"/.exec(text)?.[1];
}

class Parser {
  readonly #text: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#tokens = text.match(/"(?:[^"\\]|\\.)*"|!=|>=|<=|[()=<>:,]|[\w$-]+(?:\.[\w$-]+)*(?:\."[^"]*")?|\S/g) ?? [];
  }

  either(): FilterTest {
    const tests = [this.#all()];
    while (this.#take('OR')) tests.push(this.#all());
    return (candidate) => tests.some((test) => test(candidate));
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw this.#problem();
  }

  #all(): FilterTest {
    const tests = [this.#one()];
    while (this.#take('AND') || (this.#at < this.#tokens.length && !/^(OR|\))$/.test(this.#tokens[this.#at]!))) {
      tests.push(this.#one());
    }
    return (candidate) => tests.every((test) => test(candidate));
  }

  #one(): FilterTest {
    if (this.#take('NOT') || this.#take('-')) {
      const test = this.#one();
      return (candidate) => !test(candidate);
    }
    if (this.#take('(')) {
      const test = this.either();
      this.#expect(')');
      return test;
    }
    const field = fieldOf(this.#next());
    if (field === undefined) throw this.#problem();
    const operator = this.#next();
    const matches = this.#matcher();
    switch (operator) {
      case '=':
        return (candidate) => matches(field(candidate));
      case '!=':
        return (candidate) => !matches(field(candidate));
      case ':':
        return (candidate) => field(candidate) !== undefined && matches.substring(field(candidate) ?? '');
      default:
        throw this.#problem();
    }
  }

  /** A literal, or one of the functions that stand on the right side. */
  #matcher(): Matcher {
    const token = this.#next();
    if (!/^(starts_with|ends_with|has_substring|one_of|monitoring\.regex\.full_match)$/.test(token)) {
      const literal = valueOf(token);
      return withSubstring((value) => value === literal, literal);
    }
    this.#expect('(');
    const values = [valueOf(this.#next())];
    while (this.#take(',')) values.push(valueOf(this.#next()));
    this.#expect(')');
    return withSubstring(functionTest(token, values), values[0] ?? '');
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw this.#problem();
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.#problem();
    this.#at += 1;
    return token;
  }

  #problem(): GoogleError {
    const message = `Field filter had an invalid value of "${this.#text}": Could not parse filter.`;
    return new GoogleError(400, 'INVALID_ARGUMENT', 'invalid', message);
  }
}

type Matcher = ((value: string | undefined) => boolean) & { readonly substring: (value: string) => boolean };

const withSubstring = (test: (value: string | undefined) => boolean, literal: string): Matcher =>
  Object.assign(test, { substring: (value: string) => value.includes(literal) });

const valueOf = (token: string): string => (token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, '$1') : token);

function functionTest(name: string, values: readonly string[]): (value: string | undefined) => boolean {
  const [first = ''] = values;
  switch (name) {
    case 'starts_with':
      return (value) => value?.startsWith(first) ?? false;
    case 'ends_with':
      return (value) => value?.endsWith(first) ?? false;
    case 'has_substring':
      return (value) => value?.includes(first) ?? false;
    case 'one_of': {
      const all = new Set(values);
      return (value) => value !== undefined && all.has(value);
    }
    default: {
      const pattern = new RegExp(`^(?:${first})$`);
      return (value) => value !== undefined && pattern.test(value);
    }
  }
}

/** The value that a field of a filter, or of `groupByFields`, has. Undefined for a field that there is not. */
export function fieldOf(name: string): ((candidate: Candidate) => string | undefined) | undefined {
  if (name === 'metric.type') return ({ source }) => source.type;
  if (name === 'resource.type') return ({ source }) => source.resource;
  if (name === 'project') return ({ projectId }) => projectId;
  const [, from, plain, quoted] =
    /^(resource\.labels?|metric\.labels?|metadata\.user_labels|metadata\.system_labels)\.(?:([\w-]+)|"([^"]+)")$/.exec(
      name,
    ) ?? [];
  const label = plain ?? quoted;
  if (from === undefined || label === undefined) return undefined;
  return ({ entry }) => labelsOf(entry, from)[label];
}

function labelsOf(entry: Candidate['entry'], from: string): Labels {
  if (from.startsWith('resource')) return entry.resourceLabels;
  if (from.startsWith('metric')) return entry.metricLabels;
  return (from === 'metadata.user_labels' ? entry.userLabels : entry.systemLabels) ?? {};
}
