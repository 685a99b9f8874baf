import { z } from 'zod';
import { fact, known, unread } from '../../../domain/fact.ts';
import type { Notebook, PowerState } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { lastPart } from '../names.ts';
import { type NotebookMachine, notebookMachines } from '../notebook-machines.ts';

const Row = z.object({
  /** `projects/<project>/locations/<zone>/instances/<name>` */
  name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/instances\/[^/]+$/),
  state: z.string().default('STATE_UNSPECIFIED'),
  createTime: Time.optional(),
  labels: Labels,
  machine: z.custom<NotebookMachine>((value) => value !== undefined, 'its machine was not listed'),
});

const LIST = 'notebooks.projects.locations.instances.list';

/**
 * Workbench instances of a project, with the machines that they run on. A project without such a machine is not asked.
 * Sources: Notebooks API v2, projects.locations.instances.list over all locations; Compute Engine API,
 * instances.aggregatedList.
 */
export const notebooks = defineCollector({
  type: 'gcp:notebooks:instance',
  kind: 'notebook',
  permissions: ['notebooks.instances.list', 'compute.instances.list'],
  metrics: metricsOfType('gcp:notebooks:instance'),
  operation: LIST,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    const machines = await notebookMachines(gcp, scope);
    if (machines.size === 0) return;
    const path = `v2/projects/${scope.accountId}/locations/-/instances`;
    for await (const page of listed(gcp, scope, LIST, { path, list: 'instances', query: { pageSize: 100 } })) {
      const rows = (page.rows as readonly { readonly name?: string }[]).map((row) => {
        const [, zone = '', name = ''] = /\/locations\/([^/]+)\/instances\/([^/]+)$/.exec(row.name ?? '') ?? [];
        return { ...row, machine: machines.get(`${zone}/${name}`) };
      });
      yield { ...page, rows };
    }
  },
  toResource({ name, state, createTime, labels, machine }, { accountId: projectId }): Notebook {
    const zone = name.split('/')[3] ?? '';
    return {
      kind: 'notebook',
      type: 'gcp:notebooks:instance',
      resourceId: `//notebooks.googleapis.com/projects/${projectId}/locations/${zone}/instances/${lastPart(name)}`,
      billingIds: [machine.billingId],
      ...placeOf(projectId, zone),
      name: lastPart(name),
      state,
      createdAt: fact(createTime, 'createTime'),
      tags: known(labels),
      uses: known([{ relation: 'has-member', targetId: machine.resourceId }]),
      sizeName: machine.sizeName,
      application: 'workbench-instance',
      powerState: powerStates[state] ?? 'changing',
      runningSince: fact(machine.startedAt, 'lastStartTimestamp'),
      lastUsedAt: unread('Workbench does not tell when somebody last worked in it'),
    };
  },
});

/** Source: Notebooks API v2, State. */
const powerStates: Readonly<Record<string, PowerState>> = {
  ACTIVE: 'running',
  STOPPED: 'stopped',
  SUSPENDED: 'stopped',
};
