import { z } from 'zod';
import { fact, known, unread } from '../../../domain/fact.ts';
import type { Commitment } from '../../../domain/resources.ts';
import { poolName } from '../commitment-pools.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Int64, Time } from '../labels.ts';
import { aggregated } from '../listings.ts';
import { computeResource, lastPart } from '../names.ts';

const Row = z.object({
  place: z.string(),
  id: z.string().min(1),
  name: z.string().min(1),
  status: z.string().min(1),
  plan: z.string().default(''),
  category: z.string().default('MACHINE'),
  type: z.string().default('GENERAL_PURPOSE'),
  creationTimestamp: Time.optional(),
  startTimestamp: Time.optional(),
  endTimestamp: Time.optional(),
  autoRenew: z.boolean().default(false),
  resources: z.array(z.object({ type: z.string(), amount: Int64.optional() })).default([]),
});

type Row = z.infer<typeof Row>;

const OPERATION = 'compute.regionCommitments.aggregatedList';

/** Source: Compute Engine API, Commitment, `status`. */
const PHASES: Readonly<Record<string, Commitment['phase']>> = {
  NOT_YET_ACTIVE: 'queued',
  CREATING: 'pending',
  ACTIVE: 'active',
  EXPIRED: 'ended',
  CANCELLED: 'void',
};

/**
 * Resource-based committed-use discounts of a project: so many vCPUs (`units`) of a machine series in a region, with
 * memory. What a commitment costs an hour is the price of its vCPUs and memory; the API does not tell it. Spend-based
 * ones are bought by billing accounts and stand in no listing of projects. Source: regionCommitments.aggregatedList.
 */
export const commitments = defineCollector({
  type: 'gcp:compute:commitment',
  kind: 'commitment',
  permissions: ['compute.commitments.list'],
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) => aggregated(gcp, scope, OPERATION, { path: 'commitments' }),
  toResource(row, { accountId: projectId }): Commitment {
    const vcpus = amountOf(row, 'VCPU');
    const place = placeOf(projectId, lastPart(row.place));
    const pool = {
      regionId: place.scope.regionId,
      family: seriesOf(row.type),
      termMonths: row.plan === 'THIRTY_SIX_MONTH' ? 36 : 12,
    };
    return {
      kind: 'commitment',
      type: 'gcp:compute:commitment',
      resourceId: computeResource(projectId, row.place, 'commitments', row.name),
      billingIds: [
        computeResource(projectId, row.place, 'commitments', row.id),
        row.id,
        // The bill tells the use of all alike together.
        poolName({ ...pool, projectId }),
        poolName({ ...pool, projectId: null }),
      ],
      ...place,
      name: row.name,
      state: row.status,
      createdAt: fact(row.creationTimestamp ?? row.startTimestamp, 'creationTimestamp'),
      tags: known({}), // commitments have no labels
      category: 'usage',
      covers: row.category === 'LICENSE' ? 'License' : 'Compute',
      phase: PHASES[row.status] ?? 'pending',
      startsAt: fact(row.startTimestamp, 'startTimestamp'),
      endsAt: fact(row.endTimestamp, 'endTimestamp'),
      termMonths: pool.termMonths,
      payment: 'none',
      hourlyFee: unread('the API does not tell what a commitment costs'),
      upfront: known({ amount: '0', currency: 'USD' }),
      ...(vcpus !== undefined && { units: vcpus, unitName: 'vCPU' }),
      family: pool.family,
      ...(amountOf(row, 'MEMORY') !== undefined && { memoryMiB: amountOf(row, 'MEMORY') ?? 0 }),
      renews: row.autoRenew,
    };
  },
});

const amountOf = ({ resources }: Row, type: string): number | undefined =>
  resources.find((one) => one.type === type)?.amount;

/** Source: Compute Engine API, Commitment, `type`: `GENERAL_PURPOSE` is N1, `GENERAL_PURPOSE_N2D` N2D, `COMPUTE_OPTIMIZED` C2. */
function seriesOf(type: string): string {
  const named: Readonly<Record<string, string>> = {
    GENERAL_PURPOSE: 'n1',
    COMPUTE_OPTIMIZED: 'c2',
    MEMORY_OPTIMIZED: 'm1',
    ACCELERATOR_OPTIMIZED: 'a2',
    GRAPHICS_OPTIMIZED: 'g2',
  };
  return named[type] ?? (type.split('_').at(-1) ?? type).toLowerCase();
}
