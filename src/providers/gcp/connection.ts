import type { GcpSettings } from '../../domain/cloud-settings.ts';
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
import { GcpClient } from './client.ts';
import { collectors } from './collectors/index.ts';
import { type CostReader, readCharges, readResourceCosts } from './cost.ts';
import { costSubjects, readCostFacts } from './cost-facts/index.ts';
import { type Credentials, googleSource, sandboxSource } from './credentials.ts';
import { DisabledApis } from './disabled-apis.ts';
import { discoverGcp } from './discover.ts';
import { gcpError } from './gcp-error.ts';
import { projectScope } from './gcp-scope.ts';
import { type MachineSize, readMachineSizes } from './machine-sizes.ts';
import { readMetrics } from './metrics.ts';
import { BilledBytes } from './paid-calls.ts';
import { familiesFor, readPrices } from './prices.ts';
import { probeGcp } from './probe.ts';
import { readRecommendations, readSpendRecommendations } from './recommendations.ts';
import { SkuCatalogue } from './sku-catalogue.ts';
import { Transport } from './transport.ts';
import { usedPlaces } from './used-places.ts';

/** One Google Cloud organisation, or a part of it, opened. Calls nothing until it is asked something. */
export class GcpConnection implements CloudConnection {
  readonly provider = 'gcp';
  readonly name: string;
  readonly collectors = collectors.map(({ info }) => info);
  readonly costSubjects = costSubjects;
  readonly #settings: GcpSettings;
  readonly #runtime: ProviderRuntime;
  readonly #gcp: GcpClient;
  readonly #credentials: Credentials;
  readonly #catalogue: SkuCatalogue;
  readonly #machineSizes = new Map<string, Promise<readonly MachineSize[]>>();
  readonly #billed: BilledBytes;
  readonly #disabled = new DisabledApis(
    async () => ({ reader: await this.#costReader(), today: dayOf(this.#runtime.now()) }),
    async (projectId) =>
      (await this.discover()).accounts.find(({ accountId }) => accountId === projectId)?.billingAccountId,
  );
  #discovery: Promise<Discovery> | undefined;

  constructor(settings: GcpSettings, runtime: ProviderRuntime) {
    this.name = settings.name;
    this.#settings = settings;
    this.#runtime = runtime;
    this.#billed = new BilledBytes(settings.limits?.bytesBilledPerSync);
    const { sandboxUrl, proxies, signal, onEvent, limits } = runtime;
    const classify = (error: unknown, operation: string) => gcpError(error, operation, systemTime.epochMs());
    const engine = new CallEngine({ limits, signal, onEvent, classify });
    const transport = new Transport(settings, { sandboxUrl, proxies, concurrency: engine.limits.concurrency });
    this.#credentials =
      sandboxUrl === undefined ? googleSource(settings, engine, transport) : sandboxSource(sandboxUrl, signal);
    const quotaProject = sandboxUrl === undefined ? settings.quotaProject : undefined;
    this.#gcp = new GcpClient(engine, transport, this.#credentials, quotaProject);
    this.#catalogue = new SkuCatalogue(this.#gcp, async () => (await this.billingScope()).accountId);
  }

  async identity(): Promise<Identity> {
    const { principal, source, projectId } = await this.#credentials.taken();
    const { organization, projects, quotaProject } = this.#settings;
    const accountId = projectId ?? quotaProject ?? organization ?? projects?.[0] ?? this.name;
    return { accountId, principal: principal ?? 'not told by the credentials', source };
  }

  /** A second question, such as who pays, is answered by the same reading; a failure is not kept. */
  discover(): Promise<Discovery> {
    this.#discovery ??= discoverGcp(this.#gcp, this.#settings).catch((error: unknown) => {
      this.#discovery = undefined;
      throw error;
    });
    return this.#discovery;
  }

  async *collect(type: string, scope: Scope): AsyncIterable<ResourcePage> {
    const collector = collectors.find(({ info }) => info.type === type);
    if (!collector) throw new TypeError(`Google Cloud has no collector of ${type}`);
    try {
      yield* collector.collect(this.#gcp, scope, this.#runtime.now());
    } catch (error) {
      throw await this.#disabled.explained(error, scope.accountId);
    }
  }

  metrics(scope: Scope, question: MetricQuestion): AsyncIterable<MetricPage> {
    return readMetrics(this.#gcp, scope, question);
  }

  paidCalls(): readonly PaidCalls[] {
    return this.#billed.report();
  }

  async *charges(range: DayRange): AsyncIterable<ChargePage> {
    yield* readCharges(await this.#costReader(), range, this.#runtime.now());
  }

  async costFacts<S extends CostSubject>(subject: S, request: CostFactRequest): Promise<readonly CostFactTypes[S][]> {
    const today = dayOf(this.#runtime.now());
    return readCostFacts(subject, { reader: await this.#costReader(), today, request });
  }

  async resourceCosts(): Promise<ResourceCostPage> {
    return readResourceCosts(await this.#costReader(), this.#runtime.now());
  }

  async recommendations(
    adviser: AdviserId,
    scope: Scope,
    kinds: ReadonlySet<ResourceKind>,
  ): Promise<readonly Recommendation[]> {
    if (adviser === 'commitment-recommender') return readSpendRecommendations(this.#gcp, scope);
    if (adviser !== 'recommender') throw new TypeError(`${adviser} is no adviser of Google Cloud`);
    return readRecommendations(
      this.#gcp,
      scope,
      kinds,
      await usedPlaces(this.#gcp, scope, { datasets: kinds.has('dataset') }),
    );
  }

  /** The billing account, where it is known; else whoever pays for the first project that tells. */
  async billingScope(): Promise<Scope> {
    const sandbox = await this.#credentials.sandbox();
    const own = this.#settings.billingAccount ?? sandbox?.billingAccountId;
    if (own !== undefined) return projectScope(own);
    const { accounts } = await this.discover();
    const paid = accounts.map(({ billingAccountId }) => billingAccountId).find((account) => account.known);
    return projectScope(paid?.known === true ? paid.value : this.name);
  }

  priceFamilies(kinds: readonly ResourceKind[]): readonly string[] {
    return familiesFor(kinds);
  }

  async *prices(regionId: string, family: string, inUse: InUse): AsyncIterable<PricePage> {
    const question = { regionId, family, inUse, asOf: this.#runtime.now() };
    yield await readPrices(this.#catalogue, question, async () => this.#sizesOf(await this.#reader(regionId)));
  }

  async *sizes(scope: Scope, _sizeNames: readonly string[]): AsyncIterable<readonly Size[]> {
    const sizes = await this.#sizesOf(scope);
    yield sizes.map(({ acceleratorName: _name, ...size }) => size);
  }

  probe(): AsyncIterable<Probe> {
    const now = () => this.#runtime.now();
    return probeGcp({ gcp: this.#gcp, credentials: this.#credentials, settings: this.#settings, now });
  }

  async close(): Promise<void> {
    this.#gcp.close();
  }

  /** A region's machine types are the same for every project that may use Compute. */
  #sizesOf(scope: Scope): Promise<readonly MachineSize[]> {
    const found = this.#machineSizes.get(scope.regionId) ?? readMachineSizes(this.#gcp, scope);
    this.#machineSizes.set(scope.regionId, found);
    found.catch(() => this.#machineSizes.delete(scope.regionId));
    return found;
  }

  async #reader(regionId: string): Promise<Scope> {
    const [scope] = (await this.discover()).scopes;
    return { ...(scope ?? projectScope(this.name)), regionId };
  }

  async #costReader(): Promise<CostReader> {
    const sandbox = await this.#credentials.sandbox();
    const billingExport = this.#settings.billingExport ?? sandbox?.billingExport;
    const settings = { ...this.#settings, ...(billingExport !== undefined && { billingExport }) };
    return { gcp: this.#gcp, settings, billed: this.#billed };
  }
}
