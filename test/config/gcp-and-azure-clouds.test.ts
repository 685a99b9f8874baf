import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { AppError } from '../../src/domain/errors.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ballast-config-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(cloud: 'gcp' | 'azure', lines: string) {
  const file = join(folder, 'ballast.yaml');
  const entry = lines.replaceAll('\n', '\n      ');
  await writeFile(file, `version: 1\nclouds:\n  ${cloud}:\n    - name: main\n      ${entry}\n`);
  return (await loadConfig(file)).clouds?.[0];
}

const refusal = (cloud: 'gcp' | 'azure', lines: string): Promise<string> =>
  read(cloud, lines).then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof AppError) return error.message.replaceAll(`${folder}/`, '');
      throw error;
    },
  );

const guid = '0A1B2C3D-0000-4000-8000-000000000001';

describe('a Google Cloud', () => {
  it('may be left at its name', async () => {
    expect(await read('gcp', '')).toEqual({ provider: 'gcp', name: 'main', regions: 'all' });
  });

  it('takes paths from the folder of the file', async () => {
    expect(
      await read(
        'gcp',
        `organization: "123456789012"
credentialsFile: key.json
billingExport: my-project.billing.gcp_billing_export_resource_v1_012345
limits: { bytesBilledPerSync: 1000000000 }
endpoint: https://{service}-finops.p.googleapis.com`,
      ),
    ).toEqual({
      provider: 'gcp',
      name: 'main',
      regions: 'all',
      organization: '123456789012',
      credentialsFile: join(folder, 'key.json'),
      billingExport: 'my-project.billing.gcp_billing_export_resource_v1_012345',
      limits: { bytesBilledPerSync: 1_000_000_000 },
      endpoint: 'https://{service}-finops.p.googleapis.com',
    });
  });

  it.each([
    ['organization: 123456789012', 'ballast.yaml:5:21: clouds.gcp[0].organization: quote the number'],
    ['projects: [My_Project]', 'clouds.gcp[0].projects[0]: expected a project id such as my-project-123'],
    ['billingExport: billing.table', 'clouds.gcp[0].billingExport: expected project.dataset.table'],
    ['projcts: [x]', 'clouds.gcp[0].projcts: unknown setting'],
  ])('refuses %s with its place', async (lines, message) => {
    expect(await refusal('gcp', lines)).toContain(message);
  });
});

describe('an Azure cloud', () => {
  it('may be left at its name', async () => {
    expect(await read('azure', '')).toEqual({ provider: 'azure', name: 'main', subscriptions: 'all', regions: 'all' });
  });

  it('takes ids in one spelling', async () => {
    expect(
      await read(
        'azure',
        `tenantId: ${guid}
subscriptions: [${guid}]
auth: service-principal
clientId: ${guid}
clientSecretVariable: FINOPS_SECRET
cloud: us-government`,
      ),
    ).toMatchObject({
      tenantId: guid.toLowerCase(),
      subscriptions: [guid.toLowerCase()],
      clientSecretVariable: 'FINOPS_SECRET',
    });
  });

  it.each([
    ['subscriptions: [prod]', 'ballast.yaml:5:23: clouds.azure[0].subscriptions[0]: expected an id such as'],
    ['auth: service-principal', 'clouds.azure[0].auth: a service principal needs tenantId, clientId and'],
    ['clientSecretVariable: "s3cr3t!"', 'the name of an environment variable: the secret itself does not belong here'],
    ['cloud: mars', 'clouds.azure[0].cloud'],
  ])('refuses %s with its place', async (lines, message) => {
    expect(await refusal('azure', lines)).toContain(message);
  });
});
