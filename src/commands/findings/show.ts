import { findingView } from '../../output/views/finding-view.ts';
import { showFinding } from '../../services/findings.ts';
import { defineCommand } from '../support/define-command.ts';
import { requiredArg } from '../support/required-arg.ts';

export default defineCommand({
  summary: 'Show a finding: the evidence, and how the saving is worked out',
  description: 'Takes the id of a finding, or that of a resource to show all its findings.',
  examples: [
    { command: 'ballast findings show vol-0123456789abcdef0', why: 'all findings of a resource' },
    { command: 'ballast findings show vol-0123456789abcdef0 --json', why: 'the same for a script' },
  ],
  view: findingView,
  args: { finding: { summary: 'id of a finding or of a resource', required: true } },
  run: async ({ context, args }) => ({ data: await showFinding(context, requiredArg(args, 'FINDING')) }),
});
