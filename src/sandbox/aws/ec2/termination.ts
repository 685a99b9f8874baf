import type { AwsInstance } from '../../estate/model.ts';

/** "For a short time after termination": about an hour in practice. Source: EC2 user guide, "Terminate instances". */
const listedForMs = 60 * 60 * 1000;

/** Whether the API still tells an instance at `now`. */
export function isStillListed({ state, terminatedAt }: AwsInstance, now: number): boolean {
  return state !== 'terminated' || terminatedAt === undefined || now - terminatedAt < listedForMs;
}
