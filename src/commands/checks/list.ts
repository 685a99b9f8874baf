import { checksView } from '../../output/views/checks-view.ts';
import { listChecks } from '../../services/checks.ts';
import { scopeFlags } from '../support/common-flags.ts';
import { defineCommand } from '../support/define-command.ts';

export default defineCommand({
  summary: 'List what is looked for',
  description: 'Every check with its thresholds as they are configured, and how many findings it has open.',
  examples: [
    { command: 'ballast checks list', why: 'all of them' },
    { command: 'ballast checks list --provider aws --sort -openFindings', why: 'what finds the most' },
  ],
  view: checksView,
  hot: true,
  flags: { provider: scopeFlags.provider },
  run: async ({ context }) => ({ data: await listChecks(context) }),
});
