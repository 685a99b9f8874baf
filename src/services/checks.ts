import { existsSync } from 'node:fs';

import { checkInfos } from '../analysis/checks.ts';
import type { Config } from '../config/load-config.ts';
import { AppError } from '../domain/errors.ts';
import type { CheckInfo } from '../domain/findings.ts';
import type { FindingTotals } from '../domain/ports/store.ts';
import type { CheckReport, ChecksReport, CheckState } from '../domain/reports.ts';
import { openStore } from '../store/open-store.ts';
import type { Context } from './context.ts';
import { readConfig, storeLocation } from './workspace.ts';

/** Every check with the parameters in force and what it has open in the store, where there is one. */
export async function listChecks(context: Context): Promise<ChecksReport> {
  const config = await readConfig(context);
  const open = await openFindings(context, config);
  const { providers } = context.global;
  return {
    checks: checkInfos()
      .filter((info) => providers.length === 0 || providers.includes(info.provider))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((info) => checkState(info, config, open)),
  };
}

export async function showCheck(context: Context, id: string): Promise<CheckReport> {
  const info = checkInfos().find((check) => check.id === id);
  if (info === undefined) throw new AppError('check-unknown', `no check ${JSON.stringify(id)}`);
  const config = await readConfig(context);
  return { check: checkState(info, config, await openFindings(context, config)) };
}

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
  const configured = config.checks[info.id];
  const params = Object.entries(info.params).map(([name, param]) => {
    const value = configured === false ? undefined : configured?.[name];
    const source = value === undefined ? 'default' : (config.file ?? 'default');
    return [name, { value: value ?? param.default, default: param.default, why: param.why, source }] as const;
  });
  return { info, params: Object.fromEntries(params), openFindings: open === null ? null : (open.get(info.id)?.findings ?? 0) };
}
