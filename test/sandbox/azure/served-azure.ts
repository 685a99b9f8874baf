import { startSandbox } from '../../../src/sandbox/main.ts';
import type { SandboxOptions } from '../../../src/sandbox/server/options.ts';

export const NOW = Date.parse('2026-11-24T06:00:00Z');

/** Any JSON document; the tests say what they expect in it. */
export type Json = Readonly<Record<string, any>>; // oxlint-disable-line typescript/no-explicit-any

export interface Reply {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** A sandbox of Azure alone, and a client that sends vendor addresses to where they are mounted. */
export class ServedAzure {
  readonly url: string;
  readonly token: string;
  readonly close: () => Promise<void>;

  constructor(url: string, token: string, close: () => Promise<void>) {
    this.url = url;
    this.token = token;
    this.close = close;
  }

  async get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
    return await this.#send('GET', address, undefined, headers);
  }

  async post(address: string, body: object): Promise<Reply> {
    return await this.#send('POST', address, body, {});
  }

  /** All items of a list, page by page as its links say. */
  async all(address: string): Promise<readonly Json[]> {
    const items: Json[] = [];
    for (let next: string | undefined = address; next !== undefined;) {
      const { body }: Reply = await this.get(next);
      items.push(...(body.value as Json[]));
      next = body.nextLink as string | undefined;
    }
    return items;
  }

  async graph(query: string, more: object = {}): Promise<Reply> {
    return await this.post(`${ARM}/providers/Microsoft.ResourceGraph/resources?api-version=2022-10-01`, {
      query,
      ...more,
    });
  }

  async fault(fault: object): Promise<void> {
    await fetch(`${this.url}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
  }

  async control(what: string): Promise<Json> {
    return (await (await fetch(`${this.url}/_sandbox/${what}`)).json()) as Json;
  }

  async #send(
    method: string,
    address: string,
    body: object | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Reply> {
    const { host, pathname, search } = new URL(address);
    const response = await fetch(`${this.url}/azure/${host}${pathname}${search}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Json, headers: response.headers };
  }
}

export const ARM = 'https://management.azure.com';

export async function serveAzure(options: SandboxOptions = {}): Promise<ServedAzure> {
  const sandbox = await startSandbox({ clouds: ['azure'], resources: 1000, accounts: 3, now: NOW, ...options });
  const health = (await (await fetch(`${sandbox.url}/_sandbox/health`)).json()) as Json;
  return new ServedAzure(sandbox.url, health.clouds.azure.accessToken as string, () => sandbox.close());
}

/** The first subscription that can be read. */
export async function firstSubscription(azure: ServedAzure): Promise<string> {
  const { body } = await azure.get(`${ARM}/subscriptions?api-version=2022-12-01`);
  return body.value[0].subscriptionId as string;
}
