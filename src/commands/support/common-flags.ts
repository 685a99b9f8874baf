import { providerIds } from '../../domain/ids.ts';
import { COLUMNS_HELP } from '../../output/lists/list-view.ts';
import { FILTER_HELP } from '../../output/lists/filter.ts';
import { SORT_HELP } from '../../output/lists/sort.ts';
import type { Format } from '../../output/view.ts';
import {
  choicesFlag,
  dayFlag,
  type FlagSpec,
  oneOf,
  parsedFlag,
  readInteger,
  repeatedFlag,
  switchFlag,
  textFlag,
  textsFlag,
} from './flag-spec.ts';

const GLOBAL = 'GLOBAL';
const LIST = 'LIST';
const SCOPE = 'SCOPE';

/** What every command takes. */
export const globalFlags = {
  config: textFlag({
    summary: 'configuration file; else ballast.yaml here or above, then the one in your configuration folder',
    helpValue: 'FILE',
    env: 'BALLAST_CONFIG',
    group: GLOBAL,
  }),
  store: textFlag({
    summary: 'the store; else ballast.db beside the configuration file',
    helpValue: 'FILE',
    env: 'BALLAST_STORE',
    group: GLOBAL,
  }),
  json: switchFlag({
    summary: 'write the result as JSON (short for --format json)',
    env: 'BALLAST_JSON',
    group: GLOBAL,
  }),
  quiet: switchFlag({ summary: 'no progress and no hints', env: 'BALLAST_QUIET', group: GLOBAL }),
  verbose: switchFlag({ summary: 'show what an error came from', env: 'BALLAST_VERBOSE', group: GLOBAL }),
  'no-color': switchFlag({ summary: 'no colour, whatever the terminal can', env: 'BALLAST_NO_COLOR', group: GLOBAL }),
};

/**
 * `--format`, for what a view has. A format in the environment that this command does not have is left aside:
 * it is set for all commands at once.
 */
export const formatFlag = (formats: readonly Format[]): FlagSpec<Format | undefined> => {
  const flag = parsedFlag(
    {
      summary: 'how to write the result',
      helpValue: formats.join('|'),
      env: 'BALLAST_FORMAT',
      group: GLOBAL,
      options: formats,
    },
    oneOf(formats),
  );
  return {
    ...flag,
    read: (texts, label) =>
      label === flag.env && !formats.some((format) => format === texts[0]) ? undefined : flag.read(texts, label),
  };
};

/** Which part of the estate. */
export const scopeFlags = {
  provider: choicesFlag(providerIds, {
    summary: 'only these clouds; repeatable',
    helpValue: providerIds.join('|'),
    env: 'BALLAST_PROVIDER',
    group: SCOPE,
  }),
  account: textsFlag({
    summary: 'only these accounts, projects or subscriptions, by id; repeatable',
    helpValue: 'ID',
    env: 'BALLAST_ACCOUNT',
    group: SCOPE,
  }),
  region: textsFlag({
    summary: 'only these regions; repeatable',
    helpValue: 'REGION',
    env: 'BALLAST_REGION',
    group: SCOPE,
  }),
};

/** For commands that talk to a cloud. */
export const sandboxFlag = {
  sandbox: textFlag({
    summary: 'send every cloud call to this running sandbox, with its credentials, and never anywhere else',
    helpValue: 'URL',
    env: 'BALLAST_SANDBOX',
    group: GLOBAL,
  }),
};

/** For commands about a span of days. */
export const rangeFlags = {
  from: dayFlag({ summary: 'first day', env: 'BALLAST_FROM' }),
  to: dayFlag({ summary: 'first day that is not a part of it', env: 'BALLAST_TO' }),
};

export const limitFlag = (summary: string): FlagSpec<number | undefined> =>
  parsedFlag({ summary, helpValue: 'ROWS', group: LIST }, readInteger(0));

export const listFlags = {
  columns: textFlag({ summary: COLUMNS_HELP, helpValue: 'A,B', group: LIST }),
  sort: textFlag({ summary: SORT_HELP, helpValue: '[-]A,B', group: LIST }),
  filter: repeatedFlag({ summary: FILTER_HELP, helpValue: 'EXPRESSION', group: LIST }),
  limit: limitFlag('most rows to show; 0 for all; on a terminal 100 when left out'),
};
