import { decimalOf, picoOf } from '../decimal.ts';
import type { FamilyContext } from '../family-context.ts';
import { familyParts, type FamilyPart } from '../family-parts.ts';
import { daysBefore } from '../generate/time.ts';
import { HOURS_PER_MONTH } from '../prices.ts';
import type { DataStore } from './model.ts';
import { HOME, rateOf } from './prices.ts';

/** What a role is to a check: waste, or why it only looks like it. */
export type Meant = readonly [check: string, verdict: 'waste' | 'fine', because: string];

export interface RoleSpec {
  /** For each thousand resources. */
  readonly perThousand: number;
  readonly meant?: readonly Meant[];
}

export interface HomePart<Role extends string> extends Omit<FamilyPart<Role>, 'place'> {
  readonly accountId: string;
}

/** Parts of a kind, all in the home region; none in an estate without it. */
export function* homeParts<Role extends string>(
  context: FamilyContext,
  kind: string,
  roles: Readonly<Record<Role, RoleSpec>>,
): Generator<HomePart<Role>> {
  if (!context.options.regions.includes(HOME)) return;
  const counts = Object.fromEntries(
    (Object.entries(roles) as [Role, RoleSpec][]).map(([role, { perThousand }]) => [role, perThousand]),
  ) as Record<Role, number>;
  for (const { place, ...part } of familyParts(context, kind, counts)) yield { ...part, accountId: place.accountId };
}

/** Ages and tags as most have them; a role that begins with `young` is a few days old. */
export function commonOf<Role extends string>(
  context: FamilyContext,
  { role, random, accountId, name, tags }: HomePart<Role>,
  most = 700,
): Pick<DataStore, 'accountId' | 'region' | 'name' | 'createdAt' | 'reportsSince' | 'tags'> {
  const young = role.startsWith('young');
  const createdAt = daysBefore(context.now, young ? random.between(2, 5) : random.between(60, most));
  return {
    accountId,
    region: HOME,
    name,
    createdAt,
    // A role that is silent began to report a few days ago.
    reportsSince: role.startsWith('silent') ? daysBefore(context.now, 5) : createdAt,
    tags,
  };
}

/** At list price, USD a month. */
export function monthlyCost({ service, charges, billedAs }: DataStore): string {
  const times = BigInt(billedAs?.length ?? 1);
  const pico = charges.reduce((sum, charge) => {
    const { usd, per } = rateOf(service, charge);
    const months = per === 'hour' ? HOURS_PER_MONTH : per === 'day' ? HOURS_PER_MONTH / 24 : 1;
    return sum + (picoOf(usd) * BigInt(Math.round(charge.quantity * months * 1000))) / 1000n;
  }, 0n);
  return decimalOf(pico * times);
}

export function plantMeant(context: FamilyContext, store: DataStore, meant: readonly Meant[] = []): void {
  for (const [check, verdict, because] of meant) {
    if (verdict === 'waste') context.plantWaste(check, store, store.arn, because, monthlyCost(store));
    else context.plantFine(check, store, store.arn, because);
  }
}
