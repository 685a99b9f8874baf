import type { CostSubject } from '../domain/cost-facts.ts';
import type { MetricName } from '../domain/metrics.ts';
import { type AdviserId, advisers } from '../domain/recommendations.ts';
import { type ResourceKind, resourceKinds } from '../domain/resources.ts';
import type { ProviderId } from '../domain/ids.ts';
import { isDisabled } from './check-params.ts';
import { isResourceKind, kindsOf } from './check-kinds.ts';
import { checks } from './checks.ts';
import type { Needs } from './define-check.ts';
import type { AnalysisSettings } from './settings.ts';

/** Kinds with a check that asks for this beside the resource itself. */
export const kindsThatNeed = (need: keyof Needs): ReadonlySet<ResourceKind> =>
  new Set(
    checks
      .filter(({ needs }) => needs[need] !== undefined)
      .map(({ kind }) => kind)
      .filter(isResourceKind),
  );

export interface CheckNeeds {
  readonly kinds: ReadonlySet<ResourceKind>;
  readonly metrics: ReadonlySet<MetricName>;
  readonly costs: ReadonlySet<CostSubject>;
  readonly advisers: ReadonlySet<AdviserId>;
}

/**
 * What a sync of one cloud has to read so that every check that is enabled there can judge. A kind that no check of any
 * cloud knows is read too (it is there to be listed); one whose every check is switched off is not.
 */
export function needsOf(settings: AnalysisSettings, provider: ProviderId): CheckNeeds {
  const enabled = checks.filter((check) => check.ids[provider] !== undefined && !isDisabled(check, provider, settings));
  const known = new Set(checks.flatMap(kindsOf));
  return {
    kinds: new Set([...enabled.flatMap(kindsOf), ...resourceKinds.filter((kind) => !known.has(kind))]),
    metrics: new Set(enabled.flatMap(({ needs }) => needs.metrics ?? [])),
    costs: new Set(enabled.flatMap(({ needs }) => needs.costs ?? [])),
    advisers: new Set(
      enabled.flatMap(({ needs }) => needs.advisers ?? []).filter((id) => advisers[id].provider === provider),
    ),
  };
}
