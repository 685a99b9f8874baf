/** Asks for page after page until an answer has no token; `ask` gives the token of its answer. Says how many there were. */
export async function drainTokens(ask: (token: string | undefined) => Promise<string | undefined>): Promise<number> {
  let token: string | undefined;
  let pages = 0;
  do {
    token = await ask(token);
    pages += 1;
  } while (token !== undefined);
  return pages;
}

/** The list itself. An empty one throws: the form of what is not told cannot be judged. */
export function oneOrMore<T>(what: string, list: readonly T[] | undefined): readonly T[] {
  if (list === undefined || list.length === 0) throw new Error(`the sandbox told no ${what}`);
  return list;
}
