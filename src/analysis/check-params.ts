import type { Risk } from '../domain/findings.ts';
import type { ProviderId } from '../domain/ids.ts';
import type { Resource } from '../domain/resources.ts';
import type { Check, ParamSpec } from './define-check.ts';
import { isPartOf } from './estate-part.ts';
import { globMatches } from './glob.ts';
import type { AnalysisSettings, Override, ParamValues } from './settings.ts';

export const defaultOf = (spec: ParamSpec, provider: ProviderId): number => spec.byProvider?.[provider] ?? spec.default;

export const riskOf = ({ risk, risks }: Pick<Check, 'risk' | 'risks'>, provider: ProviderId): Risk =>
  risks?.[provider] ?? risk;

type Whose = Pick<Resource, 'scope' | 'tags'>;

/**
 * The values that a check runs with in one cloud: cloud's id over neutral name over default; for a resource, the
 * last override that fits it over all of these.
 */
export function paramsOf(
  check: Check,
  provider: ProviderId,
  settings: AnalysisSettings,
  resource?: Whose,
): Record<string, number> {
  const byName = settings.params[check.name];
  const byId = settings.params[check.ids[provider] ?? ''];
  const overridden = resource === undefined ? {} : overridesOf(check, provider, settings, resource);
  return Object.fromEntries(
    Object.entries(check.params).map(([param, spec]) => [
      param,
      overridden[param] ?? byId?.[param] ?? byName?.[param] ?? defaultOf(spec, provider),
    ]),
  );
}

function overridesOf(check: Check, provider: ProviderId, settings: AnalysisSettings, resource: Whose): ParamValues {
  const values: Record<string, number> = {};
  for (const override of settings.overrides ?? []) {
    if (!isPartOf(resource, override)) continue;
    for (const [pattern, given] of Object.entries(override.checks)) {
      if (given !== false && isMeant(check, provider, pattern)) Object.assign(values, given);
    }
  }
  return values;
}

/** Whether the check does not run for this resource: the last override that fits and speaks of it decides. */
export function isDisabledFor(
  check: Check,
  provider: ProviderId,
  settings: AnalysisSettings,
  resource: Whose,
): boolean {
  let disabled = isDisabled(check, provider, settings);
  for (const override of settings.overrides ?? []) {
    if (!isPartOf(resource, override)) continue;
    for (const [pattern, given] of Object.entries(override.checks)) {
      if (isMeant(check, provider, pattern)) disabled = given === false;
    }
  }
  return disabled;
}

/** Days that a finding of this resource is only watched. */
export function graceDaysOf(settings: AnalysisSettings, resource: Whose): number {
  const own = (settings.overrides ?? []).findLast(
    (override) => override.graceDays !== undefined && isPartOf(resource, override),
  );
  return own?.graceDays ?? settings.graceDays ?? 0;
}

/** Whether a pattern of the configuration means the check in this cloud: by neutral name or id, with `*`. */
export const isMeant = ({ name, ids }: Pick<Check, 'name' | 'ids'>, provider: ProviderId, pattern: string): boolean =>
  globMatches(pattern, name) || globMatches(pattern, ids[provider] ?? '');

/** Whether a configuration's key means this check: its neutral name, or its id in a cloud. */
const isCalled = ({ name, ids }: Check, key: string): boolean => name === key || Object.values(ids).includes(key);

export const isDisabled = ({ name, ids }: Check, provider: ProviderId, { disabled = [] }: AnalysisSettings): boolean =>
  disabled.some((key) => key === name || key === ids[provider]);

export interface SettingsProblem {
  /** Where in the configuration: `checks`, the check's key, then the parameter. */
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What is wrong with the settings: unknown check, unknown parameter, value out of range. */
export function settingsProblems(
  { params, disabled = [], overrides = [], suppressions = [] }: AnalysisSettings,
  checks: readonly Check[],
): readonly SettingsProblem[] {
  const find = (key: string): Check | undefined => checks.find((check) => isCalled(check, key));
  const unknown = [...Object.keys(params), ...disabled].filter((key) => find(key) === undefined);
  return [
    ...unknown.map((key) => ({ path: ['checks', key], message: `there is no check ${JSON.stringify(key)}` })),
    ...overrides.flatMap((override, index) => overrideProblems(override, index, checks)),
    ...suppressions.flatMap((rule, index) =>
      (rule.checks ?? [])
        .map((pattern, at) => ({ pattern, path: ['suppressions', index, 'checks', at] }))
        .filter(({ pattern }) => matching(pattern, checks).length === 0)
        .map(({ pattern, path }) => ({ path, message: `there is no check ${JSON.stringify(pattern)}` })),
    ),
    ...Object.entries(params).flatMap(([key, values]) => {
      const check = find(key);
      return check === undefined
        ? []
        : Object.entries(values).flatMap(([param, value]) =>
            problem(check, key, param, value).map((message) => ({ path: ['checks', key, param], message })),
          );
    }),
  ];
}

/** A pattern may mean several checks: a parameter has to be one of at least one of them. */
function overrideProblems(
  { checks: given }: Override,
  index: number,
  checks: readonly Check[],
): readonly SettingsProblem[] {
  return Object.entries(given).flatMap(([pattern, values]): readonly SettingsProblem[] => {
    const path = ['overrides', index, 'checks', pattern];
    const meant = matching(pattern, checks);
    if (meant.length === 0) return [{ path, message: `there is no check ${JSON.stringify(pattern)}` }];
    return Object.entries(values === false ? {} : values).flatMap(([param, value]) => {
      const problems = meant.map((check) => problem(check, check.name, param, value));
      const [first = []] = problems;
      return problems.some((of) => of.length === 0)
        ? []
        : first.map((message) => ({ path: [...path, param], message }));
    });
  });
}

const matching = (pattern: string, checks: readonly Check[]): readonly Check[] =>
  checks.filter((check) => (Object.keys(check.ids) as ProviderId[]).some((cloud) => isMeant(check, cloud, pattern)));

function problem(check: Check, key: string, param: string, value: unknown): readonly string[] {
  const spec = check.params[param];
  if (spec === undefined) {
    const has = Object.keys(check.params);
    return [
      `check ${key} has no parameter ${JSON.stringify(param)}: it has ${has.length === 0 ? 'none' : has.join(', ')}`,
    ];
  }
  const inRange = typeof value === 'number' && value >= spec.min && value <= spec.max;
  return inRange ? [] : [`${key}.${param} is ${String(value)}: it takes a number from ${spec.min} to ${spec.max}`];
}
