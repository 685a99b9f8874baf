import { AppError } from '../../domain/errors.ts';
import { findingView } from '../../output/views/finding-view.ts';
import { suppressFinding } from '../../services/findings.ts';
import { defineCommand } from '../support/define-command.ts';
import { momentFlag, switchFlag, textFlag } from '../support/flag-spec.ts';
import { requiredArg } from '../support/required-arg.ts';

export default defineCommand({
  summary: 'Silence a finding, with a reason',
  description:
    'A suppressed finding is left out of lists and totals until the day that is given, or for good. Takes the id of ' +
    'a finding, or that of a resource to silence all its findings.',
  examples: [
    {
      command: 'ballast findings suppress vol-0123456789abcdef0 --reason "kept for the audit" --until 2027-01-01',
      why: 'for a while',
    },
    { command: 'ballast findings suppress vol-0123456789abcdef0 --undo', why: 'take it back' },
  ],
  view: findingView,
  args: { finding: { summary: 'id of a finding or of a resource', required: true } },
  flags: {
    reason: textFlag({
      summary: 'why it is meant to be like this; asked for at a terminal when left out',
      helpValue: 'TEXT',
    }),
    until: momentFlag({ summary: 'when it comes back; never when left out' }),
    undo: switchFlag({ summary: 'let it show again' }),
  },
  async run({ context, flags, args, ask }) {
    const id = requiredArg(args, 'FINDING');
    if (flags.undo) return { data: await suppressFinding(context, id, null) };
    const reason = (flags.reason ?? (await ask()?.('Why is it meant to be like this? ')) ?? '').trim();
    if (reason === '')
      throw new AppError('usage-invalid', '--reason is missing: a finding is silenced with a reason alone');
    return { data: await suppressFinding(context, id, { until: flags.until ?? null, reason }) };
  },
});
