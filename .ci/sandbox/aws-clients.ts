import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { EC2Client } from '@aws-sdk/client-ec2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { PricingClient } from '@aws-sdk/client-pricing';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';

export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** One client of each service, with those keys, against that endpoint; no retries. */
export function awsClients(endpoint: string, credentials: Keys, region = 'us-east-1') {
  const options = { endpoint, credentials, region, maxAttempts: 1 };
  return {
    sts: new STSClient(options),
    organizations: new OrganizationsClient(options),
    ec2: new EC2Client(options),
    cloudwatch: new CloudWatchClient(options),
    ce: new CostExplorerClient(options),
    pricing: new PricingClient(options),
  };
}

export type AwsClients = ReturnType<typeof awsClients>;

/** The keys of a session in that account. */
export async function assumeRole(sts: STSClient, accountId: string): Promise<Keys> {
  const RoleArn = `arn:aws:iam::${accountId}:role/BallastRead`;
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'ci-check' }));
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error(`no credentials for ${accountId}`);
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** Runs a call that must fail with that error name (the SDK's, which is not always the code on the wire). */
export async function expectError(name: string, call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && error.name === name) return;
    throw new Error(`expected ${name}, got ${String(error)}`, { cause: error });
  }
  throw new Error(`expected ${name}, got an answer`);
}

/** A POST with a signature header of the right form (the sandbox does not verify signatures). */
export async function rawPost(
  endpoint: string,
  request: {
    readonly service: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: string | Uint8Array<ArrayBuffer>;
    readonly accessKeyId: string;
    readonly region?: string;
  },
): Promise<Response> {
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = `${request.accessKeyId}/${date.slice(0, 8)}/${request.region ?? 'us-east-1'}/${request.service}/aws4_request`;
  return fetch(`${endpoint}${request.path ?? '/'}`, {
    method: 'POST',
    headers: {
      'x-amz-date': date,
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`,
      ...request.headers,
    },
    body: request.body,
  });
}
