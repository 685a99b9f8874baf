import { Exit } from '../output/exit.ts';
import { demoView } from '../output/views/demo-view.ts';
import { runDemo } from '../services/demo.ts';
import { limitFlag } from './support/common-flags.ts';
import { defineCommand } from './support/define-command.ts';
import { estateFlags } from './support/estate-flags.ts';

export default defineCommand({
  summary: 'The whole job in a minute, on a made-up cloud',
  description:
    'Starts a sandbox, syncs it through the real clients, audits it, stops it, and leaves a store to play with. ' +
    'Needs no account, no credentials and no network.',
  examples: [
    { command: 'ballast demo', why: '2,000 resources in 3 accounts and 4 regions' },
    { command: 'ballast demo --seed 7 --resources 500 --json', why: 'another estate, for a script' },
  ],
  view: demoView,
  flags: {
    ...estateFlags,
    limit: limitFlag('findings in the table; 0 for all; the 10 that are worth the most when left out'),
  },
  async run({ context, flags }) {
    const { cloud: clouds, seed, resources, accounts } = flags;
    const data = await runDemo(context, { clouds, seed, resources, accounts });
    return {
      data: { ...data, close: () => data.audit.close() },
      exit: data.audit.unread.length > 0 ? Exit.partial : Exit.ok,
    };
  },
});
