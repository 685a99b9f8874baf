import { containersFamily } from '../../estate/containers/family.ts';
import type { TaskDefinition } from '../../estate/containers/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { ecsErrors } from './errors.ts';

/** DescribeTaskDefinition: by ARN, by `family:revision`, or the latest of a family. */
export function describeTaskDefinition(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const wanted = new DocumentInput(fields, ecsErrors.invalid).text('taskDefinition');
  const { taskDefinitions } = familyState(call.world.estate, containersFamily);
  const index = call.world.index.of(taskDefinitions);
  const arn = wanted.startsWith('arn:')
    ? wanted
    : `arn:aws:ecs:${call.region}:${call.accountId}:task-definition/${wanted}`;
  const found =
    index.find(call.accountId, call.region, arn) ??
    [...index.resources(call.accountId, call.region)]
      .filter(({ family }) => family === wanted)
      .reduce<TaskDefinition | undefined>(
        (last, one) => (last && last.revision > one.revision ? last : one),
        undefined,
      );
  if (found === undefined) throw ecsErrors.client('Unable to describe task definition.');
  return { taskDefinition: definitionDocument(found), tags: [] };
}

function definitionDocument(of: TaskDefinition): object {
  const cpu = of.vcpus * 1024;
  const memory = of.memoryGiB * 1024;
  return {
    taskDefinitionArn: of.arn,
    containerDefinitions: [
      {
        name: 'app',
        image: `public.ecr.aws/docker/library/${of.family}:${of.revision}`,
        cpu,
        memory,
        portMappings: [{ containerPort: 8080, hostPort: 8080, protocol: 'tcp' }],
        essential: true,
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        systemControls: [],
      },
    ],
    family: of.family,
    networkMode: 'awsvpc',
    revision: of.revision,
    volumes: [],
    status: 'ACTIVE',
    requiresAttributes: [],
    placementConstraints: [],
    compatibilities: ['EC2', 'FARGATE'],
    runtimePlatform: {
      cpuArchitecture: of.architecture === 'arm64' ? 'ARM64' : 'X86_64',
      operatingSystemFamily: 'LINUX',
    },
    requiresCompatibilities: ['FARGATE'],
    cpu: String(cpu),
    memory: String(memory),
    registeredAt: new Timestamp(of.registeredAt),
    registeredBy: 'arn:aws:iam::aws:role/deploy',
  };
}
