import * as cells from '../charges/cells.ts';
import { cellOf, readCell } from '../charges/file-cells.ts';
import type { BillingFile } from '../charges/schema.ts';
import { identifier, literal } from '../sql-text.ts';
import { type CurMap, curHeader } from './columns.ts';

/** Maps of CUR 2.0 with tags in them, and the group that their keys belong to. */
const maps: readonly (readonly [column: CurMap, group: string])[] = [
  ['tags', 'tags'],
  ['resource_tags', 'resourceTags'],
  ['cost_category', 'costCategory'],
];

const mapsIn = (file: BillingFile): typeof maps => maps.filter(([column]) => cellOf(file, column) !== undefined);

/** Which column to name when tags cannot be read. */
export const tagsColumnOf = (file: BillingFile): string | undefined => mapsIn(file)[0]?.[0];

/**
 * SQL of the row's tags and cost categories as JSON text of groups, `[["resourceTags", {…}], …]` (see `parseTags`);
 * undefined when the report has no columns for any: then it is not known whether anything is tagged.
 */
export function tagsOf(file: BillingFile): string | undefined {
  const groups = [...mapsIn(file).map(([column, group]) => mapGroup(file, column, group)), ...columnGroups(file)];
  if (groups.length === 0) return undefined;
  return `'[' || concat_ws(',', ${groups.join(', ')}) || ']'`;
}

/** A null where the map is empty or not there. */
function mapGroup(file: BillingFile, column: CurMap, group: string): string {
  const json = readCell(file, column, cells.tags) ?? 'NULL';
  return `'["${group}",' || nullif(${json}, '{}') || ']'`;
}

/** One group out of many columns: names and values of those that the row has something in. */
function columnGroups(file: BillingFile): readonly string[] {
  const byGroup = Map.groupBy(curHeader(file.names).tagColumns, ({ group }) => group);
  return [...byGroup].map(([group, columns]) => {
    const pairs = columns.map(({ position, key }) => {
      const cell =
        file.format === 'parquet' ? `nullif(${identifier(file.names[position] ?? '')}::VARCHAR, '')` : `c${position}`;
      return `CASE WHEN ${cell} IS NOT NULL THEN ${literal(`${JSON.stringify(key)}:`)} || to_json(${cell}) END`;
    });
    return `'["${group}",{' || concat_ws(',', ${pairs.join(', ')}) || '}]'`;
  });
}
