import { SANDBOX_CLOUDS } from '../../services/sandbox-process.ts';
import { choicesFlag, defaultedFlag, readInteger } from './flag-spec.ts';

/** What a sandbox is made of. */
export const estateFlags = {
  cloud: choicesFlag(SANDBOX_CLOUDS, {
    summary: 'which clouds it has, each with so many resources and accounts; all when left out',
    helpValue: 'CLOUD',
  }),
  seed: defaultedFlag(
    { summary: 'the same seed makes the same estate', helpValue: 'N', defaultText: '1', otherwise: 1 },
    readInteger(0),
  ),
  resources: defaultedFlag(
    {
      summary: 'how many resources in each cloud, from 50 to 100000',
      helpValue: 'N',
      defaultText: '2000',
      otherwise: 2000,
    },
    readInteger(50, 100_000),
  ),
  accounts: defaultedFlag(
    {
      summary: 'over how many accounts, projects or subscriptions in each cloud',
      helpValue: 'N',
      defaultText: '3',
      otherwise: 3,
    },
    readInteger(1),
  ),
};
