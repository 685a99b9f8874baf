import type { Tags } from '../domain/resources.ts';
import { firstTag } from './tag-keys.ts';

/** What a resource is for, as far as its tags and name tell. */
export type Environment = 'production' | 'staging' | 'development';

/** Keys that people put the environment under, in plain spelling. */
const keys = ['environment', 'env', 'environment-name', 'env-name', 'stage', 'deployment-environment'];

const words: Readonly<Record<Environment, readonly string[]>> = {
  production: ['prod', 'production', 'prd', 'live', 'dr'],
  // What is tested as if it were production, often at its size and redundancy on purpose.
  staging: ['staging', 'stage', 'stg', 'preprod', 'preproduction', 'uat', 'acceptance', 'acc', 'integration'],
  development: [
    'dev',
    'develop',
    'development',
    'test',
    'testing',
    'tst',
    'qa',
    'sandbox',
    'sbx',
    'demo',
    'poc',
    'lab',
  ],
};

/**
 * By its environment tag, else by a word of its name; undefined where neither tells. A value that is not known here
 * (`blue`) decides nothing. A name with words of two kinds (`test-prod-sync`) is the more serious of them.
 */
export function environmentOf(tags: Tags, name: string | undefined): Environment | undefined {
  const tagged = firstTag(tags, keys);
  if (tagged !== undefined) return ofWords(tagged);
  return name === undefined ? undefined : ofWords(name);
}

function ofWords(text: string): Environment | undefined {
  // `preprod` is a word, `pre-prod` two: the second must not make it production.
  const said = text
    .toLowerCase()
    .replace(/pre[-_. ]?prod/g, 'preprod')
    .split(/[^a-z]+/);
  const found = (['production', 'staging', 'development'] as const).find((kind) =>
    said.some((word) => words[kind].includes(word)),
  );
  return found;
}
