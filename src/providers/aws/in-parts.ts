/** A list in parts of at most `most`, as far as one request takes. */
export function inParts<T>(all: readonly T[], most: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let from = 0; from < all.length; from += most) parts.push(all.slice(from, from + most));
  return parts;
}
