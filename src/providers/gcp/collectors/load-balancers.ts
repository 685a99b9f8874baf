import { z } from 'zod';
import { CloudError, reasonOf } from '../../../domain/cloud-error.ts';
import { type Fact, fact, known, unread } from '../../../domain/fact.ts';
import { GLOBAL_REGION, type Scope } from '../../../domain/ids.ts';
import type { LoadBalancer } from '../../../domain/resources.ts';
import { Balancing, balancingPermissions, type Behind } from '../balancing.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { aggregated, listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Rule = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  creationTimestamp: Time.optional(),
  labels: Labels,
  IPAddress: z.string().optional(),
  target: z.string().optional(),
  backendService: z.string().optional(),
  // Left out by rules of Private Service Connect.
  loadBalancingScheme: z.string().optional(),
});

const Row = Rule.extend({
  behind: z.custom<Behind>(),
  ruleCount: z.custom<Fact<number>>(),
  attachments: z.custom<Fact<readonly string[]>>(),
});

const OPERATION = 'compute.forwardingRules.aggregatedList';

/** Private Service Connect and Cloud VPN have forwarding rules too: they balance nothing, and cost nothing by themselves. */
const balances = ({ loadBalancingScheme, target = '' }: z.infer<typeof Rule>): boolean =>
  loadBalancingScheme !== undefined &&
  loadBalancingScheme !== '' &&
  !/\/(serviceAttachments|targetVpnGateways)\//.test(target);

/**
 * Forwarding rules of a project, regional and global, with what stands behind each: that is what is billed of a load
 * balancer. Sources: Compute Engine API, forwardingRules.aggregatedList, globalForwardingRules.list.
 */
export const loadBalancers = defineCollector({
  type: 'gcp:compute:forwarding-rule',
  kind: 'load-balancer',
  permissions: [
    'compute.forwardingRules.list',
    'compute.globalForwardingRules.list',
    'compute.serviceAttachments.list',
    ...balancingPermissions,
  ],
  metrics: metricsOfType('gcp:compute:forwarding-rule'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    const all: Listing[] = [];
    for await (const listing of rules(gcp, scope)) all.push(listing);
    const isWhole = all.every(({ unread: holes }) => holes.length === 0);
    const counts = new Map<string, number>();
    for (const { rows } of all) {
      for (const row of rows) {
        const rule = Rule.safeParse(row);
        if (rule.success && balances(rule.data)) counts.set(rule.data.place, (counts.get(rule.data.place) ?? 0) + 1);
      }
    }
    const balancing = new Balancing(gcp, scope);
    const attachments = new Attachments(gcp, scope);
    for (const { rows, unread: holes } of all) {
      const resolved = await Promise.all(
        rows.filter(isOfBalancer).map(async (row) => {
          const rule = Rule.safeParse(row);
          if (!rule.success) return row;
          const { place, target, backendService } = rule.data;
          const link = backendService ?? target;
          const count = counts.get(place) ?? 0;
          return {
            ...(row as object),
            behind: link === undefined ? { targets: unread('it names no target') } : await balancing.behind(link),
            ruleCount: isWhole ? known(count) : unread('not all forwarding rules were listed'),
            attachments: await attachments.of(rule.data),
          };
        }),
      );
      yield { rows: resolved, unread: holes };
    }
  },
  toResource(row, { accountId: projectId }): LoadBalancer {
    const collection = 'forwardingRules';
    return {
      kind: 'load-balancer',
      type: 'gcp:compute:forwarding-rule',
      resourceId: computeResource(projectId, row.place, collection, row.name),
      billingIds: [computeResource(projectId, row.place, collection, row.id)],
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: 'active',
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      flavor: /\/target(Http|Https|Grpc)Proxies\//.test(row.target ?? '') ? 'application' : 'network',
      internetFacing: row.loadBalancingScheme?.startsWith('EXTERNAL') === true,
      targets: row.behind.targets,
      ...(row.behind.answersItself !== undefined && { answersItself: row.behind.answersItself }),
      endpointServiceIds: row.attachments,
      ruleCount: row.ruleCount,
    };
  },
});

/** One that cannot be read stays in, to be told as such. */
function isOfBalancer(row: unknown): boolean {
  const rule = Rule.safeParse(row);
  return !rule.success || balances(rule.data);
}

async function* rules(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing> {
  yield* aggregated(gcp, scope, OPERATION, { path: 'forwardingRules', withoutGlobal: true });
  yield* listed(gcp, scope, 'compute.globalForwardingRules.list', {
    path: `compute/v1/projects/${scope.accountId}/global/forwardingRules`,
    list: 'items',
    query: { maxResults: 500 },
    place: GLOBAL_REGION,
  });
}

const Attachment = z.object({
  place: z.string(),
  name: z.string(),
  producerForwardingRule: z.string().optional(),
  targetService: z.string().optional(),
});

/** Which internal rules are the entrance of a service for others (Private Service Connect); asked once, if at all. */
class Attachments {
  readonly #gcp: GcpClient;
  readonly #scope: Scope;
  #byRule: Promise<Fact<ReadonlyMap<string, readonly string[]>>> | undefined;

  constructor(gcp: GcpClient, scope: Scope) {
    this.#gcp = gcp;
    this.#scope = scope;
  }

  async of({ place, name, loadBalancingScheme = '' }: z.infer<typeof Rule>): Promise<Fact<readonly string[]>> {
    // Only internal load balancers can be published.
    if (!loadBalancingScheme.startsWith('INTERNAL')) return known([]);
    this.#byRule ??= this.#read();
    const byRule = await this.#byRule;
    if (!byRule.known) return byRule;
    return known(byRule.value.get(computeResource(this.#scope.accountId, place, 'forwardingRules', name)) ?? []);
  }

  async #read(): Promise<Fact<ReadonlyMap<string, readonly string[]>>> {
    const operation = 'compute.serviceAttachments.aggregatedList';
    const found = new Map<string, readonly string[]>();
    try {
      for await (const { rows, unread: holes } of aggregated(this.#gcp, this.#scope, operation, {
        path: 'serviceAttachments',
      })) {
        const [hole] = holes;
        if (hole !== undefined) return unread(hole.reason);
        for (const raw of rows) {
          const row = Attachment.safeParse(raw);
          if (!row.success) return unread(`malformed: ${operation}`);
          const { place, name, producerForwardingRule, targetService } = row.data;
          const rule = producerForwardingRule ?? targetService;
          if (rule === undefined) continue;
          const id = computeResource(this.#scope.accountId, place, 'serviceAttachments', name);
          found.set(computeName(rule), [...(found.get(computeName(rule)) ?? []), id]);
        }
      }
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      return unread(reasonOf(error));
    }
    return known(found);
  }
}
