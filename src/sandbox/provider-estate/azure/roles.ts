import type { AzureContext } from './azure-context.ts';
import { Random } from '../../estate/random.ts';

/** Roles in the asked shares of `population`, one of each at least, padded with `rest` (one at least), in seeded order. */
export function castOf<Role extends string>(
  context: AzureContext,
  label: string,
  shares: Readonly<Partial<Record<Role, number>>>,
  population: number,
  rest?: Role,
): readonly Role[] {
  const roles: Role[] = [];
  for (const [role, share] of Object.entries(shares) as [Role, number][]) {
    for (let left = Math.max(1, Math.round(share * population)); left > 0; left--) roles.push(role);
  }
  if (rest !== undefined)
    do roles.push(rest);
    while (roles.length < population);
  return new Random(context.seed, `azure roles of ${label}`).shuffle(roles);
}
