import { ResourceGraphClient } from '@azure/arm-resourcegraph';
import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { type EngineTime, sleep } from '../shared/engine-time.ts';
import { clockMs } from './azure-error.ts';
import type { AzureClient } from './client.ts';

export const graphPermission = 'Microsoft.ResourceGraph/resources/read';

/** Rows of a page: the most that Resource Graph sends. */
const PAGE_SIZE = 1000;

/**
 * `count` and the rows have to agree. `resultTruncated` with no token to go on is a result that was cut: that is no
 * whole listing. Source: Resource Graph documentation, "Working with large Azure resource data sets".
 */
const Answer = z.object({
  totalRecords: z.int().nonnegative(),
  count: z.int().nonnegative(),
  resultTruncated: z.enum(['true', 'false']),
  skipToken: z.string().nullish(),
  data: z.array(z.unknown()),
});

export interface GraphQuestion {
  readonly query: string;
  /** All that the caller can see when left out. */
  readonly subscriptions?: readonly string[];
}

/**
 * Asks Resource Graph. Its quota (about 15 queries in 5 seconds) is the caller's, whichever subscription is asked for:
 * every answer says what is left of it and when it is whole again.
 */
export class ResourceGraph {
  readonly #azure: AzureClient;
  readonly #time: EngineTime;
  readonly #signal: AbortSignal;
  #closedUntilMs = -Infinity;

  constructor(azure: AzureClient, time: EngineTime, signal: AbortSignal) {
    this.#azure = azure;
    this.#time = time;
    this.#signal = signal;
  }

  /** All rows of a query, page by page. Throws a CloudError, also for a result that is not whole. */
  async *rows(
    scope: Scope,
    { query, subscriptions }: GraphQuestion,
  ): AsyncGenerator<readonly unknown[], void, undefined> {
    const { credential, options } = this.#azure.sdkSettings('resourcegraph', graphPermission, scope, (headers) =>
      this.#learn(headers),
    );
    const client = new ResourceGraphClient(credential, options);
    let skipToken: string | undefined;
    let read = 0;
    const seen = new Set<string>();
    do {
      await sleep(this.#time, Math.max(0, this.#closedUntilMs - this.#time.nowMs()), this.#signal);
      const answer = Answer.safeParse(
        await client.resources({
          query,
          ...(subscriptions !== undefined && { subscriptions: [...subscriptions] }),
          options: { top: PAGE_SIZE, resultFormat: 'objectArray', ...(skipToken !== undefined && { skipToken }) },
        }),
      );
      if (!answer.success) throw malformed(z.prettifyError(answer.error));
      const { count, data, totalRecords, resultTruncated } = answer.data;
      if (count !== data.length) throw malformed(`it counts ${count} rows and holds ${data.length}`);
      read += data.length;
      yield data;
      skipToken = answer.data.skipToken || undefined;
      if (skipToken !== undefined && seen.has(skipToken)) throw malformed('it sent the same token twice');
      if (skipToken !== undefined) seen.add(skipToken);
      else if (resultTruncated === 'true') throw malformed('it was cut, and nothing leads to the rest');
      else if (read < totalRecords) throw malformed(`it told of ${totalRecords} rows and sent ${read}`);
    } while (skipToken !== undefined);
  }

  /** Source: "Guidance for throttled requests in Azure Resource Graph". */
  #learn(headers: Readonly<Record<string, string | undefined>>): void {
    const left = headers['x-ms-user-quota-remaining'];
    const [waitMs] = clockMs(headers['x-ms-user-quota-resets-after'] ?? '');
    if (left === undefined || waitMs === undefined || Number(left) > 0) return;
    this.#closedUntilMs = Math.max(this.#closedUntilMs, this.#time.nowMs() + waitMs);
  }
}

function malformed(what: string): CloudError {
  const message = `the answer of Resource Graph is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation: graphPermission, message });
}
