import { z } from 'zod';
import { type Fact, fact, known } from '../../../domain/fact.ts';
import { GLOBAL_REGION } from '../../../domain/ids.ts';
import type { PublicAddress } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { aggregated, listed } from '../listings.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

const Row = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  // Left out while it is being reserved.
  address: z.string().default(''),
  // "If unspecified, defaults to EXTERNAL."
  addressType: z.string().default('EXTERNAL'),
  ipVersion: z.string().default('IPV4'),
  status: z.string().min(1),
  creationTimestamp: Time.optional(),
  labels: Labels,
  users: z.array(z.string()).optional(),
  purpose: z.string().optional(),
  networkTier: z.string().optional(),
  prefixLength: z.int().optional(),
});

type Row = z.infer<typeof Row>;

const OPERATION = 'compute.addresses.aggregatedList';

/**
 * Static external IPv4 addresses of a project, regional and global: the ones that bill. Internal and IPv6 addresses
 * cost nothing ("External IP address pricing"). `NAT_AUTO` ones come and go with their gateway. Source: Compute Engine
 * API, addresses.aggregatedList and globalAddresses.list.
 */
export const addresses = defineCollector({
  type: 'gcp:compute:address',
  kind: 'public-address',
  permissions: ['compute.addresses.list', 'compute.globalAddresses.list'],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    yield* aggregated(gcp, scope, OPERATION, { path: 'addresses', withoutGlobal: true });
    yield* listed(gcp, scope, 'compute.globalAddresses.list', {
      path: `compute/v1/projects/${scope.accountId}/global/addresses`,
      list: 'items',
      query: { maxResults: 500 },
      place: GLOBAL_REGION,
    });
  },
  toResource(row, { accountId: projectId }): PublicAddress | undefined {
    if (row.addressType !== 'EXTERNAL' || row.ipVersion !== 'IPV4') return undefined;
    return {
      kind: 'public-address',
      type: 'gcp:compute:address',
      resourceId: computeResource(projectId, row.place, 'addresses', row.name),
      billingIds: [computeResource(projectId, row.place, 'addresses', row.id)],
      ...placeOf(projectId, lastPart(row.place)),
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known(row.labels),
      address: row.address,
      attachedTo: attachedTo(row),
      allocation: row.purpose === 'NAT_AUTO' ? 'on-demand' : 'reserved',
      ...(row.networkTier !== undefined && { tier: row.networkTier.toLowerCase() }),
    };
  },
});

/** `users` is left out while nothing uses it; where the status contradicts that, the one that says "in use" wins. */
function attachedTo({ users = [], status }: Row): Fact<readonly string[]> {
  if (users.length > 0) return known(users.map(computeName));
  return known(status === 'IN_USE' ? ['unnamed'] : []);
}
