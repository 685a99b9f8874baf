/**
 * Full resource names, as Cloud Asset Inventory and the billing export write them:
 * `//compute.googleapis.com/projects/P/zones/Z/instances/NAME`. Source: Cloud Asset Inventory, "Asset names".
 */

const COMPUTE = '//compute.googleapis.com/';

/**
 * Compute's links in all of their forms (`https://www.googleapis.com/compute/v1/projects/…`,
 * `https://compute.googleapis.com/compute/v1/projects/…`, `projects/…`) as a full resource name.
 */
export function computeName(link: string): string {
  const at = link.indexOf('projects/');
  return at === -1 ? `${COMPUTE}${link.replace(/^\/+/, '')}` : `${COMPUTE}${link.slice(at)}`;
}

/** `place` is the key of an aggregated list: `zones/Z`, `regions/R` or `global`. */
export const computeResource = (projectId: string, place: string, collection: string, name: string): string =>
  `${COMPUTE}projects/${projectId}/${place}/${collection}/${name}`;

/** The last part of a link or name: `…/machineTypes/n2-standard-4` ends in the type's name. */
export const lastPart = (link: string): string => link.slice(link.lastIndexOf('/') + 1);

/** A link's project may be a number, where every other name of it has the id. */
export const withProject = (name: string, projectId: string): string =>
  name.replace(/\/projects\/\d+\//, `/projects/${projectId}/`);
