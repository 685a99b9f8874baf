import { createHttpHeaders, type HttpClient, type PipelineRequest } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import type { AzureSettings } from '../../../src/domain/cloud-settings.ts';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import { identitySource } from '../../../src/providers/azure/credentials.ts';
import { claimsOf, Tokens } from '../../../src/providers/azure/tokens.ts';

const tenantId = '00000000-0000-0000-0000-000000000001';
const clientId = '00000000-0000-0000-0000-000000000002';
const authority = 'https://login.microsoftonline.us';
const scope = 'https://management.usgovcloudapi.net/.default';

const settings: AzureSettings = {
  provider: 'azure',
  name: 'gov',
  subscriptions: 'all',
  regions: 'all',
  cloud: 'us-government',
  auth: 'service-principal',
  tenantId,
  clientId,
  clientSecretVariable: 'TEST_AZURE_SECRET',
};

/** Entra ID's endpoints, as a transport below the SDK. */
function entra(status = 200): { readonly http: HttpClient; readonly asked: PipelineRequest[] } {
  const asked: PipelineRequest[] = [];
  const answer = (url: string): unknown => {
    if (url.includes('openid-configuration')) {
      const base = `${authority}/${tenantId}`;
      return {
        issuer: `${base}/v2.0`,
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      };
    }
    if (url.includes('discovery/instance')) return { tenant_discovery_endpoint: url, metadata: [] };
    return status === 200
      ? { token_type: 'Bearer', expires_in: 3600, access_token: 'entra-token' }
      : { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' };
  };
  const http: HttpClient = {
    async sendRequest(request) {
      asked.push(request);
      const isToken = request.url.includes('/oauth2/v2.0/token');
      return {
        request,
        status: isToken ? status : 200,
        headers: createHttpHeaders({ 'content-type': 'application/json' }),
        bodyAsText: JSON.stringify(answer(request.url)),
      };
    },
  };
  return { http, asked };
}

const signal = new AbortController().signal;

/** The source of `settings` where the variable that they name holds this. */
const sourceWith = (secret: string | undefined, httpClient: HttpClient) =>
  identitySource(settings, {
    httpClient,
    authorityHost: authority,
    secret: (variable) => (variable === 'TEST_AZURE_SECRET' ? secret : undefined),
  });

describe('a service principal', () => {
  it('gets its token from the authority of its cloud, and is named in words', async () => {
    const { http, asked } = entra();
    const source = sourceWith('the-secret', http);
    expect((await source.getToken(scope, { signal })).token).toBe('entra-token');
    expect(source.source).toBe('service principal with a secret');
    const request = asked.find(({ url }) => url.includes('/oauth2/v2.0/token'));
    expect(request?.url).toContain(`${authority}/${tenantId}/oauth2/v2.0/token`);
    const body = typeof request?.body === 'string' ? request.body : '';
    expect(body).toContain(`client_id=${clientId}`);
    expect(body).toContain('client_secret=the-secret');
    expect(body).toContain(encodeURIComponent(scope));
  });

  it.each([undefined, ''])('without its secret (%j) is refused before anything is asked', async (secret) => {
    const { http, asked } = entra();
    await expect(sourceWith(secret, http).getToken(scope, { signal })).rejects.toMatchObject({
      code: 'credentials-missing',
      message: `the service principal ${clientId} has no secret, as the variable TEST_AZURE_SECRET is not set`,
    });
    expect(asked).toEqual([]);
  });

  it('with a wrong secret is unauthenticated, and the secret is in no message', async () => {
    const tokens = new Tokens(sourceWith('the-wrong-secret', entra(401).http), Date.now);
    const error: unknown = await tokens.of(scope, signal).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CloudError);
    expect(error).toMatchObject({ category: 'unauthenticated' });
    expect((error as CloudError).message).not.toContain('the-wrong-secret');
  });
});

describe('tokens', () => {
  const source = (lifetimeMs: number) => {
    let count = 0;
    return {
      source: 'test',
      asked: () => count,
      getToken: async () => {
        count += 1;
        return { token: `token-${count}`, expiresOnTimestamp: 1_000_000 + lifetimeMs };
      },
    };
  };

  it('are asked for once by callers that come together, and kept by audience', async () => {
    const one = source(3_600_000);
    const tokens = new Tokens(one, () => 1_000_000);
    const got = await Promise.all([tokens.of('a', signal), tokens.of('a', signal), tokens.of('b', signal)]);
    expect(got).toEqual(['token-1', 'token-1', 'token-2']);
    expect(await tokens.of('a', signal)).toBe('token-1');
    expect(one.asked()).toBe(2);
  });

  it('are not used in the last five minutes of their life', async () => {
    const short = source(60_000);
    const tokens = new Tokens(short, () => 1_000_000);
    await tokens.of('a', signal);
    await tokens.of('a', signal);
    expect(short.asked()).toBe(2);
  });
});

describe('the claims of a token', () => {
  const tokenOf = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.y`;

  it.each`
    claims                                              | principal
    ${{ tid: 'T', upn: 'ann@example.com', appid: 'A' }} | ${'ann@example.com'}
    ${{ tid: 'T', appid: 'A', oid: 'O' }}               | ${'application A'}
    ${{ tid: 'T', oid: 'O' }}                           | ${'O'}
  `('$claims are of $principal', ({ claims, principal }) => {
    expect(claimsOf(tokenOf(claims as object), 'credentials')).toEqual({ tenantId: 't', principal });
  });

  it('that are none are malformed, and not shown', () => {
    expect(() => claimsOf('secret-token', 'credentials')).toThrow('the access token is no JSON web token');
  });
});
