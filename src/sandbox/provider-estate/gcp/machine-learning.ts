import { decimalOf } from '../../estate/decimal.ts';
import { uuidOf } from '../../estate/family-parts.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { addInstance } from './instances.ts';
import { CHECK as VM_CHECK } from './instance-roles.ts';
import { computeName } from './names.ts';
import { machineMonthly } from './prices.ts';
import type { GcpEndpoint, GcpNotebook } from './platform-model.ts';

const CHECK = 'gcp-vertex-endpoint-notebook-idle';

/** What endpoints do, and how many there are in a thousand resources. */
const ENDPOINTS = {
  idle: 1.2,
  'idle-gpu': 1.2,
  busy: 1.2,
  rare: 1.2,
  empty: 1.2,
  private: 1.2,
  young: 1.2,
  silent: 1.2,
  keep: 1.2,
} as const;
type EndpointRole = keyof typeof ENDPOINTS;

const NOTEBOOKS = { idle: 1.2, busy: 1.2, stopped: 1.2, started: 1.2, keep: 1.2 } as const;
type NotebookRole = keyof typeof NOTEBOOKS;

export function buildMachineLearning(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ENDPOINTS) as [EndpointRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addEndpoint(builder, role, index);
  }
  for (const [role, perThousand] of Object.entries(NOTEBOOKS) as [NotebookRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addNotebook(builder, role, index);
  }
}

function addEndpoint(builder: GcpBuilder, role: EndpointRole, index: number): void {
  const { random, place, name, labels } = partOf(builder, 'endpoint', role, index, { keep: role === 'keep' });
  const { now } = builder;
  const createdAt = daysBefore(now, role === 'young' ? random.between(3, 9) : random.between(40, 400));
  const replicas = random.integer(1, 3);
  const model = {
    id: numericId(random),
    name: `${name}-model`,
    machineType: random.pick(['n1-standard-4', 'n1-standard-8', 'e2-standard-4']),
    ...(role === 'idle-gpu' && { machineType: 'n1-standard-8', gpu: { type: 'NVIDIA_TESLA_T4', count: 1 } }),
    replicas,
    maxReplicas: replicas + 2,
  };
  const endpoint: GcpEndpoint = {
    projectId: place.accountId,
    region: place.region,
    id: numericId(random),
    name,
    createdAt,
    updatedAt: createdAt + 3_600_000,
    labels,
    models: role === 'empty' ? [] : [model],
    ...(role === 'private' && { network: 'projects/1/global/networks/main' }),
    // One request in a week is use.
    requestsPerHour: role === 'busy' ? random.integer(50, 5000) : role === 'rare' ? 1 / 60 : 0,
    cpuPeakPercent: role === 'busy' ? random.between(40, 80) : random.between(0.5, 2),
    ...(role === 'silent' && { silentSince: daysBefore(now, random.between(3, 9)) }),
  };
  builder.endpoints.push(endpoint);
  const at = { accountId: endpoint.projectId, region: endpoint.region };
  const id = `//aiplatform.googleapis.com/projects/${endpoint.projectId}/locations/${endpoint.region}/endpoints/${endpoint.id}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK, at, id, because);
  switch (role) {
    case 'idle':
    case 'idle-gpu': {
      // The prices of prediction nodes are somewhat above those of the machines: these are the least that it costs.
      const monthly = machineMonthly(model.machineType, endpoint.region) * BigInt(replicas);
      return builder.context.plantWaste(
        CHECK,
        at,
        id,
        'its replicas wait, and no request came for weeks',
        decimalOf(monthly),
      );
    }
    case 'busy':
      return fine('it answers requests');
    case 'rare':
      return fine('a request comes every few days');
    case 'empty':
      return fine('no model is deployed: it costs nothing');
    case 'private':
      return fine('private: its requests are counted elsewhere');
    case 'young':
      return fine('deployed within the window of 14 days');
    case 'silent':
      return fine('coverage: its replicas do not report any more');
    case 'keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
  }
}

function addNotebook(builder: GcpBuilder, role: NotebookRole, index: number): void {
  const part = partOf(builder, 'notebook', role, index, { keep: role === 'keep', environment: 'nonprod' });
  const { random, place, zone, labels } = part;
  const name = `${part.identity.application.app.slice(0, 20)}-lab-${random.hex(4)}`;
  const createdAt = daysBefore(builder.now, role === 'started' ? random.between(0.5, 2.5) : random.between(20, 300));
  const machineType = random.pick(['e2-standard-4', 'n2-standard-4', 'n2-standard-8']);
  const system = {
    'consumer-project-id': place.accountId,
    'consumer-project-number': numericId(random).slice(0, 12),
    'notebooks-product': 'workbench-instances',
    'resource-name': name,
  };
  const machineRole = role === 'busy' ? 'notebook' : role === 'stopped' ? 'notebook-stopped' : 'notebook-idle';
  const machine = addInstance(builder, machineRole, part, {
    name,
    machineType,
    zone,
    createdAt,
    labels: { ...labels, ...system },
    diskGiB: 150,
  });
  const notebook: GcpNotebook = {
    projectId: place.accountId,
    region: place.region,
    zone,
    name,
    id: uuidOf(random),
    createdAt,
    updatedAt: createdAt + 60_000,
    labels,
    machineType,
    state: role === 'stopped' ? 'STOPPED' : 'ACTIVE',
  };
  builder.notebooks.push(notebook);
  const at = { accountId: notebook.projectId, region: notebook.region };
  const id = `//notebooks.googleapis.com/projects/${notebook.projectId}/locations/${zone}/instances/${name}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK, at, id, because);
  if (role === 'idle') {
    const because = 'its machine runs for weeks, and its CPU is hardly used';
    builder.context.plantWaste(CHECK, at, id, because, decimalOf(machineMonthly(machineType, notebook.region)));
    const machineId = computeName('instances', machine);
    builder.context.plantFine(VM_CHECK.idle, at, machineId, 'the machine of a notebook, which is judged as such');
  }
  if (role === 'busy') return fine('something is computed in it');
  if (role === 'stopped') return fine('it does not run');
  if (role === 'started') return fine('started less than three days ago');
  if (role === 'keep') return fine(`protected by the label ${KEEP_LABEL}`);
}
