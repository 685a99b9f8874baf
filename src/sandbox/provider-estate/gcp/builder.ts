import type { Random } from '../../estate/random.ts';
import { Weighted } from '../../estate/random.ts';
import type { Identity } from '../../estate/generate/tags.ts';
import type { ProviderContext, ProviderPlace } from '../context.ts';
import type * as analytics from './analytics-model.ts';
import type * as model from './model.ts';
import type * as platform from './platform-model.ts';
import type { GcpNodeDatabase } from './node-databases.ts';
import type { GcpOrganization } from './organization.ts';

/** A label that means "leave this alone": Google's label keys have no colon. */
export const KEEP_LABEL = 'ballast-keep';

/** The estate while it is being made. */
export class GcpBuilder {
  readonly context: ProviderContext;
  readonly organization: GcpOrganization;
  readonly nonProduction: Weighted<ProviderPlace>;
  readonly production: Weighted<ProviderPlace>;
  readonly instances: model.GcpInstance[] = [];
  readonly disks: model.GcpDisk[] = [];
  readonly snapshots: model.GcpSnapshot[] = [];
  readonly addresses: model.GcpAddress[] = [];
  readonly policies: model.GcpResourcePolicy[] = [];
  readonly images: model.GcpImage[] = [];
  readonly templates: model.GcpInstanceTemplate[] = [];
  readonly groups: model.GcpInstanceGroup[] = [];
  readonly nodeGroups: model.GcpNodeGroup[] = [];
  readonly forwardingRules: model.GcpForwardingRule[] = [];
  readonly backendServices: model.GcpBackendService[] = [];
  readonly targetProxies: model.GcpTargetProxy[] = [];
  readonly urlMaps: model.GcpUrlMap[] = [];
  readonly commitments: model.GcpCommitment[] = [];
  readonly reservations: model.GcpReservation[] = [];
  readonly routers: model.GcpRouter[] = [];
  readonly vpnTunnels: model.GcpVpnTunnel[] = [];
  readonly sqlInstances: model.GcpSqlInstance[] = [];
  readonly buckets: model.GcpBucket[] = [];
  readonly clusters: model.GcpCluster[] = [];
  readonly endpoints: platform.GcpEndpoint[] = [];
  readonly notebooks: platform.GcpNotebook[] = [];
  readonly workflowEnvironments: platform.GcpWorkflowEnvironment[] = [];
  readonly dataflowJobs: platform.GcpDataflowJob[] = [];
  readonly redis: model.GcpRedis[] = [];
  readonly nodeDatabases: GcpNodeDatabase[] = [];
  readonly runServices: model.GcpRunService[] = [];
  readonly logBuckets: model.GcpLogBucket[] = [];
  readonly datasets: model.GcpDataset[] = [];
  readonly repositories: analytics.GcpRepository[] = [];
  readonly traffic: analytics.GcpTraffic[] = [];
  readonly dataprocClusters: analytics.GcpDataprocCluster[] = [];
  readonly shortLived: model.GcpShortLived[] = [];
  readonly recommendations: model.GcpRecommendation[] = [];
  #publicAddresses = 0;

  constructor(context: ProviderContext, organization: GcpOrganization) {
    this.context = context;
    this.organization = organization;
    this.production = placesOf(organization, (environment) => environment === 'prod') ?? context.places;
    this.nonProduction = placesOf(organization, (environment) => environment !== 'prod') ?? context.places;
  }

  get now(): number {
    return this.context.now;
  }

  /** Benchmark address space of RFC 2544: looks public, belongs to nobody. */
  publicAddress(): string {
    const index = this.#publicAddresses++;
    return `198.${18 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`;
  }
}

function placesOf(
  { places }: GcpOrganization,
  fits: (environment: ProviderPlace['environment']) => boolean,
): Weighted<ProviderPlace> | undefined {
  const entries = places.filter(([place]) => fits(place.environment));
  return entries.length === 0 ? undefined : new Weighted(entries);
}

/** What is said of one resource: where it is, whose it is, how it is called. */
export interface Part {
  readonly random: Random;
  readonly place: ProviderPlace;
  readonly zone: string;
  readonly identity: Identity;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface PartOptions {
  readonly environment?: 'prod' | 'nonprod';
  readonly keep?: boolean;
  /** A place that is given, rather than drawn. */
  readonly place?: ProviderPlace;
}

/** A part of the estate with a stream of its own. A part whose environment matters says it in its labels. */
export function partOf(
  builder: GcpBuilder,
  kind: string,
  role: string,
  index: number,
  options: PartOptions = {},
): Part {
  const { context } = builder;
  const random = context.random(kind, role, index);
  const from =
    options.environment === undefined
      ? context.places
      : options.environment === 'prod'
        ? builder.production
        : builder.nonProduction;
  const drawn = from.pick(random);
  const place = options.place ?? drawn;
  const own = context.identity(random, place);
  const identity = { ...own, ...environmentOf(own.environment, options) };
  const name = `${context.nameOf(identity)}-${random.hex(4)}`;
  const labels = labelsOf(context.tagsOf(random, identity, name));
  if (options.environment !== undefined) labels['env'] = identity.environment;
  if (options.keep) labels[KEEP_LABEL] = 'agreed-with-its-team';
  return { random, place, zone: random.pick(place.zones), identity, name, labels };
}

function environmentOf(environment: string, options: PartOptions): { readonly environment?: string } {
  if (options.environment === 'prod') return { environment: 'prod' };
  if (options.environment === 'nonprod' && environment === 'prod') return { environment: 'staging' };
  return {};
}

/** Labels hold lower-case letters, digits, dashes and underscores. Source: Resource Manager, "Requirements for labels". */
export function labelsOf(tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [lower(key), lower(value)]));
}

const lower = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '-')
    .slice(0, 63);

/** The 19 digits that Compute Engine gives to everything. */
export function numericId(random: Random): string {
  let digits = String(random.integer(1, 8));
  while (digits.length < 19) digits += String(random.integer(0, 999_999_999)).padStart(9, '0');
  return digits.slice(0, 19);
}
