import type { FleetPlace } from './made.ts';

/**
 * Makes an IAM role; its ARN. By hand, because Ballast has no use for a client of IAM. moto checks no signatures, and
 * takes the account from the access key and the service from the scope.
 */
export async function createRole({ client, accountId }: FleetPlace, name: string): Promise<string> {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  await callByHand(client, 'iam', {
    'content-type': 'application/x-www-form-urlencoded',
    body: new URLSearchParams({
      Action: 'CreateRole',
      Version: '2010-05-08',
      RoleName: name,
      AssumeRolePolicyDocument: JSON.stringify(trust),
    }).toString(),
  });
  return `arn:aws:iam::${accountId}:role/${name}`;
}

/** Calls a service that no client is installed for; the text of its answer. */
export async function callByHand(
  { endpoint, region, credentials }: FleetPlace['client'],
  service: string,
  { body, ...headers }: { readonly body: string } & Readonly<Record<string, string>>,
): Promise<string> {
  const answer = await fetch(endpoint, {
    method: 'POST',
    body,
    headers: {
      ...headers,
      authorization:
        `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request, ` +
        'SignedHeaders=host, Signature=none',
    },
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`moto answered ${answer.status} for ${service}: ${text.slice(0, 300)}`);
  return text;
}
