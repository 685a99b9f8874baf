import { isTrouble } from '../output/documents/setup.ts';
import { Exit } from '../output/exit.ts';
import { doctorView } from '../output/views/setup-views.ts';
import { diagnose } from '../services/doctor.ts';
import { sandboxFlag, scopeFlags } from './support/common-flags.ts';
import { defineCommand } from './support/define-command.ts';

export default defineCommand({
  summary: 'Check credentials, permissions, reachability, clock and store',
  description:
    'Tries everything that a sync needs, goes on after each failure, and says what to do about it. Exit 1 when ' +
    'something was denied or failed.',
  examples: [
    { command: 'ballast doctor', why: 'everything that is configured' },
    { command: 'ballast doctor --provider aws --json', why: 'one cloud, for a script' },
  ],
  view: doctorView,
  flags: { provider: scopeFlags.provider, ...sandboxFlag },
  async run({ context }) {
    const data = await diagnose(context);
    return { data, exit: data.checks.some(isTrouble) ? Exit.failed : Exit.ok };
  },
});
