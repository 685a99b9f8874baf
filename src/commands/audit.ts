import { Exit } from '../output/exit.ts';
import { auditView } from '../output/views/audit-view.ts';
import { auditEstate } from '../services/audit.ts';
import { limitFlag, rangeFlags, sandboxFlag, scopeFlags } from './support/common-flags.ts';
import { costRange } from './support/cost-range.ts';
import { defineCommand } from './support/define-command.ts';
import { moneyFlag, parsedFlag, switchFlag, textsFlag } from './support/flag-spec.ts';
import { parseThreshold, THRESHOLD_HELP } from './support/threshold.ts';

export default defineCommand({
  summary: 'Find what is wasted: sync, judge, report',
  description:
    'Reads the configured clouds into the store (unless --offline), judges every resource, and reports what it ' +
    'costs, what is wasted and what to do next. What could not be read is named, and makes the exit code 3; a ' +
    '--fail-on threshold that is crossed makes it 4.',
  examples: [
    { command: 'ballast audit', why: 'the clouds that this shell is signed in to' },
    {
      command: 'ballast audit --offline --min-savings 10',
      why: 'judge what the last sync read, without the small change',
    },
    { command: 'ballast audit --fail-on "savings>100" --format sarif > ballast.sarif', why: 'a nightly CI job' },
    { command: 'ballast audit --json --account 123456789012', why: 'one account, for a script' },
  ],
  view: auditView,
  flags: {
    ...scopeFlags,
    offline: switchFlag({ summary: 'ask no cloud: judge what the store holds' }),
    check: textsFlag({ summary: 'report only what these checks find; repeatable', helpValue: 'CHECK' }),
    'min-savings': moneyFlag({ summary: 'leave out findings that save less than this a month' }),
    'fail-on': parsedFlag(
      {
        summary: `exit ${Exit.threshold} when this holds: ${THRESHOLD_HELP}`,
        helpValue: 'CONDITION',
        env: 'BALLAST_FAIL_ON',
      },
      parseThreshold,
    ),
    limit: limitFlag('findings in the table; 0 for all; the 10 that are worth the most when left out'),
    ...rangeFlags,
    ...sandboxFlag,
  },
  async run({ context, flags }) {
    const range = costRange(context, flags.from, flags.to);
    const minimum = flags['min-savings'];
    const data = await auditEstate(context, {
      offline: flags.offline,
      checkIds: flags.check,
      ...(range !== undefined && { costRange: range }),
      ...(minimum !== undefined && { minMonthlySavings: minimum }),
    });
    const crossed = flags['fail-on']?.(data.summary, data.unread.length) ?? false;
    const exit = crossed ? Exit.threshold : data.unread.length > 0 ? Exit.partial : Exit.ok;
    return { data, exit };
  },
});
