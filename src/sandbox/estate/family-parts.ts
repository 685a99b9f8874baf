import type { FamilyContext } from './family-context.ts';
import type { Place } from './generate/placement.ts';
import { KEEP_TAG, nameOf, tagsOf } from './generate/tags.ts';
import type { Random } from './random.ts';

/** One resource to be made: what it plays, its stream of random numbers, where it is, and its name and tags. */
export interface FamilyPart<Role extends string> {
  readonly role: Role;
  readonly index: number;
  readonly random: Random;
  readonly place: Place;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The parts of a kind of resources: each role so many for a thousand resources, and one of each at least. A role that ends in
 * `keep` has the tag that protects it.
 */
export function* familyParts<Role extends string>(
  context: FamilyContext,
  kind: string,
  roles: Readonly<Record<Role, number>>,
): Generator<FamilyPart<Role>> {
  for (const [role, perThousand] of Object.entries(roles) as [Role, number][]) {
    for (let index = 0; index < context.count(perThousand); index += 1) {
      const random = context.random(kind, role, index);
      const place = context.places.pick(random);
      const identity = context.identity(random, place);
      const name = `${nameOf(identity)}-${random.hex(4)}`;
      const tags = tagsOf(random, identity, name);
      if (role.endsWith('keep')) tags[KEEP_TAG] = 'agreed with its team';
      yield { role, index, random, place, name, tags };
    }
  }
}

/** Resources by the key that their service has for them. */
export const keyed = <T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T> =>
  new Map([...items].map((item) => [keyOf(item), item]));

/** The form of a version 4 UUID, drawn from the seed. */
export const uuidOf = (random: Random): string =>
  [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');
