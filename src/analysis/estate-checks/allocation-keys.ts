import { plainKey } from '../tag-keys.ts';

/** Keys by which companies divide their bill, in plain spelling; what a configuration requires takes their place. */
const USUAL_KEYS: ReadonlySet<string> = new Set([
  'app',
  'application',
  'business-unit',
  'businessunit',
  'cost-center',
  'costcenter',
  'cost-centre',
  'customer',
  'department',
  'env',
  'environment',
  'owner',
  'product',
  'project',
  'squad',
  'team',
  'tenant',
  'workload',
]);

/** Whether a tag is one by which cost is divided: one of the required keys, or of the usual ones where none is required. */
export const isAllocationKey = (key: string, required: readonly string[] = []): boolean =>
  required.length === 0 ? USUAL_KEYS.has(plainKey(key)) : required.some((wanted) => plainKey(wanted) === plainKey(key));
