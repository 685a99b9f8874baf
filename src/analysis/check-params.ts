import type { ProviderId } from '../domain/ids.ts';
import type { Check, ParamSpec } from './define-check.ts';
import type { AnalysisSettings } from './settings.ts';

export const defaultOf = (spec: ParamSpec, provider: ProviderId): number => spec.byProvider?.[provider] ?? spec.default;

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

/** Whether a configuration's key means this check: its neutral name, or its id in a cloud. */
const isCalled = ({ name, ids }: Check, key: string): boolean => name === key || Object.values(ids).includes(key);

export const isDisabled = ({ name, ids }: Check, provider: ProviderId, { disabled = [] }: AnalysisSettings): boolean =>
  disabled.some((key) => key === name || key === ids[provider]);

export interface SettingsProblem {
  /** Where in the settings: the check's key, then the parameter. */
  readonly path: readonly string[];
  readonly message: string;
}

/** What is wrong with the settings: unknown check, unknown parameter, value out of range. */
export function settingsProblems(
  { params, disabled = [] }: AnalysisSettings,
  checks: readonly Check[],
): readonly SettingsProblem[] {
  const find = (key: string): Check | undefined => checks.find((check) => isCalled(check, key));
  const unknown = [...Object.keys(params), ...disabled].filter((key) => find(key) === undefined);
  return [
    ...unknown.map((key) => ({ path: [key], message: `there is no check ${JSON.stringify(key)}` })),
    ...Object.entries(params).flatMap(([key, values]) => {
      const check = find(key);
      return check === undefined
        ? []
        : Object.entries(values).flatMap(([param, value]) =>
            problem(check, key, param, value).map((message) => ({ path: [key, param], message })),
          );
    }),
  ];
}

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
