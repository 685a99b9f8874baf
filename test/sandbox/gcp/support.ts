import { type RunningSandbox, startSandbox } from '../../../src/sandbox/main.ts';

export const NOW = Date.UTC(2026, 10, 24, 6);

/** A part of an answer, looked into freely: what is not there fails the expectation that is made of it. */
// oxlint-disable-next-line typescript/no-explicit-any -- the vendor's documents are deep, and the tests look at leaves
export type Json = any;

/** An answer of the sandbox's Google Cloud. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, Json>;
}

/** A sandbox of Google Cloud alone, and a client that is let in. */
export class GoogleSandbox {
  readonly sandbox: RunningSandbox;
  readonly credentials: Readonly<Record<string, string>>;
  readonly projects: readonly string[];

  private constructor(
    sandbox: RunningSandbox,
    credentials: Readonly<Record<string, string>>,
    projects: readonly string[],
  ) {
    this.sandbox = sandbox;
    this.credentials = credentials;
    this.projects = projects;
  }

  static async start(resources = 400, accounts = 3): Promise<GoogleSandbox> {
    const sandbox = await startSandbox({ clouds: ['gcp'], resources, accounts, seed: 1, now: NOW });
    const health = (await (await fetch(`${sandbox.url}/_sandbox/health`)).json()) as {
      readonly clouds: { readonly gcp: Readonly<Record<string, string>> };
    };
    const alone = new GoogleSandbox(sandbox, health.clouds.gcp, []);
    const { body } = await alone.get('cloudresourcemanager', 'v3/projects:search', { query: 'state:ACTIVE' });
    const projects = (body['projects'] as readonly { readonly projectId: string }[]).map(({ projectId }) => projectId);
    return new GoogleSandbox(sandbox, health.clouds.gcp, projects);
  }

  async get(
    service: string,
    path: string,
    query: Readonly<Record<string, string>> = {},
    token?: string,
  ): Promise<Answer> {
    return this.send(service, `${path}?${new URLSearchParams(query).toString()}`, { method: 'GET' }, token);
  }

  async post(service: string, path: string, body: unknown): Promise<Answer> {
    return this.send(service, path, { method: 'POST', body: JSON.stringify(body) });
  }

  private async send(
    service: string,
    path: string,
    init: RequestInit,
    token = this.credentials['accessToken'],
  ): Promise<Answer> {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${this.sandbox.url}/gcp/${service}.googleapis.com/${path}`, { ...init, headers });
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, Json> };
  }

  /** All pages of a list, put together under the key of its items. */
  async all(
    service: string,
    path: string,
    key: string,
    query: Readonly<Record<string, string>> = {},
  ): Promise<readonly Json[]> {
    const rows: unknown[] = [];
    let pageToken = '';
    do {
      const { body } = await this.get(service, path, { ...query, ...(pageToken !== '' && { pageToken }) });
      const items = body[key] as readonly unknown[] | Record<string, Record<string, readonly unknown[]>> | undefined;
      if (Array.isArray(items)) rows.push(...items);
      pageToken = (body['nextPageToken'] as string | undefined) ?? '';
    } while (pageToken !== '');
    return rows;
  }

  /** Arms a fault, asks, and disarms it. */
  async under<T>(fault: object, ask: () => Promise<T>): Promise<T> {
    const url = `${this.sandbox.url}/_sandbox/fault`;
    await fetch(url, { method: 'POST', body: JSON.stringify(fault) });
    try {
      return await ask();
    } finally {
      await fetch(url, { method: 'DELETE' });
    }
  }
}
