import { checkView } from '../../output/views/checks-view.ts';
import { showCheck } from '../../services/checks.ts';
import { defineCommand } from '../support/define-command.ts';
import { requiredArg } from '../support/required-arg.ts';

export default defineCommand({
  summary: 'Show a check: its thresholds, and where they come from',
  description:
    'What the check looks for, what it proposes, each threshold with its reason, and where its value was set.',
  examples: [
    { command: 'ballast checks show aws-ebs-volume-unattached', why: 'one check' },
    { command: 'ballast checks show aws-ebs-volume-unattached --json', why: 'the same for a script' },
  ],
  view: checkView,
  args: { check: { summary: 'id of a check', required: true } },
  run: async ({ context, args }) => ({ data: await showCheck(context, requiredArg(args, 'CHECK')) }),
});
