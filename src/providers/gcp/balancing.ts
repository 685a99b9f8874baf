import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { BalancerTargets, TargetKind } from '../../domain/resources.ts';
import type { GcpClient } from './client.ts';
import { aggregated, listed } from './listings.ts';
import { computeName, computeResource, lastPart } from './names.ts';
import { parsed } from './resource-manager.ts';

const Backend = z.object({
  place: z.string(),
  name: z.string(),
  backends: z.array(z.object({ group: z.string().optional() })).default([]),
});
const TargetProxy = z.object({
  place: z.string(),
  name: z.string(),
  urlMap: z.string().optional(),
  service: z.string().optional(),
});
const Redirect = z.looseObject({}).optional();
const UrlMap = z.object({
  place: z.string(),
  name: z.string(),
  defaultService: z.string().optional(),
  defaultUrlRedirect: Redirect,
  pathMatchers: z
    .array(
      z.object({
        defaultService: z.string().optional(),
        defaultUrlRedirect: Redirect,
        pathRules: z.array(z.object({ service: z.string().optional(), urlRedirect: Redirect })).default([]),
        routeRules: z.array(z.object({ service: z.string().optional(), urlRedirect: Redirect })).default([]),
      }),
    )
    .default([]),
});
const Pool = z.object({ place: z.string(), name: z.string(), instances: z.array(z.string()).default([]) });
const Health = z.object({ healthStatus: z.array(z.object({ healthState: z.string().optional() })).default([]) });

type UrlMap = z.infer<typeof UrlMap>;

/** What stands behind a forwarding rule. */
export interface Behind {
  readonly targets: Fact<BalancerTargets>;
  /** A redirect needs no target. Left out where something is registered. */
  readonly answersItself?: Fact<boolean>;
}

export const balancingPermissions = [
  'compute.backendServices.get',
  'compute.backendServices.list',
  'compute.regionBackendServices.get',
  'compute.targetHttpProxies.list',
  'compute.targetHttpsProxies.list',
  'compute.targetTcpProxies.list',
  'compute.targetSslProxies.list',
  'compute.targetPools.list',
  'compute.urlMaps.list',
] as const;

const nothing: BalancerTargets = { groups: 0, registered: 0, healthy: 0, unchecked: 0, kinds: [] };

/**
 * Follows forwarding rules to their backends: by proxies and URL maps to backend services, and there asks each group's
 * health. Each list is read once, and only where a rule leads to it. What could not be read makes the targets unread,
 * never none. Source: Cloud Load Balancing, "Forwarding rules overview".
 */
export class Balancing {
  readonly #gcp: GcpClient;
  readonly #scope: Scope;
  readonly #lists = new Map<string, Promise<ReadonlyMap<string, unknown>>>();
  readonly #targets = new Map<string, Promise<BalancerTargets>>();

  constructor(gcp: GcpClient, scope: Scope) {
    this.#gcp = gcp;
    this.#scope = scope;
  }

  /** `link`: the rule's `backendService` or `target`. */
  async behind(link: string): Promise<Behind> {
    try {
      return await this.#follow(computeName(link));
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      return { targets: unread(reasonOf(error)) };
    }
  }

  async #follow(name: string): Promise<Behind> {
    const collection = name.split('/').at(-2) ?? '';
    switch (collection) {
      case 'backendServices':
        return { targets: known(await this.#backends(name)) };
      case 'targetPools':
        return { targets: known(await this.#pool(name)) };
      case 'targetInstances':
        return { targets: known({ ...nothing, groups: 1, registered: 1, unchecked: 1, kinds: ['instance'] }) };
      case 'targetHttpProxies':
      case 'targetHttpsProxies':
      case 'targetGrpcProxies': {
        const proxy = await this.#find(collection, name, TargetProxy);
        if (proxy?.urlMap === undefined) return { targets: unread(`${lastPart(name)} was not listed`) };
        return this.#urlMap(computeName(proxy.urlMap));
      }
      case 'targetTcpProxies':
      case 'targetSslProxies': {
        const proxy = await this.#find(collection, name, TargetProxy);
        if (proxy?.service === undefined) return { targets: unread(`${lastPart(name)} was not listed`) };
        return this.#follow(computeName(proxy.service));
      }
      default:
        return { targets: unread(`what ${collection} lead to is not known`) };
    }
  }

  async #urlMap(name: string): Promise<Behind> {
    const map = await this.#find('urlMaps', name, UrlMap);
    if (map === undefined) return { targets: unread(`${lastPart(name)} was not listed`) };
    const services = [...new Set(servicesOf(map).map(computeName))];
    const parts = await Promise.all(services.map((service) => this.#serviceOrBucket(service)));
    const targets = parts.reduce(joined, nothing);
    return {
      targets: known(targets),
      ...(targets.registered === 0 && { answersItself: known(redirects(map)) }),
    };
  }

  async #serviceOrBucket(name: string): Promise<BalancerTargets> {
    if (!name.includes('/backendBuckets/')) return this.#backends(name);
    return { groups: 1, registered: 1, healthy: 0, unchecked: 1, kinds: ['bucket'] };
  }

  /** Throws a CloudError. */
  #backends(name: string): Promise<BalancerTargets> {
    const found = this.#targets.get(name) ?? this.#readBackends(name);
    this.#targets.set(name, found);
    return found;
  }

  async #readBackends(name: string): Promise<BalancerTargets> {
    const service = await this.#find('backendServices', name, Backend);
    // One that something points at can't be deleted: it was not listed, which is not the same as empty.
    if (service === undefined) throw notListed(name);
    const groups = service.backends.flatMap(({ group }) => group ?? []);
    const parts = await Promise.all(groups.map((group) => this.#group(name, group)));
    return parts.reduce(joined, { ...nothing, groups: groups.length });
  }

  async #group(service: string, group: string): Promise<BalancerTargets> {
    // Groups of serverless services and of addresses elsewhere have no health of their own.
    if (/\/(regions\/[^/]+|global)\/networkEndpointGroups\//.test(group)) {
      return { ...nothing, registered: 1, unchecked: 1, kinds: ['function'] };
    }
    const path = service.replace('//compute.googleapis.com/', 'compute/v1/');
    const regional = service.includes('/regions/');
    const operation = regional ? 'compute.regionBackendServices.getHealth' : 'compute.backendServices.getHealth';
    const request = { path: `${path}/getHealth`, method: 'POST' as const, body: { group } };
    const { healthStatus } = parsed(operation, Health, await this.#gcp.call(operation, this.#scope, request));
    const kind: TargetKind = group.includes('/networkEndpointGroups/') ? 'address' : 'instance';
    return {
      groups: 0,
      registered: healthStatus.length,
      healthy: healthStatus.filter(({ healthState }) => healthState === 'HEALTHY').length,
      unchecked: healthStatus.filter(({ healthState }) => healthState === undefined).length,
      kinds: healthStatus.length === 0 ? [] : [kind],
    };
  }

  /** Of a pool without health checks every machine counts; its health has a call for each machine, which is not made. */
  async #pool(name: string): Promise<BalancerTargets> {
    const pool = await this.#find('targetPools', name, Pool);
    const count = pool?.instances.length ?? 0;
    return { groups: 1, registered: count, healthy: 0, unchecked: count, kinds: count === 0 ? [] : ['instance'] };
  }

  async #find<T>(collection: string, name: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const list = this.#lists.get(collection) ?? this.#read(collection);
    this.#lists.set(collection, list);
    const row = (await list).get(name);
    return row === undefined ? undefined : parsed(`compute.${collection}`, schema, row);
  }

  /** Throws an `unavailable` CloudError where a place was not reached: what is missing is then not known to be gone. */
  async #read(collection: string): Promise<ReadonlyMap<string, unknown>> {
    const { accountId: projectId } = this.#scope;
    // SSL proxies are global alone.
    const isGlobal = collection === 'targetSslProxies' || collection === 'targetGrpcProxies';
    const operation = `compute.${collection}.${isGlobal ? 'list' : 'aggregatedList'}`;
    const pages = isGlobal
      ? listed(this.#gcp, this.#scope, operation, {
          path: `compute/v1/projects/${projectId}/global/${collection}`,
          list: 'items',
          place: GLOBAL_REGION,
        })
      : aggregated(this.#gcp, this.#scope, operation, { path: collection });
    const found = new Map<string, unknown>();
    for await (const { rows, unread: holes } of pages) {
      const [hole] = holes;
      if (hole !== undefined) throw new CloudError({ category: 'unavailable', operation, message: hole.reason });
      for (const row of rows as readonly { readonly place?: unknown; readonly name?: unknown }[]) {
        found.set(computeResource(projectId, String(row.place), collection, String(row.name)), row);
      }
    }
    return found;
  }
}

const joined = (a: BalancerTargets, b: BalancerTargets): BalancerTargets => ({
  groups: a.groups + b.groups,
  registered: a.registered + b.registered,
  healthy: a.healthy + b.healthy,
  unchecked: a.unchecked + b.unchecked,
  kinds: [...new Set([...a.kinds, ...b.kinds])],
});

const servicesOf = ({ defaultService, pathMatchers }: UrlMap): readonly string[] =>
  [
    defaultService,
    ...pathMatchers.flatMap((matcher) => [
      matcher.defaultService,
      ...matcher.pathRules.map(({ service }) => service),
      ...matcher.routeRules.map(({ service }) => service),
    ]),
  ].filter((service) => service !== undefined);

const redirects = ({ defaultUrlRedirect, pathMatchers }: UrlMap): boolean =>
  defaultUrlRedirect !== undefined ||
  pathMatchers.some(
    (matcher) =>
      matcher.defaultUrlRedirect !== undefined ||
      [...matcher.pathRules, ...matcher.routeRules].some(({ urlRedirect }) => urlRedirect !== undefined),
  );

function notListed(name: string): CloudError {
  const operation = 'compute.backendServices.aggregatedList';
  return new CloudError({ category: 'malformed', operation, message: `${lastPart(name)} was not listed` });
}
