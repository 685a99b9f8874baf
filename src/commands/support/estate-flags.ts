import { defaultedFlag, readInteger } from './flag-spec.ts';

/** What a sandbox is made of. */
export const estateFlags = {
  seed: defaultedFlag(
    { summary: 'the same seed makes the same estate', helpValue: 'N', defaultText: '1', otherwise: 1 },
    readInteger(0),
  ),
  resources: defaultedFlag(
    { summary: 'how many resources, from 50 to 100000', helpValue: 'N', defaultText: '2000', otherwise: 2000 },
    readInteger(50, 100_000),
  ),
  accounts: defaultedFlag(
    { summary: 'over how many accounts', helpValue: 'N', defaultText: '3', otherwise: 3 },
    readInteger(1),
  ),
};
