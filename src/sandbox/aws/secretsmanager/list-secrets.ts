import { familyState } from '../../estate/family.ts';
import { secretsFamily } from '../../estate/secrets/family.ts';
import type { Secret } from '../../estate/secrets/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { pageOf } from '../paging.ts';
import { secretEntry } from './secret-entry.ts';
import { secretsManagerErrors } from './errors.ts';

/** ListSecrets: 100 a page at most; those that wait for their deletion only when they are asked for. */
export function listSecrets(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, secretsManagerErrors.invalidParameter);
  const { secrets } = familyState(call.world.estate, secretsFamily);
  const deletedToo = input.optionalBoolean('IncludePlannedDeletion') ?? false;
  const matches = readFilters(input);
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(['ListSecrets', deletedToo, fields.Filters]),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 100 }) ?? 100,
    items: (after) => call.world.index.of(secrets).resources(call.accountId, call.region, after),
    keep: (secret) => (deletedToo || secret.deletedAt === undefined) && matches(secret),
    positionOf: ({ arn }) => arn,
    badToken: () => secretsManagerErrors.invalidToken(),
  });
  return { SecretList: items.map(secretEntry), NextToken: nextToken };
}

/** Prefix match, as the service does it: one of the values must begin the name, the tag's key or its value. */
function readFilters(input: DocumentInput): (secret: Secret) => boolean {
  const filters = input.children('Filters').map((filter) => {
    const key = filter.oneOf('Key', ['name', 'tag-key', 'tag-value', 'description', 'all']);
    const values = filter.texts('Values');
    return (secret: Secret) => textsOf(secret, key).some((text) => values.some((value) => text.startsWith(value)));
  });
  return (secret) => filters.every((fits) => fits(secret));
}

function textsOf({ name, description, tags }: Secret, key: string): readonly string[] {
  switch (key) {
    case 'name':
      return [name];
    case 'description':
      return [description];
    case 'tag-key':
      return Object.keys(tags);
    case 'tag-value':
      return Object.values(tags);
    default:
      return [name, description, ...Object.keys(tags), ...Object.values(tags)];
  }
}
