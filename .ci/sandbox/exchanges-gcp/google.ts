import type { RunningSandbox } from '../../../src/sandbox/main.ts';

/** Asks the sandbox's Google Cloud: `get('compute', 'compute/v1/projects/…', { maxResults: '3' })`. */
export class Google {
  readonly #url: string;
  readonly #token: string;
  readonly organizationId: string;
  readonly billingAccountId: string;
  readonly billingExport: string;

  constructor(url: string, credentials: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#token = credentials['accessToken'] ?? '';
    this.organizationId = credentials['organizationId'] ?? '';
    this.billingAccountId = credentials['billingAccountId'] ?? '';
    this.billingExport = credentials['billingExport'] ?? '';
  }

  static async of({ url }: RunningSandbox): Promise<Google> {
    const health = (await (await fetch(`${url}/_sandbox/health`)).json()) as {
      readonly clouds: { readonly gcp: Readonly<Record<string, string>> };
    };
    return new Google(url, health.clouds.gcp);
  }

  async get(service: string, path: string, query: Readonly<Record<string, string>> = {}, token = this.#token) {
    return this.#send(service, path, query, { headers: { authorization: `Bearer ${token}` } });
  }

  async post(service: string, path: string, body: unknown) {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return this.#send(service, path, {}, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async #send(service: string, path: string, query: Readonly<Record<string, string>>, init: RequestInit) {
    const search = new URLSearchParams(query).toString();
    const url = `${this.#url}/gcp/${service}.googleapis.com/${path}${search === '' ? '' : `?${search}`}`;
    const answer = await fetch(url, init);
    return { status: answer.status, body: (await answer.json()) as Readonly<Record<string, unknown>> };
  }

  /** All pages of a list, under the keys that hold its items. */
  async pages(service: string, path: string, query: Readonly<Record<string, string>> = {}) {
    const bodies: Readonly<Record<string, unknown>>[] = [];
    let pageToken: string | undefined;
    do {
      const { status, body } = await this.get(service, path, {
        ...query,
        ...(pageToken !== undefined && { pageToken }),
      });
      if (status !== 200) throw new Error(`${service} ${path}: ${status} ${JSON.stringify(body)}`);
      bodies.push(body);
      pageToken = body['nextPageToken'] === '' ? undefined : (body['nextPageToken'] as string | undefined);
    } while (pageToken !== undefined);
    return bodies;
  }
}
