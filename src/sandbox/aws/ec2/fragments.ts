import { createHash } from 'node:crypto';
import { element, escapeXml } from '../wire/xml.ts';

/** The tags of a resource; EC2 leaves the element out for a resource without tags. */
export function tagSet(tags: Readonly<Record<string, string>>): string {
  const entries = Object.entries(tags);
  if (entries.length === 0) return '';
  const items = entries.map(
    ([key, value]) => `<item><key>${escapeXml(key)}</key><value>${escapeXml(value)}</value></item>`,
  );
  return `<tagSet>${items.join('')}</tagSet>`;
}

/** Arn of the account's default EBS key in that region. */
export function defaultKeyArn(accountId: string, region: string): string {
  const hex = createHash('sha256').update(`${accountId}/${region}/aws/ebs`).digest('hex');
  const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return `arn:aws:kms:${region}:${accountId}:key/${uuid}`;
}

/** `encrypted` and, where it is, the key. */
export function encryption(resource: {
  readonly encrypted: boolean;
  readonly accountId: string;
  readonly region: string;
}): string {
  const key = resource.encrypted ? defaultKeyArn(resource.accountId, resource.region) : undefined;
  return element('encrypted', resource.encrypted) + element('kmsKeyId', key);
}

/** An id derived from another resource's: `eni-0abc…` for `i-0abc…`. */
export function siblingId(prefix: string, id: string): string {
  return `${prefix}-${id.slice(id.indexOf('-') + 1)}`;
}
