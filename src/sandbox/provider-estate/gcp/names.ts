/** Full and relative names of Google Cloud resources. */

interface Placed {
  readonly projectId: string;
  readonly region: string;
  readonly zone?: string;
  readonly name: string;
}

/** `zones/Z/disks/D`, `regions/R/…` or `global/…`: the name within a project. */
export function relativeName(collection: string, { region, zone, name }: Placed): string {
  const scope = zone === undefined ? (region === 'global' ? 'global' : `regions/${region}`) : `zones/${zone}`;
  return `${scope}/${collection}/${name}`;
}

/** `//compute.googleapis.com/projects/P/zones/Z/disks/D`: the id that truth and adapters give it. */
export function computeName(collection: string, resource: Placed): string {
  return `//compute.googleapis.com/projects/${resource.projectId}/${relativeName(collection, resource)}`;
}

/** `https://www.googleapis.com/compute/v1/projects/…`, as Compute Engine's answers name everything. */
export function selfLink(projectId: string, relative: string): string {
  return `https://www.googleapis.com/compute/v1/projects/${projectId}/${relative}`;
}
