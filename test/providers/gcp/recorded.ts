import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** An answer of the real APIs, as Cloud Custodian recorded it. */
export interface Recorded {
  readonly method: string;
  readonly service?: string;
  readonly path: string;
  readonly status: number;
  readonly responseBody: unknown;
}

const file = fileURLToPath(new URL('../../../../shared/specs/gcp/recorded.json.gz', import.meta.url));

/** They lie outside of the repository: tests on them are skipped without. */
export const hasRecorded = existsSync(file);

let all: readonly Recorded[] | undefined;

function recorded(): readonly Recorded[] {
  all ??= (JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')) as { exchanges: readonly Recorded[] }).exchanges;
  return all;
}

/** Bodies of all recorded answers to this path; of a service where several have it. */
export const recordedBodies = (path: string, service?: string): readonly Record<string, unknown>[] =>
  recorded()
    .filter((one) => one.path === path && one.status === 200 && (service === undefined || one.service === service))
    .map(({ responseBody }) => responseBody as Record<string, unknown>);
