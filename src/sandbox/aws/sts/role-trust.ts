/** What a role's trust policy asks for, beside who calls. */
export interface RoleTrust {
  /** The external id that it demands. */
  readonly externalId: string | undefined;
  /** Whether it lets callers tag their sessions. */
  readonly allowsTags: boolean;
}

/**
 * The sandbox keeps no roles: a role is there because it is asked for, and its path says what it trusts.
 * `external-id/EXT-1/` demands that external id, `no-tags/` allows no `sts:TagSession`; each may stand anywhere in
 * the path.
 */
export function trustOf(path: string): RoleTrust {
  return {
    externalId: /(?:^|\/)external-id\/([^/]+)\//.exec(path)?.[1],
    allowsTags: !/(?:^|\/)no-tags\//.test(path),
  };
}
