import { type Fact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ContainerService, TaskSize } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** Tasks that run the whole month, paid by their size. Source: AWS Fargate pricing. */
export function taskComponents(
  { runsOn, pricingModel, desiredCount }: Pick<ContainerService, 'runsOn' | 'pricingModel' | 'desiredCount'>,
  { vcpus, memoryMiB, operatingSystem, architecture, extraStorageGiB }: TaskSize,
): Fact<readonly CostComponent[]> {
  if (runsOn !== 'serverless') return unread('its tasks share machines, which are paid as such');
  if (pricingModel !== 'on-demand') return unread('prices of spot capacity for tasks are not collected');
  const hours = desiredCount * HOURS_PER_MONTH;
  const what = `${operatingSystem}/${architecture}`;
  return all([
    component(`${desiredCount} x ${vcpus} vCPU`, `task-vcpu/${what}`, vcpus * hours, 'vCPU-hour'),
    component(`${desiredCount} x ${memoryMiB} MiB`, `task-memory/${what}`, (memoryMiB / 1024) * hours, 'GiB-hour'),
    ...(operatingSystem === 'windows'
      ? [component('Windows licence', 'task-licence/windows', vcpus * hours, 'vCPU-hour')]
      : []),
    ...(extraStorageGiB > 0
      ? [component('storage above 20 GiB', 'task-storage', extraStorageGiB * hours, 'GiB-hour')]
      : []),
  ]);
}
