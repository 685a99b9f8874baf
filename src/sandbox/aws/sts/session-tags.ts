import type { Call } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';

/** Quotas of IAM and STS. */
const mostTags = 50;
const longestKey = 128;
const longestValue = 256;

export interface SessionTags {
  readonly count: number;
  /** Keys that the session hands on to those opened from it. */
  readonly transitiveKeys: readonly string[];
}

/**
 * Session tags of an `AssumeRole`. Keys differ by more than their case, and none may be one that the calling session
 * inherited. Source: STS API Reference, AssumeRole, Tags and TransitiveTagKeys.
 */
export function readSessionTags(call: Call, params: QueryParams): SessionTags {
  const inherited = call.caller.transitiveTagKeys ?? [];
  const keys = params.structures('Tags.member').map((tag) => checkedKey(tag));
  const known = new Set(inherited.map((key) => key.toLowerCase()));
  for (const key of keys) {
    if (known.has(key.toLowerCase())) {
      throw invalid(
        `One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session or is passed twice: ${key}`,
      );
    }
    known.add(key.toLowerCase());
  }
  if (keys.length > mostTags) throw invalid(`Member must have length less than or equal to ${mostTags}`);
  const transitive = params.list('TransitiveTagKeys.member');
  const lost = transitive.find((key) => !known.has(key.toLowerCase()));
  if (lost !== undefined)
    throw invalid(`The specified transitive tag key ${lost} must be included in the requested tags.`);
  return { count: keys.length, transitiveKeys: [...inherited, ...transitive] };
}

function checkedKey(tag: QueryParams): string {
  const key = tag.get('Key') ?? '';
  const value = tag.get('Value');
  if (key === '' || key.length > longestKey) throw invalid(`Tag keys have 1 to ${longestKey} characters`);
  if (value === undefined || value.length > longestValue)
    throw invalid(`Tag values have at most ${longestValue} characters`);
  return key;
}

const invalid = (message: string): AwsError => new AwsError('ValidationError', message);
