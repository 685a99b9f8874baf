import type { AzureSettings } from '../../domain/cloud-settings.ts';
import type { CostFactTypes, CostSubject } from '../../domain/cost-facts.ts';
import type { Scope } from '../../domain/ids.ts';
import { dayOf, type DayRange } from '../../domain/instant.ts';
import type {
  ChargePage,
  CloudConnection,
  CostFactRequest,
  Discovery,
  Identity,
  InUse,
  MetricPage,
  MetricQuestion,
  PaidCalls,
  PricePage,
  Probe,
  ProviderRuntime,
  ResourceCostPage,
  ResourcePage,
} from '../../domain/ports/provider.ts';
import type { Size } from '../../domain/prices.ts';
import type { AdviserId, Recommendation } from '../../domain/recommendations.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import { CallEngine } from '../shared/call-engine.ts';
import { systemTime } from '../shared/engine-time.ts';
import { advisorRecommendations } from './advisor.ts';
import { azureError } from './azure-error.ts';
import { subscriptionScope } from './azure-scope.ts';
import { AzureClient } from './client.ts';
import { collectors, graphTypes } from './collectors/index.ts';
import { type CostTarget, readCharges } from './cost.ts';
import { costSubjects, readCostFacts } from './cost-facts/index.ts';
import { identitySource, sandboxSource } from './credentials.ts';
import { discoverAzure } from './discover.ts';
import { Inventory } from './inventory.ts';
import { readMetrics } from './metrics.ts';
import { familiesFor, readPrices } from './prices.ts';
import { probeAzure } from './probe.ts';
import { AzureReader } from './reader.ts';
import { readResourceCosts } from './resource-costs.ts';
import { ResourceGraph } from './resource-graph.ts';
import { readSizes } from './sizes.ts';
import { claimsOf, Tokens } from './tokens.ts';
import { Transport } from './transport.ts';

/** One Azure tenant, opened. Calls nothing until it is asked something. */
export class AzureConnection implements CloudConnection {
  readonly provider = 'azure';
  readonly name: string;
  readonly collectors = collectors.map(({ info }) => info);
  readonly costSubjects = costSubjects;
  readonly #settings: AzureSettings;
  readonly #runtime: ProviderRuntime;
  readonly #transport: Transport;
  readonly #tokens: Tokens;
  readonly #reader: AzureReader;

  constructor(settings: AzureSettings, runtime: ProviderRuntime) {
    this.name = settings.name;
    this.#settings = settings;
    this.#runtime = runtime;
    const { sandboxUrl, proxies, secret, signal, onEvent, limits } = runtime;
    const classify = (error: unknown, operation: string) => azureError(error, operation, systemTime.epochMs());
    const engine = new CallEngine({ limits, signal, onEvent, classify });
    this.#transport = new Transport(settings, { sandboxUrl, proxies, concurrency: engine.limits.concurrency });
    const { plain, cloud } = this.#transport;
    const source =
      sandboxUrl === undefined
        ? identitySource(settings, { httpClient: plain, authorityHost: cloud.authority, secret })
        : sandboxSource(sandboxUrl, signal);
    this.#tokens = new Tokens(source, systemTime.epochMs);
    const azure = new AzureClient(engine, this.#transport, this.#tokens, signal);
    const graph = new ResourceGraph(azure, systemTime, signal);
    this.#reader = new AzureReader(azure, graph, new Inventory(graph, graphTypes), () => runtime.now());
  }

  async identity(): Promise<Identity> {
    const { source } = this.#tokens;
    const scope = `${this.#transport.cloud.resourceManager}/.default`;
    const token = await this.#tokens.of(scope, this.#runtime.signal);
    if (source.sandbox !== undefined) {
      return { accountId: source.sandbox.tenantId, principal: 'sandbox', source: source.source };
    }
    const { tenantId, principal } = claimsOf(token, 'credentials');
    return { accountId: this.#settings.tenantId ?? tenantId ?? 'unknown', principal, source: source.source };
  }

  async discover(): Promise<Discovery> {
    return discoverAzure(this.#reader, await this.billingScope(), this.#settings);
  }

  async *collect(type: string, scope: Scope): AsyncIterable<ResourcePage> {
    const collector = collectors.find(({ info }) => info.type === type);
    if (!collector) throw new TypeError(`Azure has no collector of ${type}`);
    const { regions } = this.#settings;
    for await (const page of collector.collect(this.#reader, scope)) {
      const isWanted = (regionId: string): boolean =>
        regions === 'all' || regionId === 'global' || regions.includes(regionId);
      yield { ...page, resources: page.resources.filter((resource) => isWanted(resource.scope.regionId)) };
    }
  }

  metrics(scope: Scope, question: MetricQuestion): AsyncIterable<MetricPage> {
    return readMetrics(this.#reader, scope, question);
  }

  /** Azure bills for none of the calls that reading makes. */
  paidCalls(): readonly PaidCalls[] {
    return [];
  }

  async *charges(range: DayRange): AsyncIterable<ChargePage> {
    const { azure } = this.#reader;
    yield* readCharges(azure, await this.billingScope(), await this.#costTargets(), range, this.#runtime.now());
  }

  /** The tenant stands for whoever pays: several billing accounts may be behind it. */
  async billingScope(): Promise<Scope> {
    return subscriptionScope((await this.identity()).accountId);
  }

  async costFacts<S extends CostSubject>(subject: S, request: CostFactRequest): Promise<readonly CostFactTypes[S][]> {
    const { azure } = this.#reader;
    const [scope, targets] = [await this.billingScope(), await this.#costTargets()];
    return readCostFacts(subject, { azure, scope, targets, today: dayOf(this.#runtime.now()), request });
  }

  async resourceCosts(): Promise<ResourceCostPage> {
    const { azure } = this.#reader;
    return readResourceCosts(azure, await this.billingScope(), await this.#costTargets(), dayOf(this.#runtime.now()));
  }

  async recommendations(
    adviser: AdviserId,
    scope: Scope,
    _kinds: ReadonlySet<ResourceKind>,
  ): Promise<readonly Recommendation[]> {
    if (adviser !== 'advisor') throw new TypeError(`Azure has no adviser ${adviser}`);
    return advisorRecommendations(this.#reader.azure, scope);
  }

  priceFamilies(kinds: readonly ResourceKind[]): readonly string[] {
    return familiesFor(kinds);
  }

  async *prices(regionId: string, family: string, inUse: InUse): AsyncIterable<PricePage> {
    const asOf = this.#runtime.now();
    yield* readPrices(this.#reader.azure, await this.billingScope(), { regionId, family, inUse, asOf });
  }

  sizes(scope: Scope, sizeNames: readonly string[]): AsyncIterable<readonly Size[]> {
    return readSizes(this.#reader, scope, sizeNames);
  }

  async *probe(): AsyncIterable<Probe> {
    yield* probeAzure({
      reader: this.#reader,
      home: await this.billingScope(),
      identity: () => this.identity(),
      discover: () => this.discover(),
      costTargets: () => this.#costTargets(),
      now: () => this.#runtime.now(),
    });
  }

  async close(): Promise<void> {
    this.#reader.azure.close();
  }

  /** The configured billing scope, or each subscription that is read. */
  async #costTargets(): Promise<readonly CostTarget[]> {
    const { billingScope } = this.#settings;
    if (billingScope !== undefined) return [{ path: billingScope.replace(/\/+$/, '') }];
    const { scopes, accounts } = await this.#reader.once('discovery', () => this.discover());
    const names = new Map(accounts.map(({ accountId, name }) => [accountId, name]));
    return scopes.map(({ accountId }) => ({
      path: `/subscriptions/${accountId}`,
      subscription: { id: accountId, name: names.get(accountId) ?? accountId },
    }));
  }
}
