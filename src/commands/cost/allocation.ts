import { type AllocationBy, parseAllocation } from '../../domain/allocation.ts';
import { AppError } from '../../domain/errors.ts';
import { Exit } from '../../output/exit.ts';
import { costAllocationView } from '../../output/views/cost-allocation-view.ts';
import { allocateCost } from '../../services/cost-allocation.ts';
import { scopeFlags } from '../support/common-flags.ts';
import { defineCommand } from '../support/define-command.ts';
import { defaultedFlag, switchFlag } from '../support/flag-spec.ts';

const { provider, account } = scopeFlags;

function readBy(text: string, label: string): AllocationBy {
  const by = parseAllocation(text.trim());
  if (by === undefined) {
    throw new AppError(
      'usage-invalid',
      `${label} ${JSON.stringify(text)}: not purchase-type, tag:KEY or cost-category:NAME`,
    );
  }
  return by;
}

export default defineCommand({
  summary: 'Show cost by tag, cost category or purchase type',
  description:
    'What the clouds’ own cost services told at the last sync of the last 30 days that are settled: cost by the values ' +
    'of a cost allocation tag or cost category, with what carries none as a row of its own, or by how it was bought ' +
    '(on demand, spot, savings plans, reserved). A sync reads what the enabled checks need (aws-tag-coverage, ' +
    'aws-savings-plan-purchase), of up to 8 tags and 4 cost categories. What was not read is named, and makes the exit ' +
    'code 3.',
  examples: [
    { command: 'ballast cost allocation', why: 'how it was bought' },
    { command: 'ballast cost allocation --by tag:team', why: 'who spends it, and what nobody is accountable for' },
    {
      command: 'ballast cost allocation --by tag:team --by-account --filter value= --sort -effectiveCost',
      why: 'the accounts with the most cost that has no team',
    },
    {
      command: 'ballast cost allocation --by purchase-type --by-service --json',
      why: 'what is on demand, for a script',
    },
  ],
  view: costAllocationView,
  hot: true,
  flags: {
    provider,
    account: { ...account, summary: `${account.summary}; not of purchase types` },
    by: defaultedFlag<AllocationBy>(
      {
        summary: 'what to divide by: purchase-type, tag:KEY or cost-category:NAME',
        helpValue: 'WHAT',
        defaultText: 'purchase-type',
        otherwise: { dimension: 'purchase-type', key: null },
      },
      readBy,
    ),
    'by-account': switchFlag({ summary: 'a row for each account of a value; of tags and cost categories' }),
    'by-service': switchFlag({ summary: 'a row for each service of a purchase type' }),
  },
  async run({ context, flags }) {
    if (flags['by-account'] && flags['by-service']) {
      throw new AppError('usage-invalid', '--by-account and --by-service: the clouds tell one of them at a time');
    }
    const data = await allocateCost(context, {
      by: flags.by,
      splitBy: flags['by-account'] ? 'account' : flags['by-service'] ? 'service' : null,
    });
    return { data, exit: data.reason !== null || data.unread.length > 0 ? Exit.partial : Exit.ok };
  },
});
