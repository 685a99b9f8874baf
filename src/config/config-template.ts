/** What `ballast init` writes: every setting with its meaning, the optional ones commented out. */
export function configTemplate(clouds: {
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
  return `# Ballast configuration. What is left out keeps the default that is shown.
version: 1

# Where facts and history are kept, beside this file.
# store: ./ballast.db

clouds:
  aws:
    - name: main
      # Profile of the AWS config files; without it the default credential chain decides.
${profile}
      # Read every account of the organisation through this role, which each account must have.
${organization}
      # Accounts to read; all that are found when left out. Quote the ids.
      # accounts: ["123456789012"]
      # "all" reads every region that is enabled, or name them: [us-east-1, eu-west-1]
      regions: all
      # Base URL for every service (an emulator, a private endpoint) and the CA that signs it.
      # endpoint: https://aws.internal.example
      # caBundle: ./ca.pem
      # Used by apply alone; reading never uses it.
      # applyProfile: finops-operator

# Thresholds by check (\`ballast checks list\` names them and says why each is what it is); false switches one off.
# checks:
#   aws-ebs-volume-unattached: { minDays: 14 }
#   aws-ec2-instance-idle: false

# Resources with one of these tags are never reported. "*" stands for any value.
exempt:
  tags: { "ballast:keep": "*" }
`;
}
