import { type Fact, mapFact } from '../domain/fact.ts';
import { dayOf, type Instant, parseDay } from '../domain/instant.ts';
import type { Resource, Tags } from '../domain/resources.ts';
import { globMatches } from './glob.ts';
import type { AnalysisSettings } from './settings.ts';
import { plainKey } from './tag-keys.ts';

type ExemptSettings = Pick<AnalysisSettings, 'exemptTags' | 'exemptUntilTag'>;

/**
 * Whether the resource's tags exempt it from every check. Keys match in any spelling and values in any case:
 * where in doubt, what someone marked to be kept is left alone. So is what is marked until a day that cannot be read.
 */
export const isExempt = (resource: Pick<Resource, 'tags'>, settings: ExemptSettings, now: Instant): Fact<boolean> =>
  mapFact(resource.tags, (tags) => isKept(tags, settings.exemptTags) || isKeptUntil(tags, settings, now));

function isKept(tags: Tags, patterns: Readonly<Record<string, string>>): boolean {
  return Object.entries(patterns).some(([patternKey, pattern]) =>
    Object.entries(tags).some(([key, value]) => plainKey(key) === plainKey(patternKey) && globMatches(pattern, value)),
  );
}

function isKeptUntil(tags: Tags, { exemptUntilTag }: ExemptSettings, now: Instant): boolean {
  if (exemptUntilTag === undefined) return false;
  return Object.entries(tags).some(([key, value]) => {
    if (plainKey(key) !== plainKey(exemptUntilTag)) return false;
    const day = parseDay(value.trim());
    return day === undefined || dayOf(now) < day;
  });
}
