import type { ProviderId } from '../domain/ids.ts';

/**
 * What `ballast init` writes: every setting with its meaning, the optional ones commented out, and so are the clouds of
 * which no credentials were found (AWS stays where none were found of any).
 */
export function configTemplate(clouds: {
  readonly awsProfile?: string | undefined;
  readonly awsOrganizationRole?: string | undefined;
  readonly found?: ReadonlySet<ProviderId> | undefined;
}): string {
  const { found = new Set() } = clouds;
  const others = (['gcp', 'azure'] as const).map((id) => (found.has(id) ? blocks[id] : commented(blocks[id])));
  const isAws =
    found.has('aws') || clouds.awsProfile !== undefined || clouds.awsOrganizationRole !== undefined || found.size === 0;
  const aws = awsBlock(clouds);
  return `${head}${isAws ? aws : commented(aws)}${others.join('')}${tail}`;
}

const commented = (block: string): string =>
  block
    .split('\n')
    .map((line) => (line === '' ? line : line.startsWith('  ') ? `  # ${line.slice(2)}` : `# ${line}`))
    .join('\n');

function awsBlock(clouds: {
  readonly awsProfile?: string | undefined;
  readonly awsOrganizationRole?: string | undefined;
}): string {
  const profile =
    clouds.awsProfile === undefined
      ? '      # profile: finops-readonly'
      : `      profile: ${JSON.stringify(clouds.awsProfile)}`;
  const organization =
    clouds.awsOrganizationRole === undefined
      ? '      # organization: { roleName: BallastRead }'
      : `      organization: { roleName: ${JSON.stringify(clouds.awsOrganizationRole)} }`;
  return `  aws:
    - name: main
      # Profile of the AWS config files; without it the default credential chain decides.
${profile}
      # Read every account of the organisation through this role, which each account must have. {accountId} and
      # {accountName} may stand in it; externalId, include and exclude (by organizationalUnits, accounts, tags) too.
${organization}
      # Roles in accounts outside of the organisation, or a base role that everything is done from (role chaining).
      # roles: ["arn:aws:iam::210987654321:role/BallastRead"]
      # roleArn: arn:aws:iam::123456789012:role/BallastBase
      # How sessions of these roles are opened.
      # session: { name: ballast, durationSeconds: 3600, tags: { team: finops }, transitiveTagKeys: [team] }
      # Accounts to read; all that are found when left out. Quote the ids.
      # accounts: ["123456789012"]
      # "all" reads every region that is enabled, or name them: [us-east-1, eu-west-1]
      regions: all
      # Base URL for every service (an emulator, a private endpoint), a proxy instead of that of HTTPS_PROXY, and the
      # CA that signs either.
      # endpoint: https://aws.internal.example
      # proxy: http://proxy.internal.example:3128
      # caBundle: ./ca.pem
      # FIPS and dual-stack endpoints; without them the environment and the profile decide.
      # fips: true
      # dualStack: true
      # Most that one sync may ask for of what AWS bills: metrics (0.01 USD a thousand) and Cost Explorer requests
      # (0.01 USD each). What is not asked is shown as unread.
      # limits: { metricsPerSync: 200000, costExplorerRequestsPerSync: 200 }
      # Used by apply alone; reading never uses it.
      # applyProfile: finops-operator
`;
}

const blocks = {
  gcp: `  gcp:
    - name: org
      # Credentials: application default credentials (gcloud auth application-default login, a workload identity, the
      # service account of the machine), or this key or workload identity file; then, if given, as that account.
      # credentialsFile: ./finops-reader.json
      # impersonateServiceAccount: finops-reader@my-project.iam.gserviceaccount.com
      # Every project beneath the organisation or folders, or those that are named. Quote the numbers.
      # organization: "123456789012"
      # folders: ["210987654321"]
      # projects: [my-project-123]
      # excludeProjects: [playground-123]
      # Project that calls are counted against.
      # quotaProject: finops-tools
      # The billing export in BigQuery is the source of cost; a sync reads no more of it than the limit.
      # billingExport: finops-tools.billing.gcp_billing_export_resource_v1_01A2B3_C4D5E6_F7A8B9
      # limits: { bytesBilledPerSync: 50000000000 }
      regions: all
      # endpoint: https://{service}-finops.p.googleapis.com
`,
  azure: `  azure:
    - name: tenant
      # default tries environment variables, workload identity, managed identity, then the login of az; or name one:
      # cli, managed-identity, workload-identity, service-principal (which needs the four settings below).
      # auth: default
      # tenantId: 00000000-0000-0000-0000-000000000000
      # clientId: 00000000-0000-0000-0000-000000000000
      # clientSecretVariable: FINOPS_AZURE_SECRET
      # clientCertificateFile: ./finops-reader.pem
      # All subscriptions that the credentials see, or a list, or those beneath a management group.
      subscriptions: all
      # excludeSubscriptions: [00000000-0000-0000-0000-000000000000]
      # managementGroup: finance
      # public, us-government or china.
      # cloud: public
      regions: all
`,
} as const;

const head = `# Ballast configuration. What is left out keeps the default that is shown.
version: 1

# Where facts and history are kept, beside this file.
# store: ./ballast.db

clouds:
`;

const tail = `
# Thresholds by check (\`ballast checks list\` names them and says why each is what it is); false switches one off.
# checks:
#   aws-ebs-volume-unattached: { minDays: 14 }
#   aws-ec2-instance-idle: false

# Resources with one of these tags are never reported. "*" stands for any value. The value of untilTag is a date,
# YYYY-MM-DD: until then, the resource is exempt.
exempt:
  tags: { "ballast:keep": "*" }
  # untilTag: ballast:keep-until

# Days that a finding is only watched before it counts: what comes and goes within them is never reported.
# graceDays: 3

# Other thresholds for a part of the estate: all of accounts, regions and tags that are given have to fit. The last one
# that fits wins.
# overrides:
#   - accounts: ["210987654321"]
#     tags: { env: "dev*" }
#     checks: { aws-ebs-volume-unattached: { minDays: 1 }, "aws-rds-*": false }
#     graceDays: 0

# Findings that are meant to be as they are, with a reason; they stand in no total. Checks, resources (by id or name),
# accounts, regions and tags narrow it down.
# suppressions:
#   - checks: [aws-eip-unassociated]
#     resources: ["eipalloc-0123456789abcdef0"]
#     reason: held for the move of the partner
#     until: 2099-12-31

# Tags that cost has to be divided by; the usual ones when left out.
# allocation: { requiredTags: [team, env] }
`;
