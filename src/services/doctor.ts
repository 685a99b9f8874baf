import { AppError, errorCatalog } from '../domain/errors.ts';
import { CloudError, reasonOf } from '../domain/cloud-error.ts';
import type { CloudConnection, Probe } from '../domain/ports/provider.ts';
import type { DoctorCheck, DoctorReport } from '../domain/reports.ts';
import { type Config, defaultConfig } from '../config/load-config.ts';
import { openStore } from '../store/open-store.ts';
import { cloudSettings, connectClouds } from './connections.ts';
import type { Context } from './context.ts';
import { readConfig, storeLocation } from './workspace.ts';

/** Signatures of AWS are refused at 5 minutes of skew; a minute is already worth a word. */
const SKEW_WARNING_MS = 60_000;

/** Looks at everything that a sync needs, and goes on after each failure: one run shows all that is wrong. */
export async function diagnose(context: Context): Promise<DoctorReport> {
  const checks: DoctorCheck[] = [];
  const config = await diagnoseConfig(context, checks);
  await diagnoseStore(context, config, checks);
  const connections = await connect(context, config, checks);
  try {
    for (const connection of connections) checks.push(...(await diagnoseCloud(connection)));
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
  return { checks };
}

/** A setting that cannot be used (a CA bundle, a proxy) is one more thing that is wrong. */
async function connect(context: Context, config: Config, checks: DoctorCheck[]): Promise<readonly CloudConnection[]> {
  try {
    return await connectClouds(context, await cloudSettings(context, config), () => {});
  } catch (error) {
    checks.push(failure('config', 'clouds', error));
    return [];
  }
}

async function diagnoseConfig(context: Context, checks: DoctorCheck[]): Promise<Config> {
  try {
    const config = await readConfig(context);
    const message = config.file === undefined ? "no file: the environment's own credentials are used" : config.file;
    checks.push({ area: 'config', name: 'ballast.yaml', outcome: 'ok', message });
    return config;
  } catch (error) {
    checks.push(failure('config', 'ballast.yaml', error));
    return defaultConfig;
  }
}

async function diagnoseStore(context: Context, config: Config, checks: DoctorCheck[]): Promise<void> {
  const location = storeLocation(context, config);
  try {
    const store = await openStore({ location, mode: 'read', now: context.now() });
    try {
      const info = await store.info();
      checks.push({
        area: 'store',
        name: 'readable',
        outcome: 'ok',
        message: `${info.location}, schema ${info.schemaVersion}`,
      });
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof AppError && error.code === 'store-missing') {
      checks.push({
        area: 'store',
        name: 'readable',
        outcome: 'skipped',
        message: `${location} is not there yet: the first sync makes it`,
      });
    } else {
      checks.push(failure('store', 'readable', error));
    }
  }
}

async function diagnoseCloud(connection: CloudConnection): Promise<readonly DoctorCheck[]> {
  const area = `${connection.provider}/${connection.name}`;
  const checks: DoctorCheck[] = [];
  try {
    const { principal, accountId, source } = await connection.identity();
    checks.push({ area, name: 'credentials', outcome: 'ok', message: `${principal} in ${accountId}, from ${source}` });
  } catch (error) {
    checks.push(failure(area, 'credentials', error));
    return checks;
  }
  try {
    for await (const probe of connection.probe()) checks.push(...probeChecks(area, probe));
  } catch (error) {
    checks.push(failure(area, 'permissions', error));
  }
  return checks;
}

function probeChecks(area: string, probe: Probe): readonly DoctorCheck[] {
  const checks: DoctorCheck[] = [
    {
      area,
      name: probe.name,
      outcome: probe.outcome,
      message: probe.message ?? 'answered',
      ...(probe.outcome === 'denied' && {
        permissions: probe.permissions,
        hint: `Grant ${probe.permissions.join(', ')}.`,
      }),
      ...(probe.outcome === 'failed' && { hint: 'Check the network, proxy and endpoint.' }),
    },
  ];
  if (probe.clockSkewMs !== undefined && Math.abs(probe.clockSkewMs) > SKEW_WARNING_MS) {
    checks.push({
      area,
      name: 'clock',
      outcome: 'warning',
      message: `this machine's clock is ${Math.round(probe.clockSkewMs / 1000)} s from the cloud's`,
      hint: 'Set the clock: signed requests are refused when it is minutes off.',
    });
  }
  return checks;
}

/** Anything but an expected failure is a bug, and is thrown on. */
function failure(area: string, name: string, error: unknown): DoctorCheck {
  if (error instanceof AppError) return { area, name, outcome: 'failed', message: error.message, hint: error.hint };
  if (!(error instanceof CloudError)) throw error;
  const denied = error.category === 'denied';
  return {
    area,
    name,
    outcome: denied ? 'denied' : 'failed',
    message: `${reasonOf(error)}: ${error.message}`,
    ...(denied && { permissions: [error.operation] }),
    ...(error.category === 'unauthenticated' && { hint: errorCatalog['credentials-missing'].hint }),
  };
}
