export interface Place {
  readonly accountId: string;
  readonly region: string;
}

export interface Named extends Place {
  readonly resourceId: string;
}

/** What was selected: keys of resources by the check's id. */
export type Selected = ReadonlyMap<string, ReadonlySet<string>>;

export const selectedKey = ({ accountId, region, resourceId }: Named): string => `${accountId} ${region} ${resourceId}`;

/** The id at the end of a key. */
export const idOfKey = (key: string): string => key.split(' ').slice(2).join(' ');

export function selectedBy(entries: readonly (Named & { readonly checkId: string })[]): Selected {
  const selected = new Map<string, Set<string>>();
  for (const entry of entries) {
    const keys = selected.get(entry.checkId) ?? new Set<string>();
    selected.set(entry.checkId, keys.add(selectedKey(entry)));
  }
  return selected;
}
