/** What a user may change about the analysis. */
export interface AnalysisSettings {
  /**
   * Parameter values by check: the key is a check's neutral name (`volume-unattached`) or one cloud's check id
   * (`aws-ebs-volume-unattached`), which wins over the name. `settingsProblems` tells what is wrong with them.
   */
  readonly params: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Tags that exempt a resource from every check: key to a value pattern in which `*` stands for any text. */
  readonly exemptTags: Readonly<Record<string, string>>;
  /**
   * Checks that do not run, by neutral name or id. Dropping their findings afterwards is not the same: a finding
   * that outranks another decides which of the two counts.
   */
  readonly disabled?: readonly string[];
}

export const defaultSettings: AnalysisSettings = {
  params: {},
  exemptTags: { 'ballast:keep': '*' },
};
