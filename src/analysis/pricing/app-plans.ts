import type { Fact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { AppPlan } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** Machines for functions bill by vCPUs and memory. Source: "Azure Functions Premium plan", available instance SKUs. */
const KEPT_READY: Readonly<Record<string, { readonly vcpus: number; readonly memoryGiB: number }>> = {
  ep1: { vcpus: 1, memoryGiB: 3.5 },
  ep2: { vcpus: 2, memoryGiB: 7 },
  ep3: { vcpus: 4, memoryGiB: 14 },
};

/** Calls of functions and the memory x time that they take, for a month, without the grant that is free each month. */
export const consumptionComponents = (executions: number, gibSeconds: number): Fact<readonly CostComponent[]> =>
  all([
    ...(gibSeconds > 0 ? [component('run time', 'function-time/consumption', gibSeconds, 'GiB-second')] : []),
    ...(executions > 0 ? [component('calls', 'function-requests/consumption', executions, 'request')] : []),
  ]);

/** The machines of a plan, for a month. */
export function appPlanComponents({
  sizeName,
  operatingSystem,
  workers,
}: Pick<AppPlan, 'sizeName' | 'operatingSystem' | 'workers'>): Fact<readonly CostComponent[]> {
  const label = `${workers} x ${sizeName}, ${operatingSystem}`;
  const ready = KEPT_READY[sizeName.toLowerCase()];
  if (ready !== undefined) {
    const hours = workers * HOURS_PER_MONTH;
    return all([
      component(`${label}: vCPUs`, 'function-plan-vcpu/premium', ready.vcpus * hours, 'vCPU-hour'),
      component(`${label}: memory`, 'function-plan-memory/premium', ready.memoryGiB * hours, 'GiB-hour'),
    ]);
  }
  const item = `app-plan/${sizeName}/${operatingSystem}`.toLowerCase();
  return all([component(label, item, workers * HOURS_PER_MONTH, 'hour')]);
}

/** Tiers that bill nothing for machines that stand ready. Source: Azure, "App Service plan overview". */
const BY_USE = new Set(['free', 'shared', 'dynamic', 'flexconsumption', 'consumption']);

export const hasOwnMachines = ({ tier }: Pick<AppPlan, 'tier'>): boolean => !BY_USE.has(tier.toLowerCase());

/** Each step has half the vCPUs and memory of the one after it. Source: Azure, "App Service pricing". */
const LADDERS: readonly (readonly string[])[] = [
  ['b1', 'b2', 'b3'],
  ['s1', 's2', 's3'],
  ['p1v2', 'p2v2', 'p3v2'],
  ['p0v3', 'p1v3', 'p2v3', 'p3v3'],
  ['p1mv3', 'p2mv3', 'p3mv3', 'p4mv3', 'p5mv3'],
  ['p0v4', 'p1v4', 'p2v4', 'p3v4'],
  ['p1mv4', 'p2mv4', 'p3mv4', 'p4mv4', 'p5mv4'],
  ['ep1', 'ep2', 'ep3'],
  ['i1v2', 'i2v2', 'i3v2', 'i4v2', 'i5v2', 'i6v2'],
  ['i1mv2', 'i2mv2', 'i3mv2', 'i4mv2', 'i5mv2'],
];

/** The size with half of everything in the same tier, in the vendor's spelling; undefined where there is none. */
export function halfOf(sizeName: string): string | undefined {
  const size = sizeName.toLowerCase();
  const ladder = LADDERS.find((names) => names.includes(size));
  const smaller = ladder?.[ladder.indexOf(size) - 1];
  return smaller?.replace(/^[a-z]+/, (letters) => letters.toUpperCase());
}
