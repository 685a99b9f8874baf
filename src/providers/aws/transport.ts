import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { Proxies } from '../../domain/ports/provider.ts';
import { noProxies, type ProxyEnv, proxyEnv } from '../shared/proxy-env.ts';
import { trustedAuthorities } from '../shared/ca-bundle.ts';
import type { AwsCredentials, ClientSettings, UnsignedSettings } from './client-settings.ts';
import { missingService, partitionOf } from './partitions.ts';
import { configuredCaBundle, configuredEndpoint, configuredRegion } from './shared-settings.ts';

const connectionTimeoutMs = 5000;

/** Services that have an endpoint in every region also for what concerns a whole account. */
const regionalServices: ReadonlySet<string> = new Set(['sts', 'ec2']);

export interface TransportOptions {
  readonly sandboxUrl: string | undefined;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly proxies: Proxies | undefined;
}

/** A client of the SDK before its first call. */
export interface Directable {
  readonly config: { readonly serviceId: string; serviceConfiguredEndpoint?: () => Promise<string | undefined> };
}

interface Prepared {
  readonly homeRegion: string;
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** Sockets, addresses and regions that all clients of one connection share. Usable once it is prepared. */
export class Transport {
  readonly #settings: AwsSettings;
  readonly #options: TransportOptions;
  readonly #proxyEnv: ProxyEnv;
  readonly #configuredCa: string[] | undefined;
  readonly #endpoints = new Map<string, Promise<string | undefined>>();
  #preparing: Promise<void> | undefined;
  #prepared: Prepared | undefined;

  /** Throws `config-invalid` for a CA bundle or a proxy that cannot be used. */
  constructor(settings: AwsSettings, options: TransportOptions) {
    this.#settings = settings;
    this.#options = options;
    this.#proxyEnv = this.#isolated ? noProxies : proxyEnv(options.proxies, settings.proxy, process.version);
    this.#configuredCa =
      this.#isolated || settings.caBundle === undefined ? undefined : trustedAuthorities(settings.caBundle, 'caBundle');
  }

  /** With a sandbox nothing of the environment or the profile files is looked at. */
  get #isolated(): boolean {
    return this.#options.sandboxUrl !== undefined;
  }

  get #profile(): string | undefined {
    return this.#isolated ? undefined : this.#settings.profile;
  }

  get #endpoint(): string | undefined {
    return this.#options.sandboxUrl ?? this.#settings.endpoint;
  }

  /** Reads the environment and the profile, once. Throws `config-invalid`; a failure is not kept. */
  prepare(): Promise<void> {
    this.#preparing ??= this.#prepare().catch((error: unknown) => {
      this.#preparing = undefined;
      throw error;
    });
    return this.#preparing;
  }

  async #prepare(): Promise<void> {
    // Told before anything is called: a section of the profile that is not there.
    await this.endpointOf('STS');
    const ca = await this.#authorities();
    const options = { keepAlive: true, maxSockets: this.#options.concurrency, proxyEnv: this.#proxyEnv };
    this.#prepared = {
      homeRegion: await this.#homeRegion(),
      httpAgent: new HttpAgent(options),
      httpsAgent: new HttpsAgent({ ...options, ...(ca && { ca }) }),
    };
  }

  async #authorities(): Promise<string[] | undefined> {
    if (this.#configuredCa || this.#isolated) return this.#configuredCa;
    const path = await configuredCaBundle(this.#profile);
    return path === undefined ? undefined : trustedAuthorities(path, 'the CA bundle of the AWS settings');
  }

  /**
   * The user's own region: others may be closed by policy. Where that lies in another partition than the regions to
   * be read, it was not meant for this connection.
   */
  async #homeRegion(): Promise<string> {
    if (this.#isolated) return partitionOf('').globalRegion;
    const [listed] = this.#settings.regions === 'all' ? [] : this.#settings.regions;
    const own = await configuredRegion(this.#profile);
    if (own === undefined || listed === undefined) return own ?? listed ?? partitionOf('').globalRegion;
    return partitionOf(own).id === partitionOf(listed).id ? own : listed;
  }

  get #ready(): Prepared {
    if (!this.#prepared) throw new TypeError('a transport is used before it is prepared');
    return this.#prepared;
  }

  /** The region that the user works in. */
  get homeRegion(): string {
    return this.#ready.homeRegion;
  }

  /** The region that a call is signed for. Throws a CloudError where the partition has no such service. */
  regionFor(service: string, scope: Scope, operation: string): string {
    const { homeRegion } = this.#ready;
    const global = scope.regionId === GLOBAL_REGION;
    const partition = partitionOf(global ? homeRegion : scope.regionId);
    const why = missingService(partition.id, service);
    if (why !== undefined) {
      const message = `${operation} cannot be asked in ${partition.id}: ${why}`;
      throw new CloudError({ category: 'not-found', operation, message });
    }
    if (!global) return scope.regionId;
    // A custom endpoint does not tell the SDK where such a service is signed for.
    return regionalServices.has(service) ? homeRegion : partition.globalRegion;
  }

  /** What a client is opened with. */
  settingsFor(region: string, credentials: AwsCredentials): ClientSettings {
    return { ...this.unsigned(), region, credentials };
  }

  /** The same without credentials and region: for the clients by which the SDK gets credentials. */
  unsigned(): UnsignedSettings {
    const { httpAgent, httpsAgent } = this.#ready;
    const { fips, dualStack } = this.#settings;
    return {
      ...(this.#profile !== undefined && { profile: this.#profile }),
      ...(this.#endpoint !== undefined && { endpoint: this.#endpoint }),
      ...(fips !== undefined && { useFipsEndpoint: fips }),
      ...(dualStack !== undefined && { useDualstackEndpoint: dualStack }),
      // Told to the SDK, so that it does not take them from the environment or a profile.
      ...(this.#isolated && {
        useFipsEndpoint: false,
        useDualstackEndpoint: false,
        defaultsMode: 'standard' as const,
        userAgentAppId: 'ballast',
      }),
      maxAttempts: 1,
      retryMode: 'standard',
      customUserAgent: [['ballast']],
      requestHandler: { connectionTimeout: connectionTimeoutMs, httpAgent, httpsAgent },
    };
  }

  /** Lets a client take the endpoint that the environment or our profile names for its service. */
  direct(client: Directable): void {
    const { config } = client;
    // Where the SDK itself would look for it, with another profile.
    config.serviceConfiguredEndpoint = () => this.endpointOf(config.serviceId);
  }

  /** By the SDK's id of a service; undefined where the SDK decides. */
  endpointOf(serviceId: string): Promise<string | undefined> {
    if (this.#endpoint !== undefined) return Promise.resolve(this.#endpoint);
    const found = this.#endpoints.get(serviceId) ?? configuredEndpoint(this.#profile, serviceId);
    this.#endpoints.set(serviceId, found);
    return found;
  }

  close(): void {
    this.#prepared?.httpAgent.destroy();
    this.#prepared?.httpsAgent.destroy();
  }
}
