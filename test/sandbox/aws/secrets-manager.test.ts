import {
  DescribeSecretCommand,
  ListSecretsCommand,
  paginateListSecrets,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { secretsFamily } from '../../../src/sandbox/estate/secrets/family.ts';
import type { Secret } from '../../../src/sandbox/estate/secrets/model.ts';
import { startSandbox, type RunningSandbox } from '../../../src/sandbox/main.ts';
import { first } from '../estate/estates.ts';
import { clientOptions, collect, errorOf, keysFor, now } from './support.ts';

let sandbox: RunningSandbox;
let client: SecretsManagerClient;
let here: readonly Secret[];

beforeAll(async () => {
  sandbox = await startSandbox({ resources: 2000, accounts: 2, regions: ['us-east-1', 'eu-west-1'], now });
  const all = [...familyState(sandbox.estate, secretsFamily).secrets.values()];
  const { accountId, region } = first(all, ({ deletedAt }) => deletedAt === undefined);
  here = all.filter((secret) => secret.accountId === accountId && secret.region === region);
  client = new SecretsManagerClient(clientOptions(sandbox, await keysFor(sandbox, accountId), region));
});
afterAll(() => sandbox.close());

const alive = () => here.filter(({ deletedAt }) => deletedAt === undefined);

describe('ListSecrets', () => {
  it('gives every secret of its account and region once, page by page', async () => {
    const pages = await collect(paginateListSecrets({ client, pageSize: 2 }, {}), ({ SecretList }) => SecretList);
    expect(pages.length).toBe(Math.ceil(alive().length / 2));
    expect(pages.flat().map(({ ARN }) => ARN)).toEqual(
      alive()
        .map(({ arn }) => arn)
        .sort(),
    );
  });

  it('tells what a secret is, and when it was last read', async () => {
    const { SecretList = [] } = await client.send(new ListSecretsCommand({}));
    const told = new Map(SecretList.map((secret) => [secret.ARN, secret]));
    for (const secret of alive()) {
      expect(told.get(secret.arn)).toMatchObject({
        Name: secret.name,
        CreatedDate: new Date(secret.createdAt),
        Tags: Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value })),
        SecretVersionsToStages: { [secret.versionId]: ['AWSCURRENT'] },
      });
      const { LastAccessedDate } = told.get(secret.arn) ?? {};
      expect(LastAccessedDate?.getTime()).toBe(secret.lastAccessedOn);
    }
  });

  it('shows those that wait for their deletion when asked, and filters by the beginning of a name', async () => {
    const { SecretList } = await client.send(new ListSecretsCommand({ IncludePlannedDeletion: true }));
    expect(SecretList).toHaveLength(here.length);
    const { name } = first(alive(), () => true);
    const Filters = [{ Key: 'name' as const, Values: [name] }];
    const found = await client.send(new ListSecretsCommand({ Filters }));
    expect(found.SecretList?.map(({ Name }) => Name)).toEqual([name]);
  });

  it('refuses a token that it did not give', async () => {
    expect(await errorOf(client.send(new ListSecretsCommand({ NextToken: 'x' })))).toEqual({
      name: 'InvalidNextTokenException',
      status: 400,
    });
  });
});

describe('DescribeSecret', () => {
  it('finds by ARN and by name, and nothing of another place', async () => {
    const [secret] = alive();
    for (const SecretId of [secret?.arn, secret?.name]) {
      expect(await client.send(new DescribeSecretCommand({ SecretId }))).toMatchObject({
        ARN: secret?.arn,
        VersionIdsToStages: { [secret?.versionId ?? '']: ['AWSCURRENT'] },
      });
    }
    const elsewhere = new SecretsManagerClient(clientOptions(sandbox, undefined, 'us-west-2'));
    expect((await errorOf(elsewhere.send(new DescribeSecretCommand({ SecretId: secret?.arn })))).name).toBe(
      'UnrecognizedClientException',
    );
    expect((await errorOf(client.send(new DescribeSecretCommand({ SecretId: 'none' })))).name).toBe(
      'ResourceNotFoundException',
    );
  });
});

describe('what the sandbox notes', () => {
  it('is the IAM action of each call, and faults strike by it', async () => {
    const answer = await fetch(`${sandbox.url}/_sandbox/calls`);
    const { counts } = (await answer.json()) as { counts: { action: string; service: string }[] };
    expect(counts).toContainEqual(
      expect.objectContaining({ service: 'secretsmanager', action: 'secretsmanager:ListSecrets', status: 200 }),
    );
    const fault = { kind: 'deny', action: 'secretsmanager:ListSecrets', times: 1 };
    await fetch(`${sandbox.url}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
    await client.send(new DescribeSecretCommand({ SecretId: alive()[0]?.arn }));
    expect((await errorOf(client.send(new ListSecretsCommand({})))).name).toBe('AccessDeniedException');
  });
});
