import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';

/** A project's own scope: listings over all of its regions, and what has none. */
export const projectScope = (projectId: string): Scope => ({
  provider: 'gcp',
  accountId: projectId,
  regionId: GLOBAL_REGION,
});

export interface Place {
  readonly scope: Scope;
  readonly zoneId?: string;
}

/** The region of a zone: `us-central1-a` lies in `us-central1`. */
export const regionOfZone = (zone: string): string => zone.replace(/-[a-z0-9]$/, '');

/** A zone by its form; regions end in a digit (`us-central1`), multi-regions have none (`us`, `nam4`). */
const isZone = (location: string): boolean => /^[a-z]+-[a-z]+\d+-[a-z]$/.test(location);

/** Where a location of any kind lies: a zone, a region, a multi-region (`us`) or `global`, in any case. */
export function placeOf(projectId: string, location: string): Place {
  const name = location.toLowerCase();
  const project = projectScope(projectId);
  return isZone(name)
    ? { scope: { ...project, regionId: regionOfZone(name) }, zoneId: name }
    : { scope: { ...project, regionId: name } };
}
