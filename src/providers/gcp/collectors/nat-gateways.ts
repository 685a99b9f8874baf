import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { NatGateway } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, computeResource, lastPart } from '../names.ts';

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

const Row = Router.omit({ nats: true }).extend({ nat: Nat, siblings: z.int() });

const OPERATION = 'compute.routers.aggregatedList';

/** Cloud NAT gateways: parts of a project's routers. Source: Compute Engine API, routers.aggregatedList. */
export const natGateways = defineCollector({
  type: 'gcp:compute:router-nat',
  kind: 'nat-gateway',
  permissions: ['compute.routers.list'],
  metrics: metricsOfType('gcp:compute:router-nat'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    for await (const { rows, unread } of aggregated(gcp, scope, OPERATION, { path: 'routers' })) {
      yield {
        rows: rows.flatMap((row): readonly unknown[] => {
          const router = Router.safeParse(row);
          // Told as unread by the schema of a row, which lacks its NAT.
          if (!router.success) return [row];
          const { nats, ...rest } = router.data;
          return nats.map((nat) => ({
            ...(row as object),
            ...rest,
            creationTimestamp: rest.creationTimestamp,
            nat,
            siblings: nats.length - 1,
          }));
        }),
        unread,
      };
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
      siblings: row.siblings,
    };
  },
});
