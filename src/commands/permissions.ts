import { permissionTargets } from '../domain/reports.ts';
import { permissionsView } from '../output/views/permissions-view.ts';
import { listPermissions } from '../services/permissions.ts';
import { defineCommand } from './support/define-command.ts';
import { choiceFlag, textsFlag } from './support/flag-spec.ts';
import { requiredArg } from './support/required-arg.ts';

export default defineCommand({
  summary: 'List the permissions that reading a cloud needs',
  description:
    'The least that has to be granted: what a sync calls for the checks that are enabled, and nothing else. As a table, ' +
    "as JSON, as a role in the cloud's own form (an IAM policy, a Google Cloud or Azure custom role), or as a " +
    'CloudFormation template of the role that every AWS account needs.',
  examples: [
    { command: 'ballast permissions aws', why: 'what each part needs' },
    { command: 'ballast permissions aws --format iam > ballast-read.json', why: 'a policy to create' },
    {
      command: 'ballast permissions gcp --format role > ballast-read.yaml',
      why: 'for gcloud iam roles create ballastRead --organization=… --file=ballast-read.yaml',
    },
    {
      command: 'ballast permissions aws --target reader --format cloudformation > ballast-role.json',
      why: "a stack set's template for the accounts of an organisation",
    },
    { command: 'ballast permissions aws --check volume-unattached --json', why: 'what one check needs' },
  ],
  view: permissionsView,
  args: { cloud: { summary: 'the cloud: aws, gcp or azure', required: true } },
  flags: {
    check: textsFlag({
      summary: 'checks to serve, by id or name; all that are enabled when left out; repeatable',
      helpValue: 'CHECK',
    }),
    target: choiceFlag(permissionTargets, {
      summary: 'reader: every account that is read; payer: the credentials that Ballast starts with',
      helpValue: permissionTargets.join('|'),
      otherwise: 'all',
    }),
  },
  run: async ({ context, flags, args }) => ({
    data: await listPermissions(context, {
      provider: requiredArg(args, 'CLOUD'),
      checks: flags.check,
      target: flags.target,
    }),
  }),
});
