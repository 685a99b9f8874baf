import { z } from 'zod';
import { CloudError, reasonOf } from '../../../domain/cloud-error.ts';
import type { Scope } from '../../../domain/ids.ts';
import { fact, known } from '../../../domain/fact.ts';
import type { RequestService } from '../../../domain/resources.ts';
import { type GcpClient, malformed } from '../client.ts';
import { defineCollector, type Listing } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';

/** Zero is left out of an answer. */
const Count = z.int().nonnegative().default(0);

const Container = z.object({
  resources: z
    .object({ limits: z.record(z.string(), z.string()).default({}), cpuIdle: z.boolean().default(false) })
    // "CPU is only allocated during requests (true by default)" where nothing is set.
    .default({ limits: {}, cpuIdle: true }),
});

const Row = z.object({
  // `projects/P/locations/L/services/S`.
  name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/services\/[^/]+$/),
  labels: Labels,
  createTime: Time.optional(),
  deleteTime: z.string().optional(),
  // Of the service, over all of its revisions; with manual scaling a number that is kept.
  scaling: z
    .object({
      minInstanceCount: Count,
      scalingMode: z.string().default('AUTOMATIC'),
      manualInstanceCount: Count,
    })
    .default({ minInstanceCount: 0, scalingMode: 'AUTOMATIC', manualInstanceCount: 0 }),
  // Of each revision.
  template: z.object({
    scaling: z.object({ minInstanceCount: Count }).default({ minInstanceCount: 0 }),
    containers: z.array(Container).min(1),
  }),
});

const LOCATIONS = 'run.projects.locations.list';
const OPERATION = 'run.projects.locations.services.list';

/**
 * Cloud Run services of a project, functions of the second generation among them. The list takes no `-` for all locations, so that
 * each location is asked. Source: Cloud Run Admin API v2, projects.locations.services.list; v1, projects.locations.list.
 */
export const runServices = defineCollector({
  type: 'gcp:run:service',
  kind: 'request-service',
  permissions: ['run.locations.list', 'run.services.list'],
  metrics: metricsOfType('gcp:run:service'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: everywhere,
  toResource({ name: fullName, template, scaling, ...row }, { accountId: projectId }): RequestService | undefined {
    if (row.deleteTime !== undefined) return undefined;
    const [, , , location = '', , name = ''] = fullName.split('/');
    const limits = template.containers.map(({ resources }) => resources.limits);
    return {
      kind: 'request-service',
      type: 'gcp:run:service',
      resourceId: `//run.googleapis.com/projects/${projectId}/locations/${location}/services/${name}`,
      ...placeOf(projectId, location),
      name,
      state: 'active',
      createdAt: fact(row.createTime, 'createTime'),
      tags: known(row.labels),
      minInstances:
        scaling.scalingMode === 'MANUAL'
          ? scaling.manualInstanceCount
          : Math.max(scaling.minInstanceCount, template.scaling.minInstanceCount),
      vcpus: sumOf(limits.map(({ cpu }) => vcpusOf(cpu))),
      memoryMiB: sumOf(limits.map(({ memory }) => memoryMiBOf(memory))),
      cpuAllocation: template.containers.some(({ resources }) => !resources.cpuIdle) ? 'always' : 'requests',
      accelerated: limits.some((each) => 'nvidia.com/gpu' in each),
    };
  },
});

const Locations = z.object({ locations: z.array(z.object({ locationId: z.string().min(1) })).default([]) });

/** A location that fails leaves a hole, and the others as they are; a refusal is of the whole project. */
async function* everywhere(gcp: GcpClient, scope: Scope): AsyncGenerator<Listing, void, undefined> {
  const locations: string[] = [];
  for await (const answer of gcp.pages(LOCATIONS, scope, { path: `v1/projects/${scope.accountId}/locations` })) {
    const page = Locations.safeParse(answer);
    if (!page.success) throw malformed(LOCATIONS, z.prettifyError(page.error));
    locations.push(...page.data.locations.map(({ locationId }) => locationId));
  }
  const asked = locations.map((location) => ofLocation(gcp, scope, location));
  for (const listing of await Promise.all(asked)) yield listing;
}

async function ofLocation(gcp: GcpClient, scope: Scope, location: string): Promise<Listing> {
  const path = `v2/projects/${scope.accountId}/locations/${location}/services`;
  const rows: unknown[] = [];
  try {
    for await (const page of listed(gcp, scope, OPERATION, { path, list: 'services', query: { pageSize: 100 } })) {
      rows.push(...page.rows);
      if (page.unread.length > 0) return { rows, unread: page.unread };
    }
    return { rows, unread: [] };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category !== 'unavailable') throw error;
    return { rows, unread: [{ reason: `${location}: ${reasonOf(error)}` }] };
  }
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** `2`, `1000m`. Without a limit one vCPU. Source: Cloud Run, "CPU limits". */
const vcpusOf = (cpu = '1'): number => (cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : Number(cpu));

/** Without a limit 512 MiB. Source: Cloud Run, "Memory limits". */
function memoryMiBOf(memory = '512Mi'): number {
  const [, amount = '', unit = ''] = /^([\d.]+)(Ki|Mi|Gi|k|M|G)?$/.exec(memory) ?? [];
  const bytes = { '': 1, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, k: 1e3, M: 1e6, G: 1e9 }[unit] ?? Number.NaN;
  return amount === '' ? Number.NaN : (Number(amount) * bytes) / 2 ** 20;
}
