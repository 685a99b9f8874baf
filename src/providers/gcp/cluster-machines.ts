import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { ProcessingMachine } from '../../domain/resources.ts';
import { type GcpClient, malformed } from './client.ts';
import { regionOfZone } from './gcp-scope.ts';
import { Labels } from './labels.ts';
import { aggregated } from './listings.ts';
import { computeResource, lastPart } from './names.ts';

const Machine = z.object({
  place: z.string(),
  name: z.string().min(1),
  machineType: z.string().min(1),
  status: z.string().default(''),
  labels: Labels,
  scheduling: z.object({ provisioningModel: z.string().optional(), preemptible: z.boolean().default(false) }).default({
    preemptible: false,
  }),
});

/** Machines of Dataproc clusters by region and cluster: those that run, and an empty list of a cluster that is stopped. */
export type ClusterMachines = ReadonlyMap<string, ReadonlyMap<string, readonly ProcessingMachine[]>>;

const OPERATION = 'compute.instances.aggregatedList';
const LABEL = 'goog-dataproc-cluster-name';
const FIELDS =
  'items/*/instances(name,machineType,status,labels,scheduling),items/*/warning,unreachables,nextPageToken';

/**
 * Which machines make up which cluster, and with that the regions that have clusters: Dataproc has no listing over all
 * regions. Clusters on Kubernetes have no machines of their own. Throws a CloudError, also for a zone that was not
 * reached: its clusters would look as if they were not there. Source: Dataproc, "Labels", automatically applied labels.
 */
export async function clusterMachines(gcp: GcpClient, scope: Scope): Promise<ClusterMachines> {
  const found = new Map<string, Map<string, ProcessingMachine[]>>();
  const query = { filter: `labels.${LABEL}:*`, fields: FIELDS };
  for await (const page of aggregated(gcp, scope, OPERATION, { path: 'instances', query, withoutGlobal: true })) {
    const [hole] = page.unread;
    if (hole !== undefined)
      throw new CloudError({ category: 'unavailable', operation: OPERATION, message: hole.reason });
    const rows = z.array(Machine).safeParse(page.rows);
    if (!rows.success) throw malformed(OPERATION, z.prettifyError(rows.error));
    for (const { place, name, machineType, status, labels, scheduling } of rows.data) {
      const cluster = labels[LABEL] ?? '';
      const regionId = regionOfZone(lastPart(place));
      const ofRegion = found.get(regionId) ?? new Map<string, ProcessingMachine[]>();
      found.set(regionId, ofRegion);
      const machines = ofRegion.get(cluster) ?? [];
      ofRegion.set(cluster, machines);
      if (status !== 'RUNNING') continue;
      const isSpot = scheduling.preemptible || scheduling.provisioningModel === 'SPOT';
      machines.push({
        instanceId: computeResource(scope.accountId, place, 'instances', name),
        sizeName: lastPart(machineType),
        pricingModel: isSpot ? 'spot' : 'on-demand',
      });
    }
  }
  return found;
}
