import { type Fact, mapFact } from '../domain/fact.ts';
import type { Resource, Tags } from '../domain/resources.ts';
import { plainKey } from './tag-keys.ts';

/**
 * Whether the resource's tags exempt it from every check. Keys match in any spelling and values in any case:
 * where in doubt, what someone marked to be kept is left alone.
 */
export const isExempt = (resource: Pick<Resource, 'tags'>, patterns: Readonly<Record<string, string>>): Fact<boolean> =>
  mapFact(resource.tags, (tags) => matchesAny(tags, patterns));

function matchesAny(tags: Tags, patterns: Readonly<Record<string, string>>): boolean {
  return Object.entries(patterns).some(([patternKey, pattern]) =>
    Object.entries(tags).some(([key, value]) => plainKey(key) === plainKey(patternKey) && globMatches(pattern, value)),
  );
}

/** `*` stands for any text, the empty one included. No regular expression: a pattern is a user's text. */
export function globMatches(pattern: string, value: string): boolean {
  const [head = '', ...rest] = pattern.toLowerCase().split('*');
  const text = value.toLowerCase();
  if (rest.length === 0) return text === head;
  const tail = rest.at(-1) ?? '';
  if (!text.startsWith(head) || text.length < head.length + tail.length || !text.endsWith(tail)) return false;
  let from = head.length;
  const end = text.length - tail.length;
  for (const part of rest.slice(0, -1)) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
