import { decimalOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import type { EcsService, TaskDefinition } from './model.ts';
import { tasksMonth } from './prices.ts';
import type { ServiceRole, Shape } from './task-roles.ts';

const OVERSIZED = 'aws-ecs-service-rightsize';
const IDLE = 'aws-ecs-service-idle';

export interface MadeService {
  readonly service: EcsService;
  readonly definitions: readonly TaskDefinition[];
  readonly shape: Shape;
  readonly enough: Shape | undefined;
}

/** What is known of it, as it was made to be. */
export function plantService(
  context: FamilyContext,
  role: ServiceRole,
  { service, definitions, shape, enough }: MadeService,
): void {
  const { arn, region, desiredCount, launchType } = service;
  const { architecture } = definitions[1]!;
  const month = (size: Shape): bigint => tasksMonth(region, architecture, desiredCount, size);
  const oversized = (because: string): void => {
    context.plantWaste(OVERSIZED, service, arn, because, decimalOf(month(shape) - month(enough ?? shape)));
  };
  const idle = (because: string): void => {
    context.plantWaste(IDLE, service, arn, because, launchType === 'FARGATE' ? decimalOf(month(shape)) : '0');
  };
  const right = (because: string): void => context.plantFine(OVERSIZED, service, arn, because);
  const used = (because: string): void => context.plantFine(IDLE, service, arn, because);
  switch (role) {
    case 'oversized':
      return oversized('its busiest task uses a third of its CPU and memory at most');
    case 'cpu-just-above':
      return right('its CPU goes above 40 %');
    case 'memory-full':
      return right('hardly any CPU, but more than half of its memory');
    case 'resized':
      return right('its task size was changed within the window');
    case 'young':
      return right('younger than the window of 14 days');
    case 'smallest':
      return right('Fargate has no smaller task');
    case 'on-machines':
      return right('its tasks share machines, which are paid as such');
    case 'gap':
      return right('coverage: metrics begin less than a week ago');
    case 'keep':
      return right('protected by a tag');
    case 'idle':
      return idle('no load balancer, and its CPU keeps under 0.7 %');
    case 'idle-balanced':
      return idle('nobody asks its load balancer, and its CPU keeps under 0.7 %');
    case 'idle-on-machines':
      return idle('does nothing, on machines that it shares');
    case 'idle-large':
      idle('does nothing, in large tasks');
      return oversized('does nothing, in large tasks: the smallest would do');
    case 'quiet-balanced':
      return used('hardly any CPU, but its load balancer sends it requests all day');
    case 'heartbeat':
      return used('its CPU goes above one percent');
    case 'agent':
      return used('one task on each machine: it is there to wait');
    case 'wants-none':
      return used('wants no tasks: nothing runs');
    case 'idle-young':
      return used('younger than the window of 14 days');
    case 'idle-keep':
      return used('protected by a tag');
    case 'ordinary':
      return undefined;
  }
}
