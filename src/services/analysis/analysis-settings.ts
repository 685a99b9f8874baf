import type { AnalysisSettings } from '../../analysis/settings.ts';
import type { Config } from '../../config/load-config.ts';

/** The analysis' part of the configuration. */
export function analysisSettings(config: Config): AnalysisSettings {
  const params: Record<string, Readonly<Record<string, number>>> = {};
  for (const [id, values] of Object.entries(config.checks)) if (values !== false) params[id] = values;
  return { params, exemptTags: config.exemptTags };
}
