import type { CloudSettings } from '../domain/cloud-settings.ts';
import type { ProviderId } from '../domain/ids.ts';
import type { CloudConnection, Provider, ProviderEvent, ProviderRuntime, Proxies } from '../domain/ports/provider.ts';
import type { Config } from '../config/load-config.ts';
import type { Context } from './context.ts';

/** Clouds that this version reads. Loaded only when used: a cloud's SDK is slow to import. */
const loaders: Readonly<Partial<Record<ProviderId, () => Promise<Provider>>>> = {
  aws: async () => (await import('../providers/aws/index.ts')).provider,
};

export const supportedProviders = Object.keys(loaders) as readonly ProviderId[];

export async function loadProvider(id: ProviderId): Promise<Provider> {
  const load = loaders[id];
  if (!load) throw new Error(`no provider is registered for ${id}`);
  return load();
}

/** The role that the sandbox's accounts let in, as a real organisation's read role would. */
const SANDBOX_ROLE = 'BallastRead';

/**
 * The clouds to read: the configured ones; without a configuration, what the environment's own credentials
 * reach; with `--sandbox`, the sandbox alone, whatever is configured.
 */
export function cloudSettings(context: Context, config: Config): readonly CloudSettings[] {
  const settings: readonly CloudSettings[] =
    context.global.sandbox !== undefined
      ? [{ provider: 'aws', name: 'sandbox', regions: 'all', organization: { roleName: SANDBOX_ROLE } }]
      : (config.clouds ?? [{ provider: 'aws', name: 'default', regions: 'all' }]);
  const { providers } = context.global;
  return providers.length === 0 ? settings : settings.filter((cloud) => providers.includes(cloud.provider));
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
