import { settingsProblems } from '../../analysis/check-params.ts';
import { checks } from '../../analysis/checks.ts';
import type { AnalysisSettings } from '../../analysis/settings.ts';
import type { Config } from '../../config/load-config.ts';
import { AppError } from '../../domain/errors.ts';

/** The analysis' part of the configuration. Throws `config-invalid` for a check or parameter that does not exist. */
export function analysisSettings(config: Config): AnalysisSettings {
  const params: Record<string, Readonly<Record<string, number>>> = {};
  const disabled: string[] = [];
  for (const [id, values] of Object.entries(config.checks)) {
    if (values === false) disabled.push(id);
    else params[id] = values;
  }
  const { exemptTags, exemptUntilTag, allocationTags, overrides, suppressions, graceDays } = config;
  const settings: AnalysisSettings = {
    params,
    exemptTags,
    exemptUntilTag,
    allocationTags,
    disabled,
    suppressions,
    graceDays,
    ...(overrides.length > 0 && { overrides }),
  };
  const [problem] = settingsProblems(settings, checks);
  if (problem) {
    throw new AppError('config-invalid', `${config.locate(problem.path)}: ${problem.message}`);
  }
  return settings;
}
