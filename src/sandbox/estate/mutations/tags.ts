import { EstateError } from '../estate-error.ts';
import type { Estate } from '../model.ts';
import { findAddress, findInstance, findSnapshot, findVolume } from './lookup.ts';

export type Tags = Readonly<Record<string, string>>;

/** Source: EC2 user guide, "Tag restrictions". */
const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/** Tags as a request may set them. Throws EC2's error for a reserved prefix, a long one, or one too many. */
export function checkedTags(tags: Tags): Record<string, string> {
  for (const [key, value] of Object.entries(tags)) {
    if (key.toLowerCase().startsWith('aws:')) {
      const message = `Value ( ${key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use`;
      throw new EstateError('InvalidParameterValue', message);
    }
    if (key === '' || key.length > MAX_KEY || value.length > MAX_VALUE) {
      throw new EstateError('InvalidParameterValue', `Tag key or value of '${key}' exceeds the maximum length.`);
    }
  }
  // Tags that AWS itself sets do not count.
  if (Object.keys(tags).length > MAX_TAGS) throw tooMany();
  return { ...tags };
}

function tooMany(): EstateError {
  return new EstateError('TagLimitExceeded', `The maximum number of ${MAX_TAGS} Tags has been reached.`);
}

export interface CreateTagsParams {
  readonly resourceIds: readonly string[];
  readonly tags: Tags;
}

/** Sets tags on each resource, replacing the values of keys that it has. All resources or none. */
export function createTags(
  estate: Estate,
  accountId: string,
  region: string,
  params: CreateTagsParams,
  _now: number,
): void {
  const tags = checkedTags(params.tags);
  const resources = params.resourceIds.map((id) => taggable(estate, accountId, region, id));
  const merged = resources.map((resource) => ({ ...resource.tags, ...tags }));
  if (merged.some((all) => Object.keys(all).filter((key) => !key.startsWith('aws:')).length > MAX_TAGS))
    throw tooMany();
  resources.forEach((resource, i) => {
    resource.tags = merged[i]!;
  });
}

export interface DeleteTagsParams {
  readonly resourceIds: readonly string[];
  /** A value restricts the deletion to tags that have it. None at all: every tag that a user can delete. */
  readonly tags?: readonly { readonly key: string; readonly value?: string }[];
}

export function deleteTags(
  estate: Estate,
  accountId: string,
  region: string,
  params: DeleteTagsParams,
  _now: number,
): void {
  const resources = params.resourceIds.map((id) => taggable(estate, accountId, region, id));
  for (const resource of resources) {
    const goes = ([key, value]: [string, string]): boolean =>
      params.tags === undefined
        ? !key.startsWith('aws:')
        : params.tags.some((tag) => tag.key === key && (tag.value === undefined || tag.value === value));
    resource.tags = Object.fromEntries(Object.entries(resource.tags).filter((entry) => !goes(entry)));
  }
}

function taggable(estate: Estate, accountId: string, region: string, id: string): { tags: Record<string, string> } {
  if (id.startsWith('i-')) return findInstance(estate, accountId, region, id);
  if (id.startsWith('vol-')) return findVolume(estate, accountId, region, id);
  if (id.startsWith('snap-')) return findSnapshot(estate, accountId, region, id);
  if (id.startsWith('eipalloc-')) return findAddress(estate, accountId, region, id);
  throw new EstateError('InvalidID', `The ID '${id}' is not valid`);
}
