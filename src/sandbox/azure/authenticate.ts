import type { IncomingHttpHeaders } from 'node:http';
import type { AzureWorld } from './azure-world.ts';
import { ArmError } from './wire/arm-error.ts';

/** Throws what Resource Manager answers with to a request without a token, or with another one than the sandbox's. */
export function authenticate(world: AzureWorld, { authorization }: IncomingHttpHeaders): void {
  const [scheme = '', token = ''] = (authorization ?? '').split(' ', 2);
  if (authorization === undefined || scheme.toLowerCase() !== 'bearer') {
    throw unauthorized(world, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
  }
  if (token !== world.token) {
    throw unauthorized(world, 'InvalidAuthenticationToken', 'The access token is invalid.');
  }
}

export function expiredToken(world: AzureWorld): ArmError {
  return unauthorized(
    world,
    'ExpiredAuthenticationToken',
    'The access token expiry UTC time is earlier than current UTC time.',
  );
}

function unauthorized({ estate }: AzureWorld, code: string, message: string): ArmError {
  const challenge = `Bearer authorization_uri="https://login.microsoftonline.com/${estate.tenantId}", error="invalid_token"`;
  return new ArmError(401, code, message, { headers: { 'www-authenticate': challenge } });
}

/** A token as Entra ID makes them, but for its signature: nobody here checks one. */
export function makeToken(tenantId: string, principalId: string): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: 'https://management.azure.com/',
    iss: `https://sts.windows.net/${tenantId}/`,
    // 2024-01-01 to 2100-01-01: the sandbox's clock may be set to any time.
    iat: 1_704_067_200,
    nbf: 1_704_067_200,
    exp: 4_102_444_800,
    appid: principalId,
    idtyp: 'app',
    oid: principalId,
    sub: principalId,
    tid: tenantId,
    ver: '1.0',
  };
  return `${part({ typ: 'JWT', alg: 'none' })}.${part(claims)}.sandbox`;
}
