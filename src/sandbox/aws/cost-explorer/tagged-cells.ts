import { visitBillLines } from '../../estate/bill-lines.ts';
import { commitmentsFamily } from '../../estate/commitments/family.ts';
import { ACCOUNT_TAG } from '../../estate/commitments/allocation.ts';
import { familyState } from '../../estate/family.ts';
import type { CostCell, Estate } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { asOf } from './cost-cells.ts';
import type { TimePeriod } from './time-period.ts';

/** A cost with the allocation tags that the bill knows of it, and the resource that it belongs to. */
export interface TaggedCell extends CostCell {
  readonly tags: Readonly<Record<string, string>>;
  readonly resourceId?: string;
}

/** Cells at resource grain that the caller may see, each with the tags that are active for cost allocation. */
export function visitTaggedCells(call: Call, period: TimePeriod, visit: (cell: TaggedCell) => void): void {
  const { estate } = call.world;
  const { allocationTags, accountTags } = familyState(estate, commitmentsFamily);
  const active = new Set(allocationTags.filter((tag) => tag.active).map(({ key }) => key));
  const tags = tagsByResource(estate);
  const all = call.accountId === estate.organization.managementAccountId;
  visitBillLines(
    estate,
    period.start,
    period.end,
    (line) => {
      if (!all && line.accountId !== call.accountId) return;
      const own = line.resourceId === undefined ? undefined : tags.get(line.resourceId);
      const unit = accountTags[line.accountId];
      visit({
        ...line,
        tags: {
          ...Object.fromEntries(Object.entries(own ?? {}).filter(([key]) => active.has(key))),
          ...(unit !== undefined && active.has(ACCOUNT_TAG) && { [ACCOUNT_TAG]: unit }),
        },
      });
    },
    asOf(call),
  );
}

type Tags = Readonly<Record<string, string>>;

const indexes = new WeakMap<Estate, ReadonlyMap<string, Tags>>();

/** Tags of everything by its ids and ARNs; made once, as tags change seldom beside how often cost is asked for. */
function tagsByResource(estate: Estate): ReadonlyMap<string, Tags> {
  const known = indexes.get(estate);
  if (known !== undefined) return known;
  const index = new Map<string, Tags>();
  for (const group of [estate.instances, estate.volumes, estate.snapshots, estate.addresses]) {
    for (const [id, { tags }] of group) index.set(id, tags);
  }
  for (const state of estate.families.values()) collect(state, index);
  indexes.set(estate, index);
  return index;
}

/** Families keep their resources in Maps, arrays and objects of their own: whatever has tags and a name is one. */
function collect(value: unknown, index: Map<string, Tags>, key?: string, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 4) return;
  if (value instanceof Map) {
    for (const [name, entry] of value as Map<unknown, unknown>) collect(entry, index, String(name), depth + 1);
    return;
  }
  if (Array.isArray(value)) {
    for (const entry of value) collect(entry, index, undefined, depth + 1);
    return;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const tags = fields['tags'];
  if (typeof tags === 'object' && tags !== null && !Array.isArray(tags)) {
    const names = [
      key,
      ...Object.entries(fields)
        .filter(([name]) => /^(id|arn|.*Id|.*Arn|name)$/.test(name))
        .map(([, of]) => of),
    ];
    for (const name of names) if (typeof name === 'string' && !index.has(name)) index.set(name, tags as Tags);
    return;
  }
  for (const entry of Object.values(fields)) if (typeof entry === 'object') collect(entry, index, undefined, depth + 1);
}
