import type { Instant } from '../domain/instant.ts';

/** Parameter values by parameter. */
export type ParamValues = Readonly<Record<string, number>>;

/** What a user may change about the analysis. */
export interface AnalysisSettings {
  /**
   * Parameter values by check: the key is a check's neutral name (`volume-unattached`) or one cloud's check id
   * (`aws-ebs-volume-unattached`), which wins over the name. `settingsProblems` tells what is wrong with them.
   */
  readonly params: Readonly<Record<string, ParamValues>>;
  /** Tags that exempt a resource from every check: key to a value pattern in which `*` stands for any text. */
  readonly exemptTags: Readonly<Record<string, string>>;
  /** Tag whose value is a date: a resource that has it is exempt until that day. */
  readonly exemptUntilTag?: string;
  /**
   * Checks that do not run, by neutral name or id. Dropping their findings afterwards is not the same: a finding
   * that outranks another decides which of the two counts.
   */
  readonly disabled?: readonly string[];
  /** Other values for a part of the estate. Of several that fit a resource, the last one wins. */
  readonly overrides?: readonly Override[];
  readonly suppressions?: readonly SuppressionRule[];
  /** Tag keys that cost has to be divided by; the usual ones where none is named. */
  readonly allocationTags?: readonly string[];
  /** Days that a finding is only watched before it counts: what comes and goes within them is never reported. */
  readonly graceDays?: number;
}

/** Which part of the estate: everything that is given has to fit. */
export interface EstatePart {
  readonly accounts?: readonly string[];
  readonly regions?: readonly string[];
  /** All of these tags, with `*` for any text in a value. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface Override extends EstatePart {
  /** By name or id of a check, in which `*` stands for any text; `false` switches it off there. */
  readonly checks: Readonly<Record<string, false | ParamValues>>;
  readonly graceDays?: number;
}

/** Findings that are meant to be as they are. */
export interface SuppressionRule extends EstatePart {
  /** Names or ids of checks, with `*`; every check when left out. */
  readonly checks?: readonly string[];
  /** Ids or names of resources, with `*`; every resource when left out. */
  readonly resources?: readonly string[];
  readonly reason: string;
  /** From then on it no longer holds; null for good. */
  readonly until: Instant | null;
}

export const defaultSettings: AnalysisSettings = {
  params: {},
  exemptTags: { 'ballast:keep': '*' },
  exemptUntilTag: 'ballast:keep-until',
};
