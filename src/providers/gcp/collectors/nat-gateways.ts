import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { NatGateway } from '../../../domain/resources.ts';
import type { GcpClient } from '../client.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, computeResource, lastPart } from '../names.ts';
import { readAside } from '../read-aside.ts';
import { parsed } from '../resource-manager.ts';

const Nat = z.object({
  name: z.string().min(1),
  type: z.string().default('PUBLIC'),
  natIps: z.array(z.string()).default([]),
});

const Router = z.object({
  place: z.string(),
  name: z.string().min(1),
  network: z.string().optional(),
  creationTimestamp: Time.optional(),
  nats: z.array(Nat).default([]),
});

const Row = Router.omit({ nats: true }).extend({
  nat: Nat,
  siblings: z.int(),
  status: z.custom<Fact<ReadonlyMap<string, NatStatus>>>(),
});

const Status = z.object({
  result: z
    .object({
      natStatus: z
        .array(
          z.object({
            name: z.string(),
            // Left out where there are none.
            numVmEndpointsWithNatMappings: z.int().default(0),
            autoAllocatedNatIps: z.array(z.string()).default([]),
          }),
        )
        .default([]),
    })
    .default({ natStatus: [] }),
});
type NatStatus = z.infer<typeof Status>['result']['natStatus'][number];

const OPERATION = 'compute.routers.aggregatedList';
const STATUS = 'compute.routers.getRouterStatus';

/**
 * Cloud NAT gateways: parts of a project's routers. Sources: Compute Engine API, routers.aggregatedList and, of each router
 * that has some, routers.getRouterStatus.
 */
export const natGateways = defineCollector({
  type: 'gcp:compute:router-nat',
  kind: 'nat-gateway',
  permissions: ['compute.routers.get', 'compute.routers.list'],
  metrics: metricsOfType('gcp:compute:router-nat'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    for await (const { rows, unread } of aggregated(gcp, scope, OPERATION, { path: 'routers' })) {
      const told = await Promise.all(
        rows.map(async (row): Promise<readonly unknown[]> => {
          const router = Router.safeParse(row);
          // Told as unread by the schema of a row, which lacks its NAT.
          if (!router.success) return [row];
          const { nats, ...rest } = router.data;
          if (nats.length === 0) return [];
          const status = await readAside(() => statusOf(gcp, scope, rest));
          return nats.map((nat) => ({
            ...(row as object),
            ...rest,
            creationTimestamp: rest.creationTimestamp,
            nat,
            siblings: nats.length - 1,
            status,
          }));
        }),
      );
      yield { rows: told.flat(), unread };
    }
  },
  toResource(row, { accountId: projectId }): NatGateway {
    const router = computeResource(projectId, row.place, 'routers', row.name);
    return {
      kind: 'nat-gateway',
      type: 'gcp:compute:router-nat',
      resourceId: `${router}/nats/${row.nat.name}`,
      ...placeOf(projectId, lastPart(row.place)),
      name: row.nat.name,
      state: 'active',
      createdAt: fact(row.creationTimestamp, 'creationTimestamp'),
      tags: known({}), // routers have no labels
      networkId: row.network === undefined ? '' : computeName(row.network),
      connectivity: row.nat.type === 'PRIVATE' ? 'private' : 'public',
      zoneCount: known(1),
      addressIds: row.nat.natIps.map(computeName),
      machines: mapFact(row.status, (of) => of.get(row.nat.name)?.numVmEndpointsWithNatMappings ?? 0),
      automaticAddresses: mapFact(row.status, (of) => of.get(row.nat.name)?.autoAllocatedNatIps.length ?? 0),
      siblings: row.siblings,
    };
  },
});

/** What each gateway of a router serves now, by name. Throws a CloudError. */
async function statusOf(
  gcp: GcpClient,
  scope: Scope,
  { place, name }: { readonly place: string; readonly name: string },
): Promise<ReadonlyMap<string, NatStatus>> {
  const path = `compute/v1/projects/${scope.accountId}/${place}/routers/${name}/getRouterStatus`;
  const { result } = parsed(STATUS, Status, await gcp.call(STATUS, scope, { path }));
  return new Map(result.natStatus.map((status) => [status.name, status]));
}
