import { isDisabled } from '../analysis/check-params.ts';
import { checks } from '../analysis/checks.ts';
import { needsOf } from '../analysis/needs.ts';
import { AppError } from '../domain/errors.ts';
import { type ProviderId, providerIds } from '../domain/ids.ts';
import type { PermissionsReport, PermissionTarget } from '../domain/reports.ts';
import { analysisSettings } from './analysis/analysis-settings.ts';
import { loadProvider, supportedProviders } from './connections.ts';
import type { Context } from './context.ts';
import { readConfig } from './workspace.ts';

export interface PermissionsRequest {
  readonly provider: string;
  /** Ids or names of the checks to serve; all that are enabled when empty. */
  readonly checks: readonly string[];
  readonly target: PermissionTarget;
}

/** What a sync for the enabled (or named) checks calls: the least that has to be granted. */
export async function listPermissions(context: Context, request: PermissionsRequest): Promise<PermissionsReport> {
  const id = providerIds.find((one): one is ProviderId => one === request.provider);
  if (id === undefined || !supportedProviders.includes(id)) {
    const known = supportedProviders.join(', ');
    throw new AppError('usage-invalid', `${JSON.stringify(request.provider)} is no cloud that is read here: ${known}`);
  }
  const settings = analysisSettings(await readConfig(context));
  const named = request.checks.map((name) => {
    const check = checks.find((one) => one.name === name || one.ids[id] === name);
    if (check === undefined) throw new AppError('check-unknown', `no check ${JSON.stringify(name)}`);
    return check;
  });
  const others = named.length === 0 ? [] : checks.filter((check) => !named.includes(check)).map((check) => check.name);
  const wanted = { ...settings, disabled: [...(settings.disabled ?? []), ...others] };
  const provider = await loadProvider(id);
  return {
    provider: id,
    target: request.target,
    checks: checks
      .filter((check) => !isDisabled(check, id, wanted))
      .flatMap((check) => check.ids[id] ?? [])
      .toSorted(),
    read: provider
      .readPermissions(needsOf(wanted, id))
      .filter(({ grantedTo }) => request.target === 'all' || grantedTo === request.target)
      .map(({ use, grantedTo, permissions }) => ({ use, grantedTo, permissions })),
    apply: [],
  };
}
