import { parseAllocation } from '../../domain/allocation.ts';
import { type ChargeDimension, chargeDimensions, type CostMetric } from '../../domain/charges.ts';
import { AppError } from '../../domain/errors.ts';
import { Exit } from '../../output/exit.ts';
import { costView } from '../../output/views/cost-view.ts';
import { reportCost } from '../../services/cost.ts';
import { rangeFlags, scopeFlags } from '../support/common-flags.ts';
import { defineCommand } from '../support/define-command.ts';
import { choiceFlag, type FlagSpec, parsedFlag, textsFlag } from '../support/flag-spec.ts';

/** Short words for what is grouped by most; the FOCUS names work as well. */
const SHORT: Readonly<Record<string, ChargeDimension>> = {
  cloud: 'provider',
  account: 'subAccountId',
  region: 'regionId',
  service: 'serviceName',
  category: 'serviceCategory',
  charge: 'chargeCategory',
  resource: 'resourceId',
  type: 'resourceType',
};

const DIMENSIONS: Readonly<Record<string, ChargeDimension>> = {
  ...Object.fromEntries(chargeDimensions.map((dimension) => [dimension, dimension])),
  ...SHORT,
};

const METRICS = ['effective', 'billed', 'list', 'contracted'] as const;
const FOCUS_METRIC: Readonly<Record<(typeof METRICS)[number], CostMetric>> = {
  effective: 'effectiveCost',
  billed: 'billedCost',
  list: 'listCost',
  contracted: 'contractedCost',
};

const groupBy: FlagSpec<readonly ChargeDimension[]> = {
  ...textsFlag({
    summary: `what to add up by, several by commas: ${Object.keys(SHORT).join(', ')}, or a FOCUS column as in the JSON document`,
    helpValue: 'A,B',
    env: 'BALLAST_GROUP_BY',
  }),
  defaultText: 'service',
  read: (texts, label) => {
    const names = texts.flatMap((text) => text.split(',')).map((name) => name.trim());
    return names.length === 0
      ? ['serviceName']
      : [...new Set(names.filter((name) => name !== '').map((name) => dimensionOf(name, label)))];
  },
};

function dimensionOf(name: string, label: string): ChargeDimension {
  const dimension = Object.hasOwn(DIMENSIONS, name) ? DIMENSIONS[name] : undefined;
  if (dimension === undefined) {
    if (parseAllocation(name) !== undefined) {
      throw new AppError(
        'usage-invalid',
        `${label} ${JSON.stringify(name)}: charges are not kept by it; \`ballast cost allocation --by ${shellWord(name)}\` shows cost by tag, cost category and purchase type`,
      );
    }
    throw new AppError(
      'usage-invalid',
      `${label} ${JSON.stringify(name)}: there are ${Object.keys(DIMENSIONS).join(', ')}`,
    );
  }
  return dimension;
}

const shellWord = (text: string): string => (/^[\w:./-]+$/.test(text) ? text : JSON.stringify(text));

export default defineCommand({
  summary: 'Show what it cost',
  description:
    'Adds up the charges in the store: those of billing exports, and of the clouds’ own cost APIs where no export ' +
    'covers the account and month. Without --from and --to: the last 30 days that there are charges for.',
  examples: [
    { command: 'ballast cost report', why: 'the last 30 days by service' },
    {
      command: 'ballast cost report --group-by account,service --from 2026-10-01 --to 2026-11-01',
      why: 'one month, by account and service',
    },
    { command: 'ballast cost report --granularity monthly --group-by account --json', why: 'a series for a script' },
    { command: 'ballast cost report --group-by resource --sort -cost --limit 20', why: 'the twenty dearest resources' },
  ],
  view: costView,
  hot: true,
  flags: {
    ...scopeFlags,
    ...rangeFlags,
    'group-by': groupBy,
    granularity: choiceFlag(['total', 'daily', 'monthly'], {
      summary: 'one sum, or one for each day or month',
      otherwise: 'total',
    }),
    metric: choiceFlag(METRICS, {
      summary: 'which cost: spread over what it pays for, as invoiced, at list price, or at the agreed price',
      otherwise: 'effective',
    }),
    currency: parsedFlag(
      { summary: 'only charges in this currency', helpValue: 'CODE', env: 'BALLAST_CURRENCY' },
      (text) => text.toUpperCase(),
    ),
  },
  async run({ context, flags }) {
    const { from, to, currency } = flags;
    const data = await reportCost(context, {
      groupBy: flags['group-by'],
      granularity: flags.granularity,
      metric: FOCUS_METRIC[flags.metric],
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(currency !== undefined && { currency }),
    });
    return { data, exit: data.unread.length > 0 ? Exit.partial : Exit.ok };
  },
});
