import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PricingClient } from '@aws-sdk/client-pricing';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { RunningSandbox } from '../../../src/sandbox/main.ts';

process.env.AWS_EC2_METADATA_DISABLED = 'true';

/** The instant at which the tests' sandboxes start. */
export const now = Date.UTC(2026, 10, 24, 6);

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Options of a client that asks once, with the management account's key unless others are given. */
export function clientOptions(
  sandbox: RunningSandbox,
  credentials: Keys = managementKeys(sandbox),
  region = 'us-east-1',
) {
  return { endpoint: sandbox.url, region, credentials, maxAttempts: 1 };
}

export function managementKeys({ credentials }: RunningSandbox): Keys {
  return { accessKeyId: credentials.AWS_ACCESS_KEY_ID, secretAccessKey: credentials.AWS_SECRET_ACCESS_KEY };
}

export const stsOf = (sandbox: RunningSandbox, keys?: Keys) => new STSClient(clientOptions(sandbox, keys));
export const organizationsOf = (sandbox: RunningSandbox, keys?: Keys) =>
  new OrganizationsClient(clientOptions(sandbox, keys));
export const costExplorerOf = (sandbox: RunningSandbox, keys?: Keys) =>
  new CostExplorerClient(clientOptions(sandbox, keys));
export const pricingOf = (sandbox: RunningSandbox) => new PricingClient(clientOptions(sandbox));
export const cloudwatchOf = (sandbox: RunningSandbox, keys: Keys, region: string) =>
  new CloudWatchClient(clientOptions(sandbox, keys, region));

/** The keys of a session of a role in that account. */
export async function keysFor(sandbox: RunningSandbox, accountId: string, role = 'BallastRead'): Promise<Keys> {
  const { Credentials } = await stsOf(sandbox).send(
    new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${accountId}:role/${role}`, RoleSessionName: 'test' }),
  );
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** The account and region with the most instances. */
export function busiestPlace({ estate }: RunningSandbox): { readonly accountId: string; readonly region: string } {
  const counts = new Map<string, number>();
  for (const { accountId, region } of estate.instances.values()) {
    counts.set(`${accountId} ${region}`, (counts.get(`${accountId} ${region}`) ?? 0) + 1);
  }
  const [place = ''] = [...counts].sort(([, a], [, b]) => b - a).map(([name]) => name);
  const [accountId = '', region = ''] = place.split(' ');
  return { accountId, region };
}

/** Name and status of the error that a call ends with; fails the test when it answers. */
export async function errorOf(
  call: Promise<unknown>,
): Promise<{ readonly name: string; readonly status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { $metadata } = error as { $metadata?: { httpStatusCode?: number } };
    return { name: error.name, status: $metadata?.httpStatusCode };
  }
  throw new Error('the call answered');
}

/** Everything that a paginator gives, one list a page. */
export async function collect<P, T>(
  pages: AsyncIterable<P>,
  itemsOf: (page: P) => readonly T[] | undefined,
): Promise<T[][]> {
  const all: T[][] = [];
  for await (const page of pages) all.push([...(itemsOf(page) ?? [])]);
  return all;
}

/** A POST that is signed in form only. */
export function rawPost(
  sandbox: RunningSandbox,
  request: {
    readonly service: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string | Uint8Array<ArrayBuffer>;
    readonly keys?: Keys;
    readonly region?: string;
    readonly signedAt?: number;
  },
): Promise<Response> {
  const { service, path = '/', headers = {}, body, keys = managementKeys(sandbox), region = 'us-east-1' } = request;
  const date = new Date(request.signedAt ?? Date.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${keys.accessKeyId}/${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  return fetch(sandbox.url + path, {
    method: 'POST',
    headers: {
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      ...(keys.sessionToken === undefined ? {} : { 'x-amz-security-token': keys.sessionToken }),
      ...headers,
    },
    body,
  });
}
