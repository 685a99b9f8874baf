import type { ParamSpec } from '../define-check.ts';

/** Parameters of every check that judges a machine by what it did; the reasons are the same for all. */
export const windowParams = {
  lookbackDays: {
    default: 14,
    min: 1,
    max: 14,
    why: 'two weeks hold two of every weekday, and a fortnightly job; what is asked of monitoring reaches no further',
  },
  minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
  maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it needs now' },
} as const satisfies Record<string, ParamSpec>;
