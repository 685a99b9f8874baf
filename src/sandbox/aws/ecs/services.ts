import { containersFamily } from '../../estate/containers/family.ts';
import type { EcsService } from '../../estate/containers/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { findCluster, missing, tagList } from './clusters.ts';
import { ecsErrors } from './errors.ts';

type Fields = Readonly<Record<string, unknown>>;

/** ListServices of one cluster: ten a page unless more are asked for, a hundred at most. */
export function listServices(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, ecsErrors.invalid);
  const cluster = findCluster(call, input.optionalText('cluster'));
  if (cluster === undefined) throw ecsErrors.noCluster();
  const { ecsServices } = familyState(call.world.estate, containersFamily);
  const launchType = input.optionalText('launchType');
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['services', cluster.arn, launchType]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 100 }) ?? 10,
    items: (after) => call.world.index.of(ecsServices).resources(call.accountId, call.region, after),
    keep: (one) => one.clusterArn === cluster.arn && (launchType === undefined || one.launchType === launchType),
    positionOf: ({ arn }) => arn,
    badToken: ecsErrors.badToken,
  });
  return { serviceArns: items.map(({ arn }) => arn), nextToken };
}

/** DescribeServices: ten at most, by name or ARN. What is not there is told as a failure. */
export function describeServices(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, ecsErrors.invalid);
  const cluster = findCluster(call, input.optionalText('cluster'));
  if (cluster === undefined) throw ecsErrors.noCluster();
  const wanted = input.texts('services');
  if (wanted.length === 0) throw ecsErrors.invalid('Services cannot be empty.');
  if (wanted.length > 10) throw ecsErrors.invalid('Services cannot have more than 10 elements.');
  const withTags = input.texts('include').includes('TAGS');
  const index = call.world.index.of(familyState(call.world.estate, containersFamily).ecsServices);
  const found = wanted.map((name) => {
    const arn = name.startsWith('arn:') ? name : `${cluster.arn.replace(':cluster/', ':service/')}/${name}`;
    return { name, service: index.find(call.accountId, call.region, arn) };
  });
  return {
    services: found.flatMap(({ service }) => (service ? [serviceDocument(service, withTags)] : [])),
    failures: found.flatMap(({ name, service }) => (service ? [] : [missing(call, `service/${cluster.name}`, name)])),
  };
}

function serviceDocument(service: EcsService, withTags: boolean): object {
  const fargate = service.launchType === 'FARGATE';
  const running = service.taskIds.length;
  const network = {
    awsvpcConfiguration: { subnets: service.subnetIds, securityGroups: [], assignPublicIp: 'DISABLED' },
  };
  const placed = {
    launchType: service.launchType,
    ...(fargate && { platformVersion: '1.4.0', platformFamily: 'Linux' }),
    networkConfiguration: network,
  };
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    loadBalancers:
      service.targetGroupArn === undefined
        ? []
        : [{ targetGroupArn: service.targetGroupArn, containerName: 'app', containerPort: 8080 }],
    serviceRegistries: service.registryArn === undefined ? [] : [{ registryArn: service.registryArn }],
    status: 'ACTIVE',
    desiredCount: service.desiredCount,
    runningCount: running,
    pendingCount: 0,
    ...placed,
    taskDefinition: service.taskDefinitionArn,
    deploymentConfiguration: {
      deploymentCircuitBreaker: { enable: false, rollback: false },
      maximumPercent: 200,
      minimumHealthyPercent: service.daemon ? 0 : 100,
    },
    deployments: [
      {
        id: `ecs-svc/${String(service.deployedAt).padStart(19, '0')}`,
        status: 'PRIMARY',
        taskDefinition: service.taskDefinitionArn,
        desiredCount: service.desiredCount,
        pendingCount: 0,
        runningCount: running,
        failedTasks: 0,
        createdAt: new Timestamp(service.deployedAt),
        updatedAt: new Timestamp(service.deployedAt + 300_000),
        ...placed,
        rolloutState: 'COMPLETED',
        rolloutStateReason: 'ECS deployment completed.',
      },
    ],
    events: [],
    createdAt: new Timestamp(service.createdAt),
    placementConstraints: [],
    placementStrategy: [],
    networkConfiguration: network,
    healthCheckGracePeriodSeconds: 0,
    schedulingStrategy: service.daemon ? 'DAEMON' : 'REPLICA',
    deploymentController: { type: 'ECS' },
    tags: withTags ? tagList(service.tags) : [],
    enableECSManagedTags: true,
    propagateTags: 'NONE',
    enableExecuteCommand: false,
  };
}
