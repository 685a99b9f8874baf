/**
 * Pages of a listing of which every row has to be seen before the first one is understood. Holding them would take
 * memory that grows with the estate: a listing of one page is asked once, a longer one a second time.
 */
export async function* afterFirstLook(
  list: () => AsyncIterable<unknown>,
  look: (page: unknown) => void,
): AsyncGenerator<unknown, void, undefined> {
  let only: unknown;
  let pages = 0;
  for await (const page of list()) {
    look(page);
    only = page;
    pages++;
  }
  if (pages === 1) yield only;
  else if (pages > 1) yield* list();
}

/** An answer with something beside it that its rows need; passed as a function, which no parser looks into. */
export const withBeside = <Name extends string>(page: unknown, beside: Readonly<Record<Name, unknown>>): unknown => ({
  ...(page as object),
  ...beside,
});
