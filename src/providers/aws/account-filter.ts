import type { AwsAccountFilter, AwsSettings } from '../../domain/cloud-settings.ts';
import { AppError } from '../../domain/errors.ts';
import type { Fact } from '../../domain/fact.ts';
import type { Tags } from '../../domain/resources.ts';
import type { Unit, UnitTree } from './organization.ts';

/** What a filter looks at. */
export interface FilteredAccount {
  readonly accountId: string;
  readonly units: Fact<readonly Unit[]>;
  readonly tags: Fact<Tags>;
}

/** `unread`: what the filter asks for could not be read, so that nobody can say whether the account is meant. */
export type FilterVerdict =
  | { readonly read: true }
  | { readonly read: false; readonly why: 'excluded' | 'not-included' }
  | { readonly read: 'unread'; readonly reason: string };

type Filters = Pick<NonNullable<AwsSettings['organization']>, 'include' | 'exclude'>;

/** Whether an account of the organisation is to be read. What is excluded by mistake is missed; never the reverse. */
export function judgeAccount({ include, exclude }: Filters, account: FilteredAccount): FilterVerdict {
  const excluded = exclude ? matches(exclude, account) : false;
  if (excluded === true) return { read: false, why: 'excluded' };
  const included = include ? matches(include, account) : true;
  if (included === false) return { read: false, why: 'not-included' };
  if (excluded !== false) return { read: 'unread', reason: excluded };
  if (included !== true) return { read: 'unread', reason: included };
  return { read: true };
}

/** Whether one of the criteria holds; the reason of a failed read where that could have decided. */
function matches(filter: AwsAccountFilter, { accountId, units, tags }: FilteredAccount): boolean | string {
  if (filter.accounts?.includes(accountId)) return true;
  const byUnit = filter.organizationalUnits && hasUnit(filter.organizationalUnits, units);
  const byTag = filter.tags && hasTag(filter.tags, tags);
  if (byUnit === true || byTag === true) return true;
  if (typeof byUnit === 'string') return byUnit;
  return byTag ?? false;
}

function hasUnit(wanted: readonly string[], path: Fact<readonly Unit[]>): boolean | string {
  if (!path.known) return path.reason;
  // Its own unit, and each of those above.
  return path.value.some((_, depth) => wanted.some((unit) => isCalled(unit, path.value.slice(0, depth + 1))));
}

function hasTag(wanted: Readonly<Record<string, string>>, tags: Fact<Tags>): boolean | string {
  if (!tags.known) return tags.reason;
  return Object.entries(wanted).some(([key, pattern]) => {
    const value = tags.value[key];
    return value !== undefined && asPattern(pattern).test(value);
  });
}

const asPattern = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's');

/** By its id, or by names from below the root down; the root's own name may lead. */
function isCalled(wanted: string, path: readonly Unit[]): boolean {
  const names = path.map(({ name }) => name);
  return wanted === path.at(-1)?.id || wanted === names.join('/') || wanted === names.slice(1).join('/');
}

/** Throws `config-invalid` for a unit that is not there: a misspelt exclusion would let its accounts in. */
export function checkUnits(filters: Filters, tree: Fact<UnitTree>): void {
  if (!tree.known) return;
  for (const list of ['include', 'exclude'] as const) {
    for (const wanted of filters[list]?.organizationalUnits ?? []) {
      if (tree.value.units.some((path) => isCalled(wanted, path))) continue;
      const names = tree.value.units.flatMap((path) => (path.length > 1 ? [namesOf(path)] : [])).toSorted();
      const message = `organization.${list}.organizationalUnits: there is no unit ${wanted}; there are ${names.join(', ')}`;
      throw new AppError('config-invalid', message);
    }
  }
}

const namesOf = (path: readonly Unit[]): string =>
  path
    .slice(1)
    .map(({ name }) => name)
    .join('/');
