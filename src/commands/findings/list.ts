import { Exit } from '../../output/exit.ts';
import { findingsView } from '../../output/views/findings-view.ts';
import { listFindings } from '../../services/findings.ts';
import { scopeFlags } from '../support/common-flags.ts';
import { defineCommand } from '../support/define-command.ts';
import { choicesFlag, moneyFlag, textFlag, textsFlag } from '../support/flag-spec.ts';

const STATUSES = ['open', 'grace', 'suppressed', 'exempt', 'planned', 'resolved'] as const;
const VERDICTS = ['waste', 'cannot-tell'] as const;

export default defineCommand({
  summary: 'List findings and what each would save per month',
  description:
    'Findings as the last audit left them, those that save the most first. Open ones, unless --status says ' +
    'otherwise. "Cannot tell" stands for something that would be needed and was not read.',
  examples: [
    { command: 'ballast findings list --provider aws --min-savings 10', why: 'without the small change' },
    {
      command: 'ballast findings list --check aws-ebs-volume-unattached --format csv',
      why: 'one check, for a spreadsheet',
    },
    {
      command: 'ballast findings list --filter "risk=low" --filter "confidence>=0.9" --json',
      why: 'the safe ones, for a script',
    },
  ],
  view: findingsView,
  hot: true,
  flags: {
    ...scopeFlags,
    check: textsFlag({ summary: 'only of these checks; repeatable', helpValue: 'CHECK' }),
    status: choicesFlag(STATUSES, {
      summary: 'only with these; open when left out; repeatable',
      helpValue: STATUSES.join('|'),
    }),
    verdict: choicesFlag(VERDICTS, { summary: 'only these; repeatable', helpValue: VERDICTS.join('|') }),
    resource: textFlag({ summary: 'only of this resource', helpValue: 'ID' }),
    'min-savings': moneyFlag({ summary: 'only those that save at least this a month' }),
  },
  async run({ context, flags }) {
    const { check: checkIds, verdict: verdicts, resource: resourceId } = flags;
    const minMonthlySavings = flags['min-savings'];
    const data = await listFindings(context, {
      sort: 'savings',
      statuses: flags.status.length > 0 ? flags.status : ['open'],
      ...(checkIds.length > 0 && { checkIds }),
      ...(verdicts.length > 0 && { verdicts }),
      ...(resourceId !== undefined && { resourceId }),
      ...(minMonthlySavings !== undefined && { minMonthlySavings }),
    });
    return { data, exit: data.unread.length > 0 ? Exit.partial : Exit.ok };
  },
});
