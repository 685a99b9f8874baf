import { CloudError } from '../../domain/cloud-error.ts';
import type { GcpSettings } from '../../domain/cloud-settings.ts';
import { addDays, dayOf, type Instant, startOfDay } from '../../domain/instant.ts';
import type { Probe } from '../../domain/ports/provider.ts';
import type { GcpClient } from './client.ts';
import { collectors } from './collectors/index.ts';
import type { Credentials } from './credentials.ts';
import { discoverGcp } from './discover.ts';
import { projectScope } from './gcp-scope.ts';
import { sizePermissions } from './machine-sizes.ts';
import { timeSeriesPermissions } from './time-series.ts';

/** What only `doctor` asks. */
export const probePermissions: readonly string[] = [];

export interface ProbeOptions {
  readonly gcp: GcpClient;
  readonly credentials: Credentials;
  readonly settings: GcpSettings;
  now(): Instant;
}

/** Something that is tried in one project. `ask` throws a CloudError when it fails. */
interface Question {
  readonly name: string;
  readonly permissions: readonly string[];
  ask(projectId: string): Promise<unknown>;
}

/** Which credentials were taken; which projects they see; and what may be read in the first of them. */
export async function* probeGcp(options: ProbeOptions): AsyncGenerator<Probe, void, undefined> {
  const { gcp, credentials, settings } = options;
  yield await outcomeOf('credentials', [], async () => {
    const { principal, source } = await credentials.taken();
    await credentials.headers();
    return principal === undefined ? source : `${principal} by ${source}`;
  });
  let projects: readonly string[] = [];
  const found = await outcomeOf(
    'projects',
    ['resourcemanager.projects.get', 'resourcemanager.projects.list'],
    async () => {
      const discovery = await discoverGcp(gcp, settings);
      const [hole] = discovery.unread;
      if (hole !== undefined && discovery.scopes.length === 0) throw hole.error;
      projects = discovery.scopes.map(({ accountId }) => accountId);
      const left = discovery.skipped?.length ?? 0;
      const holes =
        discovery.unread.length === 0 ? '' : `; not all could be listed: ${discovery.unread[0]?.error.message}`;
      return `${projects.length} to read${left === 0 ? '' : `, ${left} left alone`}${holes}`;
    },
  );
  const clockSkewMs = gcp.lastSkewMs;
  yield { ...found, ...(clockSkewMs !== undefined && { clockSkewMs }) };
  const [projectId] = projects;
  if (projectId === undefined) return;
  const asked = questions(options).map((question) =>
    outcomeOf(`${question.name} in ${projectId}`, question.permissions, async () => {
      await question.ask(projectId);
      return undefined;
    }),
  );
  for (const probe of asked) yield await probe;
}

/** The first page of a resource type shows what all of it needs. */
function questions({ gcp, now }: ProbeOptions): readonly Question[] {
  const end = startOfDay(dayOf(now()));
  return [
    ...collectors.map((collector): Question => ({
      name: collector.info.type,
      permissions: collector.info.permissions,
      async ask(projectId) {
        for await (const page of collector.collect(gcp, projectScope(projectId), now())) {
          void page;
          return;
        }
      },
    })),
    {
      name: 'compute.machineTypes.aggregatedList',
      permissions: sizePermissions,
      ask: (projectId) =>
        gcp.call('compute.machineTypes.aggregatedList', projectScope(projectId), {
          path: `compute/v1/projects/${projectId}/aggregated/machineTypes`,
          query: { maxResults: 1 },
        }),
    },
    {
      name: 'monitoring.projects.timeSeries.list',
      permissions: timeSeriesPermissions,
      ask: (projectId) =>
        gcp.call('monitoring.projects.timeSeries.list', projectScope(projectId), {
          path: `v3/projects/${projectId}/timeSeries`,
          query: {
            filter: 'metric.type="compute.googleapis.com/instance/cpu/utilization"',
            'interval.startTime': startOfDay(addDays(dayOf(end), -1)),
            'interval.endTime': end,
            view: 'HEADERS',
            pageSize: 1,
          },
        }),
    },
    {
      name: 'cloudbilling.services.skus.list',
      permissions: [],
      ask: (projectId) =>
        gcp.call('cloudbilling.services.skus.list', projectScope(projectId), {
          path: 'v1/services/6F81-5844-456A/skus',
          query: { pageSize: 1 },
        }),
    },
  ];
}

async function outcomeOf(
  name: string,
  permissions: readonly string[],
  ask: () => Promise<string | undefined>,
): Promise<Probe> {
  try {
    const message = await ask();
    return { name, permissions, outcome: 'ok', ...(message !== undefined && { message }) };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return failed(name, permissions, error);
  }
}

/** Google names the permission that it refused: `Required 'compute.disks.list' permission for 'projects/p'`. */
function failed(name: string, permissions: readonly string[], error: CloudError): Probe {
  if (error.category !== 'denied') return { name, permissions, outcome: 'failed', message: error.message };
  const named = /'([a-z]+\.[A-Za-z.]+)' permission|Permission '([a-z]+\.[A-Za-z.]+)' denied/.exec(error.message);
  const permission = named?.[1] ?? named?.[2];
  return {
    name,
    permissions: permission === undefined ? permissions : [permission],
    outcome: 'denied',
    message: error.message,
  };
}
