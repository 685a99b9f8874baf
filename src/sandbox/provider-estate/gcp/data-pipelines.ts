import { uuidOf } from '../../estate/family-parts.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, partOf } from './builder.ts';

const CHECK = 'gcp-composer-dataflow-idle';

/** What environments do, and how many there are in a thousand resources. */
const ENVIRONMENTS = { idle: 1.2, busy: 1.2, rare: 1.2, updating: 1.2, young: 1.2, silent: 1.2, keep: 1.2 } as const;
type EnvironmentRole = keyof typeof ENVIRONMENTS;

const JOBS = { idle: 1.2, busy: 1.2, trickle: 1.2, batch: 1.2, young: 1.2, keep: 1.2 } as const;
type JobRole = keyof typeof JOBS;

export function buildDataPipelines(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ENVIRONMENTS) as [EnvironmentRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addEnvironment(builder, role, index);
  }
  for (const [role, perThousand] of Object.entries(JOBS) as [JobRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addJob(builder, role, index);
  }
}

const ageOf = (random: ReturnType<typeof partOf>['random'], role: string): number =>
  role === 'young' ? random.between(3, 9) : random.between(40, 400);

/** What Composer and Dataflow cost is in no list that is read: the amount is not known to the estate either. */
const UNKNOWN_COST = '0';

function addEnvironment(builder: GcpBuilder, role: EnvironmentRole, index: number): void {
  const part = partOf(builder, 'composer', role, index, { keep: role === 'keep' });
  const { random, place, labels } = part;
  const name = `${part.identity.application.app.slice(0, 20)}-airflow-${random.hex(4)}`;
  builder.workflowEnvironments.push({
    projectId: place.accountId,
    region: place.region,
    name,
    uuid: uuidOf(random),
    createdAt: daysBefore(builder.now, ageOf(random, role)),
    labels,
    state: role === 'updating' ? 'UPDATING' : 'RUNNING',
    size: random.pick(['ENVIRONMENT_SIZE_SMALL', 'ENVIRONMENT_SIZE_MEDIUM']),
    workflows:
      role === 'busy'
        ? [
            { name: 'load_orders', runsPerDay: 24 },
            { name: 'load_stock', runsPerDay: 4 },
          ]
        : role === 'rare'
          ? [{ name: 'settle_accounts', runsPerDay: 0.5 }]
          : [],
    healthy: true,
    ...(role === 'silent' && { silentSince: daysBefore(builder.now, random.between(3, 9)) }),
  });
  const at = { accountId: place.accountId, region: place.region };
  const id = `//composer.googleapis.com/projects/${place.accountId}/locations/${place.region}/environments/${name}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK, at, id, because);
  switch (role) {
    case 'idle':
      return builder.context.plantWaste(CHECK, at, id, 'no workflow of a user ran for weeks', UNKNOWN_COST);
    case 'busy':
      return fine('its workflows run by the hour');
    case 'rare':
      return fine('one workflow runs every other day');
    case 'updating':
      return fine('it is being changed');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'silent':
      return fine('it is gone from Monitoring: nothing tells what it does');
    case 'keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
  }
}

function addJob(builder: GcpBuilder, role: JobRole, index: number): void {
  const part = partOf(builder, 'dataflow', role, index, { keep: role === 'keep' });
  const { random, place, labels } = part;
  const createdAt = daysBefore(builder.now, ageOf(random, role));
  const day = new Date(createdAt).toISOString().slice(0, 10);
  const digits = Array.from({ length: 19 }, () => random.integer(0, 9)).join('');
  const id = `${day}_${String(random.integer(10, 23))}_10_59-${digits}`;
  builder.dataflowJobs.push({
    projectId: place.accountId,
    region: place.region,
    id,
    name: `${part.identity.application.app.slice(0, 20)}-stream-${random.hex(4)}`,
    createdAt,
    labels,
    streaming: role !== 'batch',
    elementsBefore: random.integer(0, 4) * 1_000_000,
    // One element in four hours is input.
    elementsPerHour:
      role === 'busy' ? random.integer(1000, 90_000) : role === 'trickle' ? 0.25 : role === 'batch' ? 500 : 0,
  });
  const at = { accountId: place.accountId, region: place.region };
  const resource = `//dataflow.googleapis.com/projects/${place.accountId}/locations/${place.region}/jobs/${id}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK, at, resource, because);
  switch (role) {
    case 'idle':
      return builder.context.plantWaste(CHECK, at, resource, 'not an element came for weeks', UNKNOWN_COST);
    case 'busy':
      return fine('it works');
    case 'trickle':
      return fine('an element comes every few hours');
    case 'batch':
      return fine('a batch job ends by itself');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
  }
}
