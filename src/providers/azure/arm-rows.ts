import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import { type Fact, fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import { type Instant, parseInstant } from '../../domain/instant.ts';
import type { ResourceBase } from '../../domain/resources.ts';
import { regionScope } from './azure-scope.ts';

/** ARM leaves `tags` and `zones` out where there are none; Resource Graph sends null then. */
export const armFields = {
  id: z.string().min(1),
  name: z.string().min(1),
  location: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  zones: z.array(z.string()).nullish(),
};

/** A reference to another resource. */
export const Reference = z.object({ id: z.string().min(1) });
export const References = z.array(Reference);

export type ArmRow = z.infer<z.ZodObject<typeof armFields>>;

/** ARM ids compare without regard to case, and come in any; some examples lack the leading slash. */
export const armId = (id: string): string => {
  const lower = id.toLowerCase();
  return lower.startsWith('/') ? lower : `/${lower}`;
};

/** The resource that a part of it (`…/ipConfigurations/x`, `…/frontendIPConfigurations/x`) belongs to. */
export function ownerOf(id: string): string {
  const lower = armId(id);
  // /subscriptions/S/resourcegroups/G/providers/NAMESPACE/TYPE/NAME, and of scale sets' parts two more pairs.
  const machine = /^(.*\/virtualmachinescalesets\/[^/]+\/virtualmachines\/[^/]+)\//.exec(lower)?.[1];
  return (
    machine ??
    /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/[^/]+\/[^/]+\/[^/]+)/.exec(lower)?.[1] ??
    lower
  );
}

export const resourceGroupOf = (id: string): string | undefined => /\/resourcegroups\/([^/]+)/i.exec(id)?.[1];

/** The last part of an id: the resource's name. */
export const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

export interface ArmFacts {
  readonly type: string;
  readonly state: string;
  readonly createdAt: Fact<Instant>;
}

/** What every ARM resource tells alike. Its location may be another one than that of its resource group. */
export function armBase(row: ArmRow, { accountId }: Scope, { type, state, createdAt }: ArmFacts): ResourceBase {
  const [zone] = row.zones ?? [];
  return {
    type,
    resourceId: armId(row.id),
    scope: regionScope(accountId, row.location ?? 'global'),
    ...(zone !== undefined && { zoneId: zone }),
    name: row.name,
    state,
    createdAt,
    tags: known(row.tags ?? {}),
  };
}

/** A moment in the row. Where a service tells none at all, `notTold` is the reason. */
export function timeOf(text: string | null | undefined, field: string): Fact<Instant> {
  if (text === null || text === undefined) return fact<Instant>(undefined, field);
  const at = parseInstant(withoutFinerDigits(text));
  return at === undefined ? unread(`field ${field} is no time: ${text}`) : known(at);
}

/** Resource Manager tells no time of creation for networks and some others. */
export const creationNotTold: Fact<Instant> = unread('Azure tells no time of creation for this type');

/** .NET writes seven digits of a second, one more than `Date` reads everywhere. */
const withoutFinerDigits = (text: string): string => text.replace(/(\.\d{3})\d+/, '$1');

/** Rows that stand beside those of a collector. Throws a malformed CloudError: a part of them would look like the whole. */
export function parsedRows<T>(row: z.ZodType<T>, value: readonly unknown[], operation: string): readonly T[] {
  const parsed = z.array(row).safeParse(value);
  if (parsed.success) return parsed.data;
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(parsed.error)}`;
  throw new CloudError({ category: 'malformed', operation, message });
}
