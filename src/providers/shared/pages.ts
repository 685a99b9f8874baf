import { CloudError } from '../../domain/cloud-error.ts';

/**
 * Follows continuation tokens to the end. `fetch` gets the token (undefined for the first page); `nextToken` reads
 * the one of the page after. An empty token ends the listing, as clouds document it. A token that comes back again
 * would go on for ever and repeat rows: that is a malformed answer.
 */
export async function* followTokens<Page>(
  operation: string,
  fetch: (token: string | undefined) => Promise<Page>,
  nextToken: (page: Page) => string | null | undefined,
): AsyncGenerator<Page, void, undefined> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await fetch(token);
    token = nextToken(page) || undefined;
    if (token !== undefined && seen.has(token)) {
      const message = `${operation} sent the same continuation token twice`;
      throw new CloudError({ category: 'malformed', operation, message });
    }
    if (token !== undefined) seen.add(token);
    yield page;
  } while (token !== undefined);
}
