import type { Tags } from '../../domain/resources.ts';

/**
 * Tags as billing files hold them: a JSON object; the same without its braces (Azure); a list of
 * `{ "key", "value" }` (Google Cloud labels); or a list of groups `["resourceTags", {…}]`, as the SQL for AWS reports
 * writes it. A tag without a value is `true` in FOCUS and stays the word `true`;
 * null is the empty text; a nested value keeps its JSON. Undefined when the text is none of these: the caller must
 * not take that for "untagged".
 */
export function parseTags(text: string): Tags | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return {};
  const parsed = parseJson(trimmed.startsWith('"') ? `{${trimmed}}` : trimmed);
  if (Array.isArray(parsed)) return parsed.every(Array.isArray) ? fromGroups(parsed) : fromPairs(parsed);
  if (!isObject(parsed)) return undefined;
  return fromEntries(Object.entries(parsed).map(([key, value]) => [key, tagText(value)]));
}

function fromPairs(pairs: readonly unknown[]): Tags | undefined {
  const entries: [string, string][] = [];
  for (const pair of pairs) {
    if (!isObject(pair) || typeof pair['key'] !== 'string') return undefined;
    entries.push([pair['key'], tagText(pair['value'])]);
  }
  return fromEntries(entries);
}

function fromGroups(groups: readonly (readonly unknown[])[]): Tags | undefined {
  const entries: [string, string][] = [];
  for (const [group, tags] of groups) {
    if (typeof group !== 'string' || !isObject(tags)) return undefined;
    for (const [key, value] of Object.entries(tags)) {
      const text = tagText(value);
      // A column of CUR stays empty for what is not tagged so.
      if (text !== '') entries.push([awsTagKey(group, key), text]);
    }
  }
  return fromEntries(entries);
}

/**
 * AWS's own tags as Athena and CUR 2.0 spell them, where letters have lost their case and signs have become `_`.
 * Source: AWS Billing user guide, "AWS-generated tags".
 */
const generatedKeys: ReadonlyMap<string, string> = new Map(
  [
    'aws:createdBy',
    'aws:cloudformation:stack-name',
    'aws:cloudformation:stack-id',
    'aws:cloudformation:logical-id',
    'aws:autoscaling:groupName',
    'aws:eks:cluster-name',
    'aws:ecs:clusterName',
    'aws:ecs:serviceName',
    'aws:elasticbeanstalk:environment-name',
    'aws:servicecatalog:applicationName',
  ].map((key) => [
    key
      .replace(/([a-z])([A-Z])/g, '$1_$2')
      .replace(/[^A-Za-z0-9]/g, '_')
      .toLowerCase(),
    key,
  ]),
);

/**
 * A tag's key on the resource itself: the user's without the prefix that billing adds, AWS's with `aws:`. What is no
 * resource's tag keeps the name of its group: `costCategory/Team`.
 */
function awsTagKey(group: string, key: string): string {
  if (group === 'costCategory') return `costCategory/${key}`;
  const bare = group === 'tags' ? key.replace(/^resourceTags?\//i, '') : key;
  const generated = generatedKeys.get(bare);
  if (generated !== undefined) return generated;
  return bare.replace(/^user[:_]/, '').replace(/^aws_/, 'aws:');
}

/** Null prototype aside, a plain object; `__proto__` as a tag's name stays a tag. */
const fromEntries = (entries: readonly (readonly [string, string])[]): Tags => Object.fromEntries(entries);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value out of JSON: text, number, boolean, null or something nested. */
function tagText(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
