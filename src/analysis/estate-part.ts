import type { Resource } from '../domain/resources.ts';
import { globMatches } from './glob.ts';
import type { EstatePart } from './settings.ts';
import { plainKey } from './tag-keys.ts';

/** Whether a resource belongs to the part. Tags that were not read fit nothing: what depends on them is not told. */
export function isPartOf({ scope, tags }: Pick<Resource, 'scope' | 'tags'>, part: EstatePart): boolean {
  if (part.accounts !== undefined && !part.accounts.includes(scope.accountId)) return false;
  if (part.regions !== undefined && !part.regions.some((pattern) => globMatches(pattern, scope.regionId))) return false;
  return Object.entries(part.tags ?? {}).every(
    ([wanted, pattern]) =>
      tags.known &&
      Object.entries(tags.value).some(
        ([key, value]) => plainKey(key) === plainKey(wanted) && globMatches(pattern, value),
      ),
  );
}
