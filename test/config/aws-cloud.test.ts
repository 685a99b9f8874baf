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

/** The settings of one entry of `clouds.aws`, given as the lines beneath its name. */
async function read(lines: string) {
  const file = join(folder, 'ballast.yaml');
  const entry = lines.replaceAll('\n', '\n      ');
  await writeFile(file, `version: 1\nclouds:\n  aws:\n    - name: main\n      ${entry}\n`);
  return (await loadConfig(file)).clouds?.[0];
}

const refusal = (lines: string): Promise<string> =>
  read(lines).then(
    () => 'taken',
    (error: unknown) => {
      if (error instanceof AppError) return error.message.replaceAll(`${folder}/`, '');
      throw error;
    },
  );

describe('an AWS cloud', () => {
  it('may be left at its name', async () => {
    expect(await read('')).toEqual({ provider: 'aws', name: 'main', regions: 'all' });
  });

  it('takes everything that there is, and only that', async () => {
    const text = `
profile: finops
roleArn: arn:aws:iam::111111111111:role/base/Ballast
externalId: of-all
organization:
  roleName: /finops/read-{accountId}
  externalId: of-the-organisation
  include: { organizationalUnits: [Production, ou-ab12-12345678] }
  exclude: { accounts: ["012345678901"], tags: { "ballast:read": "no" } }
roles:
  - arn:aws:iam::222222222222:role/Reader
  - { arn: "arn:aws:iam::333333333333:role/Reader", externalId: its-own }
session:
  name: nightly
  durationSeconds: 3600
  tags: { team: finops }
  transitiveTagKeys: [team]
  policy: { Version: "2012-10-17", Statement: [] }
  policyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"]
accounts: ["012345678901"]
regions: [eu-west-1, us-gov-west-1, us-isob-east-1, eusc-de-east-1, cn-northwest-1]
proxy: http://proxy.example:3128
caBundle: ca.pem
limits: { metricsPerSync: 5000, costExplorerRequestsPerSync: 20 }
fips: true
dualStack: false
applyProfile: operator`;
    expect(await read(text.trim())).toEqual({
      provider: 'aws',
      name: 'main',
      profile: 'finops',
      roleArn: 'arn:aws:iam::111111111111:role/base/Ballast',
      externalId: 'of-all',
      organization: {
        roleName: 'finops/read-{accountId}',
        externalId: 'of-the-organisation',
        include: { organizationalUnits: ['Production', 'ou-ab12-12345678'] },
        exclude: { accounts: ['012345678901'], tags: { 'ballast:read': 'no' } },
      },
      roles: [
        { arn: 'arn:aws:iam::222222222222:role/Reader' },
        { arn: 'arn:aws:iam::333333333333:role/Reader', externalId: 'its-own' },
      ],
      session: {
        name: 'nightly',
        durationSeconds: 3600,
        tags: { team: 'finops' },
        transitiveTagKeys: ['team'],
        policy: '{"Version":"2012-10-17","Statement":[]}',
        policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
      },
      accounts: ['012345678901'],
      regions: ['eu-west-1', 'us-gov-west-1', 'us-isob-east-1', 'eusc-de-east-1', 'cn-northwest-1'],
      proxy: 'http://proxy.example:3128',
      caBundle: join(folder, 'ca.pem'),
      limits: { metricsPerSync: 5000, costExplorerRequestsPerSync: 20 },
      fips: true,
      dualStack: false,
      applyProfile: 'operator',
    });
  });

  it.each`
    what                                | lines                                                                                | message
    ${'a zone for a region'}            | ${'regions: [us-east-1a]'}                                                           | ${/5:17: clouds\.aws\[0\]\.regions\[0\]: us-east-1a has not the form/}
    ${'a name for a region'}            | ${'regions: [us-east-1, Frankfurt]'}                                                 | ${/regions\[1\]: Frankfurt has not the form/}
    ${'a role that is no ARN'}          | ${'roleArn: BallastRead'}                                                            | ${/roleArn: expected a role ARN/}
    ${'a user for a role'}              | ${'roles: ["arn:aws:iam::111111111111:user/x"]'}                                     | ${/roles\[0\]: expected a role ARN/}
    ${'two roles of one account'}       | ${'roles: ["arn:aws:iam::111111111111:role/a", "arn:aws:iam::111111111111:role/b"]'} | ${/roles: two roles of one account/}
    ${'an unknown placeholder'}         | ${'organization: { roleName: "x-{account}" }'}                                       | ${/organization\.roleName: expected a role name/}
    ${'a filter of nothing'}            | ${'organization: { roleName: x, include: {} }'}                                      | ${/include: expected organizationalUnits, accounts or tags/}
    ${'a misspelt criterion'}           | ${'organization: { roleName: x, exclude: { units: [a] } }'}                          | ${/exclude\.units: unknown setting/}
    ${'an unquoted id in a filter'}     | ${'organization: { roleName: x, exclude: { accounts: [012345678901] } }'}            | ${/exclude\.accounts\[0\]: quote the account id/}
    ${'an external id of one letter'}   | ${'externalId: x'}                                                                   | ${/externalId: an external id has 2 to 1224/}
    ${'a session name with spaces'}     | ${'session: { name: "night run" }'}                                                  | ${/session\.name: a session name has/}
    ${'a session of a minute'}          | ${'session: { durationSeconds: 60 }'}                                                | ${/session\.durationSeconds: /}
    ${'a chain of more than an hour'}   | ${'roleArn: arn:aws:iam::111111111111:role/b\nsession: { durationSeconds: 7200 }'}   | ${/session\.durationSeconds: AWS ends chained sessions/}
    ${'a transitive key of no tag'}     | ${'session: { tags: { a: b }, transitiveTagKeys: [c] }'}                             | ${/transitiveTagKeys: a transitive key has to be one of/}
    ${'a policy as text'}               | ${'session: { policy: "{}" }'}                                                       | ${/session\.policy: expected an IAM policy document/}
    ${'a SOCKS proxy'}                  | ${'proxy: socks5://x'}                                                               | ${/proxy: expected a URL/}
    ${'FIPS at one URL for everything'} | ${'endpoint: https://aws.internal.example\nfips: true'}                              | ${/endpoint: one URL for every service has no FIPS/}
  `('refuses $what', async ({ lines, message }: { lines: string; message: RegExp }) => {
    expect(await refusal(lines)).toMatch(message);
  });
});
