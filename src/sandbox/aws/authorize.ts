import type { IncomingHttpHeaders } from 'node:http';
import type { Caller, Credentials } from './credentials.ts';
import { enabledRegions } from './regions.ts';
import type { ErrorForm, ServiceProfile } from './service-module.ts';
import { AwsError } from './wire/errors.ts';
import { readSignature } from './wire/sigv4.ts';

/** How far a signature's time may lie from the server's, as Signature Version 4 documents it. */
const maxSkewMs = 15 * 60 * 1000;

export interface Authorized {
  readonly caller: Caller;
  readonly region: string;
}

/**
 * Who signed a request and for which region; throws the service's error for what is wrong with the signature.
 * `wallClockMs` is the machine's clock: signatures carry real times whatever time the sandbox plays.
 */
export function authorize(
  profile: ServiceProfile,
  headers: IncomingHttpHeaders,
  world: { readonly credentials: Credentials; readonly regions: readonly string[] },
  wallClockMs: number,
): Authorized {
  const scope = readSignature(headers);
  if (scope === undefined)
    throw new AwsError('MissingAuthenticationToken', 'Missing Authentication Token', { status: 403 });
  if (scope === 'malformed' || scope.signedAt === undefined) {
    throw new AwsError('IncompleteSignature', 'The request signature does not conform to AWS standards.');
  }
  const { signingName, endpointRegions } = profile;
  if (scope.service !== signingName) throw wrongScope(`correct service: '${signingName}'`);
  if (endpointRegions && !endpointRegions.includes(scope.region)) throw wrongScope('a valid region');
  if (Math.abs(wallClockMs - scope.signedAt) > maxSkewMs) {
    throw new AwsError('RequestExpired', 'Request has expired.');
  }
  const authentication = world.credentials.authenticate(scope, wallClockMs);
  if (!authentication.ok) throw authentication.why === 'expired' ? expiredToken(profile) : unknownKey(profile);
  if (!endpointRegions && !enabledRegions(world.regions).includes(scope.region)) throw unknownKey(profile);
  return { caller: authentication.caller, region: scope.region };
}

function wrongScope(scope: string): AwsError {
  return new AwsError('SignatureDoesNotMatch', `Credential should be scoped to ${scope}.`, { status: 403 });
}

/** A key that is not known, or not in this region: a region that is not enabled does not know the account's keys. */
function unknownKey({ unknownKey: form }: ServiceProfile): AwsError {
  return errorOf(form);
}

export function expiredToken({ expiredToken: form }: ServiceProfile): AwsError {
  return errorOf(form);
}

/** The error that a profile words. */
export function errorOf({ code, message, status, queryCode = code }: ErrorForm): AwsError {
  return new AwsError(code, message, { status, queryCode });
}
