/** The resources of a project, in the order of their names; each list is sorted and split up once. */
export class EstateLists {
  readonly #made = new WeakMap<readonly object[], ReadonlyMap<string, readonly object[]>>();

  of<T extends { readonly projectId: string; readonly name: string }>(
    all: readonly T[],
    projectId: string,
  ): readonly T[] {
    let byProject = this.#made.get(all) as ReadonlyMap<string, readonly T[]> | undefined;
    if (byProject === undefined) {
      byProject = grouped(all);
      this.#made.set(all, byProject);
    }
    return byProject.get(projectId) ?? [];
  }
}

function grouped<T extends { readonly projectId: string; readonly name: string }>(
  all: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const byProject = Map.groupBy(all, ({ projectId }) => projectId);
  for (const list of byProject.values()) list.sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  return byProject;
}
