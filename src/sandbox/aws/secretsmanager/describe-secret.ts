import { familyState } from '../../estate/family.ts';
import { secretsFamily } from '../../estate/secrets/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { secretsManagerErrors } from './errors.ts';
import { describedSecret } from './secret-entry.ts';

/** DescribeSecret, by ARN or by name. */
export function describeSecret(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const wanted = new DocumentInput(fields, secretsManagerErrors.invalidParameter).text('SecretId');
  const { secrets } = familyState(call.world.estate, secretsFamily);
  const index = call.world.index.of(secrets);
  const byArn = index.find(call.accountId, call.region, wanted);
  if (byArn) return describedSecret(byArn);
  for (const secret of index.resources(call.accountId, call.region)) {
    if (secret.name === wanted) return describedSecret(secret);
  }
  throw secretsManagerErrors.notFound();
}
