import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { type CostFactTypes, type CostSubject, costSubjects } from '../../domain/cost-facts.ts';
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
import { awsError } from './aws-error.ts';
import { globalScope } from './aws-scope.ts';
import { chainSource, sandboxSource } from './base-credentials.ts';
import { AwsClient } from './client.ts';
import { collectors } from './collectors/index.ts';
import { CostCalls } from './cost-calls.ts';
import type { CostContext } from './cost-facts/cost-reader.ts';
import { readCostFacts } from './cost-facts/index.ts';
import { resourceCosts } from './cost-facts/resource-costs.ts';
import { readCharges } from './cost.ts';
import { discoverAws } from './discover.ts';
import { readMetrics } from './metrics.ts';
import { PaidCallCounter } from './paid-calls.ts';
import { familiesFor, readPrices } from './prices.ts';
import { probeAws } from './probe.ts';
import { readRecommendations } from './recommendations/index.ts';
import { Sessions } from './sessions.ts';
import { readSizes } from './sizes.ts';
import { Transport } from './transport.ts';

/** One AWS organisation or account, opened. Calls nothing until it is asked something. */
export class AwsConnection implements CloudConnection {
  readonly provider = 'aws';
  readonly name: string;
  readonly collectors = collectors.map(({ info }) => info);
  readonly costSubjects = costSubjects;
  readonly #settings: AwsSettings;
  readonly #runtime: ProviderRuntime;
  readonly #aws: AwsClient;
  readonly #sessions: Sessions;
  readonly #paid: PaidCallCounter;

  constructor(settings: AwsSettings, runtime: ProviderRuntime) {
    this.name = settings.name;
    this.#settings = settings;
    this.#paid = new PaidCallCounter({
      ...(settings.limits?.metricsPerSync !== undefined && {
        'cloudwatch:GetMetricData': settings.limits.metricsPerSync,
      }),
      ...(settings.limits?.costExplorerRequestsPerSync !== undefined && {
        'ce:requests': settings.limits.costExplorerRequestsPerSync,
      }),
    });
    this.#runtime = runtime;
    const { sandboxUrl, proxies, signal, onEvent, limits } = runtime;
    const classify = (error: unknown, operation: string) => awsError(error, operation, systemTime.epochMs());
    const engine = new CallEngine({ limits, signal, onEvent, classify });
    const transport = new Transport(settings, { sandboxUrl, proxies, concurrency: engine.limits.concurrency });
    const base = sandboxUrl === undefined ? chainSource(settings, transport) : sandboxSource(sandboxUrl);
    this.#sessions = new Sessions(settings, base, {
      base: async () => {
        // Everything begins with credentials, so that nothing is called before the transport is prepared.
        await transport.prepare();
        if (sandboxUrl !== undefined) return base.get(signal);
        const call = { operation: 'credentials', service: 'credentials', scope: globalScope('unknown') };
        return engine.call(call, (stop) => base.get(stop));
      },
      call: (credentials, service, name, scope, input) =>
        this.#aws.callWith(credentials, service, name.slice(name.indexOf(':') + 1), scope, input),
      epochMs: systemTime.epochMs,
    });
    this.#aws = new AwsClient(engine, transport, this.#sessions);
  }

  async identity(): Promise<Identity> {
    const { accountId, principal, source } = await this.#sessions.identity();
    return { accountId, principal, source };
  }

  async discover(): Promise<Discovery> {
    return discoverAws(this.#aws, this.#sessions, this.#settings);
  }

  collect(type: string, scope: Scope): AsyncIterable<ResourcePage> {
    const collector = collectors.find(({ info }) => info.type === type);
    if (!collector) throw new TypeError(`AWS has no collector of ${type}`);
    return collector.collect(this.#aws, scope);
  }

  metrics(scope: Scope, question: MetricQuestion): AsyncIterable<MetricPage> {
    return readMetrics(this.#aws, scope, question, this.#paid);
  }

  paidCalls(): readonly PaidCalls[] {
    return this.#paid.report();
  }

  async *charges(range: DayRange): AsyncIterable<ChargePage> {
    yield* readCharges(this.#aws, await this.#costCalls(), range, this.#runtime.now());
  }

  async costFacts<S extends CostSubject>(subject: S, request: CostFactRequest): Promise<readonly CostFactTypes[S][]> {
    return readCostFacts(subject, await this.#costContext(request));
  }

  async resourceCosts(): Promise<ResourceCostPage> {
    return resourceCosts(
      await this.#costContext({ onDemandUsage: [], allocationTags: [], isAllocationTag: () => false }),
    );
  }

  recommendations(
    adviser: AdviserId,
    scope: Scope,
    kinds: ReadonlySet<ResourceKind>,
  ): Promise<readonly Recommendation[]> {
    return readRecommendations(this.#aws, adviser, scope, kinds);
  }

  async #costCalls(): Promise<CostCalls> {
    return new CostCalls(this.#aws, await this.billingScope(), this.#paid);
  }

  async #costContext(request: CostFactRequest): Promise<CostContext> {
    const now = this.#runtime.now();
    return { aws: this.#aws, calls: await this.#costCalls(), today: dayOf(now), now, request };
  }

  async billingScope(): Promise<Scope> {
    return globalScope((await this.#sessions.identity()).accountId);
  }

  priceFamilies(kinds: readonly ResourceKind[]): readonly string[] {
    return familiesFor(kinds);
  }

  async *prices(regionId: string, family: string, inUse: InUse): AsyncIterable<PricePage> {
    yield* readPrices(this.#aws, await this.billingScope(), { regionId, family, inUse, asOf: this.#runtime.now() });
  }

  sizes(scope: Scope, sizeNames: readonly string[]): AsyncIterable<readonly Size[]> {
    return readSizes(this.#aws, scope, sizeNames);
  }

  probe(): AsyncIterable<Probe> {
    const now = () => this.#runtime.now();
    return probeAws({ aws: this.#aws, sessions: this.#sessions, settings: this.#settings, now });
  }

  async close(): Promise<void> {
    this.#aws.close();
  }
}
