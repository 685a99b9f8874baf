import { Exit } from '../../output/exit.ts';
import { resourceView } from '../../output/views/resource-view.ts';
import { showResource } from '../../services/inventory.ts';
import { scopeFlags } from '../support/common-flags.ts';
import { defineCommand } from '../support/define-command.ts';
import { requiredArg } from '../support/required-arg.ts';

export default defineCommand({
  summary: 'Show all that is known of one resource',
  description:
    'Its attributes, what is attached to it, its metrics, what it cost in the last 30 days and its findings. What ' +
    'was not read is said, with the reason.',
  examples: [
    { command: 'ballast inventory show i-0123456789abcdef0', why: 'an instance' },
    { command: 'ballast inventory show vol-0123456789abcdef0 --json', why: 'a volume, for a script' },
  ],
  view: resourceView,
  flags: scopeFlags,
  args: { resource: { summary: "the id that the cloud's own console shows", required: true } },
  async run({ context, args }) {
    const data = await showResource(context, requiredArg(args, 'RESOURCE'));
    return { data, exit: data.unread.length > 0 ? Exit.partial : Exit.ok };
  },
});
