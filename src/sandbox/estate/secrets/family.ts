import type { EstateFamily } from '../family.ts';
import type { FamilyContext } from '../family-context.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import { nameOf, tagsOf } from '../generate/tags.ts';
import type { Secret, SecretsState } from './model.ts';
import { secretUsage } from './usage.ts';

/** AWS Secrets Manager: the smallest family, and the one to copy. */
export const secretsFamily: EstateFamily<SecretsState> = {
  name: 'secrets',
  generate(context) {
    const secrets = Array.from({ length: context.count(12, 4) }, (_, index) => secretOf(context, index));
    return { secrets: new Map(secrets.map((secret) => [secret.arn, secret])) };
  },
  *usage({ secrets }) {
    for (const secret of secrets.values()) yield* secretUsage(secret);
  },
};

const PURPOSES = ['db', 'api-key', 'smtp', 'signing-key', 'partner-token'];
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function secretOf(context: FamilyContext, index: number): Secret {
  // One stream for each resource: nothing that happens to another one changes this one.
  const random = context.random('secret', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `${identity.environment}/${identity.application.app}/${random.pick(PURPOSES)}-${index}`;
  const suffix = Array.from({ length: 6 }, () => LETTERS[random.integer(0, LETTERS.length - 1)]).join('');
  const ageDays = random.between(2, 900);
  const createdAt = daysBefore(context.now, ageDays);
  const rotationEnabled = random.chance(0.3);
  return {
    arn: `arn:aws:secretsmanager:${place.region}:${place.accountId}:secret:${name}-${suffix}`,
    name,
    accountId: place.accountId,
    region: place.region,
    description: `${identity.application.app} ${identity.tier}`,
    createdAt,
    lastChangedAt: rotationEnabled ? daysBefore(context.now, random.between(0, Math.min(30, ageDays))) : createdAt,
    ...lastAccess(random, createdAt, context.now),
    rotationEnabled,
    versionId: versionId(random),
    ...(random.chance(0.05) && { deletedAt: daysBefore(context.now, random.between(0, Math.min(7, ageDays))) }),
    tags: tagsOf(random, identity, nameOf(identity)),
  };
}

type Random = ReturnType<FamilyContext['random']>;

/** Most are read daily, some not for months, a few never. */
function lastAccess(random: Random, createdAt: number, now: number): Pick<Secret, 'lastAccessedOn'> {
  const draw = random.unit();
  if (draw < 0.04) return {};
  const at = draw < 0.8 ? now - random.between(0, 2) * DAY : random.between(createdAt, now);
  return { lastAccessedOn: Math.floor(Math.max(at, createdAt) / DAY) * DAY };
}

/** In the form of a version 4 UUID, as the SDKs make a ClientRequestToken. */
function versionId(random: Random): string {
  return [random.hex(8), random.hex(4), `4${random.hex(3)}`, `a${random.hex(3)}`, random.hex(12)].join('-');
}
