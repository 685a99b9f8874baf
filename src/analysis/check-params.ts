import type { ProviderId } from '../domain/ids.ts';
import type { Check, ParamSpec } from './define-check.ts';
import type { AnalysisSettings } from './settings.ts';

export const defaultOf = (spec: ParamSpec, provider: ProviderId): number =>
  spec.byProvider?.[provider] ?? spec.default;

/** The values that a check runs with in one cloud: cloud's id over neutral name over default. */
export function paramsOf(check: Check, provider: ProviderId, settings: AnalysisSettings): Record<string, number> {
  const byName = settings.params[check.name];
  const byId = settings.params[check.ids[provider] ?? ''];
  return Object.fromEntries(
    Object.entries(check.params).map(([param, spec]) => [
      param,
      byId?.[param] ?? byName?.[param] ?? defaultOf(spec, provider),
    ]),
  );
}

/** What is wrong with configured parameters, one sentence each: unknown check, unknown parameter, value out of range. */
export function paramProblems(params: AnalysisSettings['params'], checks: readonly Check[]): readonly string[] {
  return Object.entries(params).flatMap(([key, values]) => {
    const check = checks.find(({ name, ids }) => name === key || Object.values(ids).includes(key));
    if (check === undefined) return [`there is no check ${JSON.stringify(key)}`];
    return Object.entries(values).flatMap(([param, value]) => {
      const spec = check.params[param];
      if (spec === undefined) {
        return [`check ${key} has no parameter ${JSON.stringify(param)}: it has ${Object.keys(check.params).join(', ')}`];
      }
      const inRange = typeof value === 'number' && value >= spec.min && value <= spec.max;
      return inRange ? [] : [`${key}.${param} is ${String(value)}: it takes a number from ${spec.min} to ${spec.max}`];
    });
  });
}
