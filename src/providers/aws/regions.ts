import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { AppError } from '../../domain/errors.ts';
import { globalScope } from './aws-scope.ts';
import type { AwsClient } from './client.ts';

export const regionPermissions = ['ec2:DescribeRegions'] as const;

const operation = 'ec2:DescribeRegions';

const RegionsAnswer = z.object({
  Regions: z
    .array(z.object({ RegionName: z.string().min(1), OptInStatus: z.string().optional() }))
    .min(1, 'no regions'),
});

export interface AccountRegions {
  readonly enabled: readonly string[];
  /** Among the enabled ones those that somebody opted in to. */
  readonly optedIn: ReadonlySet<string>;
  /** Of those wanted; with `all`, every other region that there is. */
  readonly notEnabled: readonly string[];
}

/**
 * The regions of an account that are to be read. A list is held against what the account has enabled; where that may
 * not be read, it is taken as it stands. Throws a CloudError, and `config-invalid` for a region that does not exist.
 */
export async function readRegions(
  aws: AwsClient,
  accountId: string,
  wanted: AwsSettings['regions'],
): Promise<AccountRegions> {
  try {
    return choose(await allRegions(aws, accountId), wanted);
  } catch (error) {
    if (wanted === 'all' || !(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return { enabled: wanted, optedIn: new Set(), notEnabled: [] };
  }
}

type RegionStatuses = ReadonlyMap<string, string>;

/** Every region of the partition, with its opt-in status for the account: `AllRegions` names the closed ones too. */
async function allRegions(aws: AwsClient, accountId: string): Promise<RegionStatuses> {
  const answer = await aws.call('ec2', 'DescribeRegions', globalScope(accountId), { AllRegions: true });
  const regions = RegionsAnswer.safeParse(answer);
  if (!regions.success) {
    const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(regions.error)}`;
    throw new CloudError({ category: 'malformed', operation, message });
  }
  return new Map(regions.data.Regions.map(({ RegionName, OptInStatus = '' }) => [RegionName, OptInStatus]));
}

function choose(statuses: RegionStatuses, wanted: AwsSettings['regions']): AccountRegions {
  const names = wanted === 'all' ? [...statuses.keys()].toSorted() : wanted;
  for (const name of names) {
    if (statuses.has(name)) continue;
    const close = nearest(name, [...statuses.keys()]);
    throw new AppError('config-invalid', `regions: there is no region ${name}; the nearest name is ${close}`);
  }
  const isEnabled = (name: string) => statuses.get(name) !== 'not-opted-in';
  return {
    enabled: names.filter(isEnabled),
    optedIn: new Set(names.filter((name) => statuses.get(name) === 'opted-in')),
    notEnabled: names.filter((name) => !isEnabled(name)),
  };
}

/** The name that takes the fewest changed letters (Levenshtein distance). */
function nearest(name: string, names: readonly string[]): string {
  const ranked = names.map((other) => ({ other, distance: distance(name, other) }));
  return ranked.toSorted((a, b) => a.distance - b.distance || (a.other < b.other ? -1 : 1))[0]?.other ?? '';
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
