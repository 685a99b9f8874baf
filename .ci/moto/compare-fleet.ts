import type { CloudError } from '../../src/domain/cloud-error.ts';
import type { Resource } from '../../src/domain/resources.ts';
import type { ReadRegion, UnreadRow } from './compare.ts';
import type { FilledRegion } from './fill.ts';
import { incomplete, unserved } from './fleet/unserved.ts';
import type { Tally } from './tally.ts';

/** Types that `fill.ts` makes some of by itself, and compares by itself. */
const filledBeside = new Set(['aws:ec2:instance', 'aws:ec2:volume', 'aws:ec2:snapshot', 'aws:ec2:address']);

/** Everything of the fleet is found with the facts that decide, and nothing else of its types is. */
export function compareFleet(
  tally: Tally,
  place: string,
  { fleet }: Pick<FilledRegion, 'fleet'>,
  { resources, unread }: Pick<ReadRegion, 'resources' | 'unread'>,
): void {
  const readable = fleet.filter(({ type }) => !incomplete.has(type) && !unserved.has(type));
  tally.equal(
    `${place}: unread rows`,
    unread.toSorted(byId),
    fleet
      .flatMap(({ type, id }) => {
        const reason = incomplete.get(type);
        return reason === undefined ? [] : [{ type, id, reason }];
      })
      .toSorted(byId),
  );
  const types = new Set([...readable, ...resources].map(({ type }) => type));
  for (const type of [...types].filter((one) => !filledBeside.has(one)).toSorted()) {
    tally.equal(
      `${place}: ${type}`,
      resources
        .filter((one) => one.type === type)
        .map(({ resourceId }) => resourceId)
        .toSorted(),
      readable
        .filter((one) => one.type === type)
        .map(({ id }) => id)
        .toSorted(),
    );
  }
  for (const { type, id, facts } of readable) {
    const resource = resources.find((one) => one.type === type && one.resourceId === id);
    if (resource === undefined) {
      if (filledBeside.has(type)) tally.equal(`${place}: ${type}`, undefined, id);
      continue;
    }
    const found = Object.fromEntries(Object.keys(facts).map((name) => [name, told(fieldOf(resource, name))]));
    tally.equal(`${place}: ${type} ${id}`, found, facts);
  }
}

/** A type is either read, or fails as `unserved.ts` says: every failure is a known one. */
export function compareFailures(
  tally: Tally,
  place: string,
  asked: readonly string[],
  failed: ReadonlyMap<string, CloudError>,
): void {
  for (const type of asked) {
    const error = failed.get(type);
    // Throttled at its last attempt: unread as well, and why it failed before is not told.
    if (error?.category === 'throttled' && unserved.has(type)) continue;
    tally.equal(
      `${place}: how ${type} fails`,
      error && { category: error.category, status: error.status },
      unserved.get(type),
    );
  }
}

const byId = (a: UnreadRow, b: UnreadRow): number => (a.id < b.id ? -1 : 1);

const fieldOf = (resource: Resource, name: string): unknown => (resource as unknown as Record<string, unknown>)[name];

/** The value of a fact, at any depth; one that is unread stays as it is, with its reason. */
function told(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(told);
  if (typeof value !== 'object' || value === null) return value;
  if ('known' in value && value.known === true && 'value' in value) return told(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, told(each)]));
}
