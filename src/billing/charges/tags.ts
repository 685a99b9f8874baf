import type { Tags } from '../../domain/resources.ts';

/**
 * Tags as billing files hold them: a JSON object; the same without its braces (Azure); or a list of
 * `{ "key", "value" }` (Google Cloud labels). A tag without a value is `true` in FOCUS and stays the word `true`;
 * null is the empty text; a nested value keeps its JSON. Undefined when the text is none of these: the caller must
 * not take that for "untagged".
 */
export function parseTags(text: string): Tags | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  const parsed = parseJson(trimmed.startsWith('"') ? `{${trimmed}}` : trimmed);
  if (Array.isArray(parsed)) return fromPairs(parsed);
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  return fromEntries(Object.entries(parsed).map(([key, value]) => [key, tagText(value)]));
}

function fromPairs(pairs: readonly unknown[]): Tags | undefined {
  const entries: [string, string][] = [];
  for (const pair of pairs) {
    if (typeof pair !== 'object' || pair === null || !('key' in pair) || typeof pair.key !== 'string') return undefined;
    entries.push([pair.key, tagText('value' in pair ? pair.value : null)]);
  }
  return fromEntries(entries);
}

/** Null prototype aside, a plain object; `__proto__` as a tag's name stays a tag. */
const fromEntries = (entries: readonly (readonly [string, string])[]): Tags => Object.fromEntries(entries);

/** A value out of JSON: text, number, boolean, null or something nested. */
function tagText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
