/** What messages call each of these files: the last part of its path, and more of it where that is not unique. */
export function shortNames(paths: readonly string[]): readonly string[] {
  const parts = paths.map((path) => path.split(/[\\/]/));
  const deepest = Math.max(0, ...parts.map((of) => of.length));
  const names: (string | undefined)[] = paths.map(() => undefined);
  for (let depth = 1; depth <= deepest && names.includes(undefined); depth += 1) {
    const tails = parts.map((of) => of.slice(-depth).join('/'));
    const counts = Map.groupBy(tails, (tail) => tail);
    for (const [at, tail] of tails.entries()) if (counts.get(tail)?.length === 1) names[at] ??= tail;
  }
  return names.map((name, at) => name ?? paths[at] ?? '');
}
