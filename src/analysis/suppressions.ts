import type { Instant } from '../domain/instant.ts';
import type { Resource } from '../domain/resources.ts';
import { isMeant } from './check-params.ts';
import type { Check } from './define-check.ts';
import { isPartOf } from './estate-part.ts';
import { globMatches } from './glob.ts';
import type { SuppressionRule } from './settings.ts';

/** The rule that silences a finding of this check and resource: of several, the one that holds longest. */
export function suppressionOf(
  check: Pick<Check, 'name' | 'ids'>,
  resource: Pick<Resource, 'scope' | 'tags' | 'resourceId' | 'name'>,
  rules: readonly SuppressionRule[],
  now: Instant,
): { readonly until: Instant | null; readonly reason: string } | undefined {
  const holding = rules.filter(
    (rule) =>
      (rule.until === null || rule.until > now) &&
      isPartOf(resource, rule) &&
      (rule.checks ?? ['*']).some((pattern) => isMeant(check, resource.scope.provider, pattern)) &&
      (rule.resources ?? ['*']).some((pattern) =>
        [resource.resourceId, resource.name ?? resource.resourceId].some((text) => globMatches(pattern, text)),
      ),
  );
  const [longest] = holding.toSorted((a, b) => ((a.until ?? '~') > (b.until ?? '~') ? -1 : 1));
  return longest && { until: longest.until, reason: longest.reason };
}
