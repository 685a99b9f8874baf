import { existsSync } from 'node:fs';

import { paramsOf } from '../analysis/check-params.ts';
import { checkInfos, checks } from '../analysis/checks.ts';
import type { Config } from '../config/load-config.ts';
import { AppError } from '../domain/errors.ts';
import type { CheckInfo } from '../domain/findings.ts';
import { type MetricName, metricNames } from '../domain/metrics.ts';
import type { FindingTotals } from '../domain/ports/store.ts';
import type { CheckReport, ChecksReport, CheckState } from '../domain/reports.ts';
import { openStore } from '../store/open-store.ts';
import { analysisSettings } from './analysis/analysis-settings.ts';
import { loadProvider, supportedProviders } from './connections.ts';
import type { Context } from './context.ts';
import { readConfig, storeLocation } from './workspace.ts';

/** Every check with the parameters in force and what it has open in the store, where there is one. */
export async function listChecks(context: Context): Promise<ChecksReport> {
  const config = await readConfig(context);
  const open = await openFindings(context, config);
  const { providers } = context.global;
  return {
    checks: checkInfos()
      // A rule may have ids for clouds that this version does not read: what cannot run is not offered.
      .filter(
        (info) =>
          supportedProviders.includes(info.provider) && (providers.length === 0 || providers.includes(info.provider)),
      )
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((info) => checkState(info, config, open)),
  };
}

export async function showCheck(context: Context, id: string): Promise<CheckReport> {
  const info = checkInfos().find((check) => check.id === id);
  if (info === undefined) throw new AppError('check-unknown', `no check ${JSON.stringify(id)}`);
  const config = await readConfig(context);
  const state = checkState(info, config, await openFindings(context, config));
  return { check: { ...state, permissions: await permissionsOfCheck(info) } };
}

/** What a sync that serves this check alone calls for it: inventory, metrics, cost services, advisers, sizes and prices. */
async function permissionsOfCheck({
  provider: id,
  kinds,
  metrics,
  costs,
  advisers,
}: CheckInfo): Promise<readonly string[]> {
  const provider = await loadProvider(id);
  const needs = provider.readPermissions({
    kinds: new Set(kinds),
    metrics: new Set(
      metrics.filter((metric): metric is MetricName => (metricNames as readonly string[]).includes(metric)),
    ),
    costs: new Set(costs),
    advisers: new Set(advisers),
  });
  return [
    ...new Set(needs.filter(({ use }) => !GENERAL_USES.includes(use)).flatMap(({ permissions }) => permissions)),
  ].toSorted();
}

/** What every sync needs, whatever it looks for. */
const GENERAL_USES: readonly string[] = ['accounts', 'regions', 'cost'];

async function openFindings(context: Context, config: Config): Promise<ReadonlyMap<string, FindingTotals> | null> {
  const location = storeLocation(context, config);
  if (!existsSync(location)) return null;
  const store = await openStore({ location, mode: 'read', now: context.now() });
  try {
    return await store.findings.totalsBy('check', { statuses: ['open'] });
  } finally {
    await store.close();
  }
}

function checkState(info: CheckInfo, config: Config, open: ReadonlyMap<string, FindingTotals> | null): CheckState {
  const check = checks.find(({ ids }) => Object.values(ids).includes(info.id));
  if (check === undefined) throw new Error(`no check has the id ${info.id}`);
  const values = paramsOf(check, info.provider, analysisSettings(config));
  const configured = (param: string): boolean =>
    [info.id, check.name].some((key) => {
      const given = config.checks[key];
      return given !== undefined && given !== false && param in given;
    });
  const params = Object.entries(info.params).map(([param, spec]) => {
    const source = configured(param) ? (config.file ?? 'default') : 'default';
    return [param, { value: values[param] ?? spec.default, default: spec.default, why: spec.why, source }] as const;
  });
  return {
    info,
    params: Object.fromEntries(params),
    openFindings: open === null ? null : (open.get(info.id)?.findings ?? 0),
  };
}
