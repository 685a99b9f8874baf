import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const shared = process.env['BALLAST_SHARED'] ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const folder = join(shared, 'specs', 'azure', 'examples');

/** Whether Microsoft's own examples are beside the repository. */
export const hasOfficialExamples = existsSync(folder);

interface Bundle {
  readonly [path: string]: {
    readonly example: { readonly responses: Readonly<Record<string, { readonly body: unknown }>> };
  };
}

const bundles = new Map<string, Bundle>();

/** The body of status 200 of an official example: of azure-rest-api-specs, by its bundle and the end of its path. */
export function officialBody(bundle: string, end: string): unknown {
  const file = join(folder, `${bundle}.json.gz`);
  const examples = bundles.get(bundle) ?? (JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as Bundle);
  bundles.set(bundle, examples);
  const found = Object.entries(examples).find(([path]) => path.endsWith(end));
  const body = found?.[1].example.responses['200']?.body;
  if (body === undefined) throw new Error(`no example ${end} in ${bundle}`);
  return withoutLinks(body);
}

/** Their links lead to hosts that are not Azure's, some to none: `...`. */
function withoutLinks(body: unknown): unknown {
  const { nextLink: _nextLink, ...rest } = body as Readonly<Record<string, unknown>>;
  return rest;
}
