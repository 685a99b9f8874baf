import type { CloudSettings } from '../domain/cloud-settings.ts';
import type { ProviderId } from '../domain/ids.ts';
import type { CloudConnection, Provider, ProviderEvent, ProviderRuntime, Proxies } from '../domain/ports/provider.ts';
import type { Config } from '../config/load-config.ts';
import type { Context } from './context.ts';
import { foundClouds } from './detect-clouds.ts';

/** Clouds that this version reads. Loaded only when used: a cloud's SDK is slow to import. */
const loaders: Readonly<Partial<Record<ProviderId, () => Promise<Provider>>>> = {
  aws: async () => (await import('../providers/aws/index.ts')).provider,
  gcp: async () => (await import('../providers/gcp/index.ts')).provider,
  azure: async () => (await import('../providers/azure/index.ts')).provider,
};

export const supportedProviders = Object.keys(loaders) as readonly ProviderId[];

export async function loadProvider(id: ProviderId): Promise<Provider> {
  const load = loaders[id];
  if (!load) throw new Error(`no provider is registered for ${id}`);
  return load();
}

/**
 * The clouds to read: the configured ones; without a configuration, those whose own credentials the environment holds
 * (AWS where none is found, so that its chain says what is missing); with `--sandbox`, those that the sandbox serves,
 * whatever is configured.
 */
export async function cloudSettings(context: Context, config: Config): Promise<readonly CloudSettings[]> {
  const { providers, sandbox } = context.global;
  const settings =
    sandbox === undefined
      ? (config.clouds ?? (await environmentClouds(context, providers)))
      : // The command that lists checks needs this file too, and no parser.
        await (await import('./sandbox-clouds.ts')).sandboxClouds(sandbox, context.signal);
  return providers.length === 0 ? settings : settings.filter((cloud) => providers.includes(cloud.provider));
}

const defaults: Readonly<Partial<Record<ProviderId, CloudSettings>>> = {
  aws: { provider: 'aws', name: 'default', regions: 'all' },
  gcp: { provider: 'gcp', name: 'default', regions: 'all' },
  azure: { provider: 'azure', name: 'default', subscriptions: 'all', regions: 'all' },
};

/** A cloud that was asked for by name is tried even where no credentials were seen: it may run on a machine with a role. */
async function environmentClouds(
  context: Context,
  providers: readonly ProviderId[],
): Promise<readonly CloudSettings[]> {
  const found = providers.length > 0 ? new Set(providers) : await foundClouds(context.env);
  const wanted = supportedProviders.filter((id) => found.has(id));
  return (wanted.length === 0 ? (['aws'] as const) : wanted).flatMap((id) => defaults[id] ?? []);
}

/** Opens a connection per entry. Opening calls nothing; the first read does. */
export async function connectClouds(
  context: Context,
  settings: readonly CloudSettings[],
  onEvent: (event: ProviderEvent) => void,
): Promise<readonly CloudConnection[]> {
  const runtime = providerRuntime(context, onEvent);
  return Promise.all(settings.map(async (cloud) => (await loadProvider(cloud.provider)).connect(cloud, runtime)));
}

/** What this run lends to a provider. */
export function providerRuntime(context: Context, onEvent: (event: ProviderEvent) => void): ProviderRuntime {
  const { sandbox } = context.global;
  return {
    now: () => context.now(),
    signal: context.signal,
    onEvent,
    proxies: environmentProxies(context.env),
    secret: (variable) => context.env[variable],
    ...(sandbox !== undefined && { sandboxUrl: sandbox }),
  };
}

/** The lower-case name wins where both are there, as with curl. An empty one means none. */
function environmentProxies(env: Context['env']): Proxies {
  const find = (name: string) => env[name.toLowerCase()] || env[name] || undefined;
  const [https, http, noProxy] = [find('HTTPS_PROXY'), find('HTTP_PROXY'), find('NO_PROXY')];
  return {
    ...(https !== undefined && { https }),
    ...(http !== undefined && { http }),
    ...(noProxy !== undefined && { noProxy }),
  };
}
