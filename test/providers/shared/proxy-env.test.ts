import { describe, expect, it } from 'vitest';
import { noProxies, proxyEnv } from '../../../src/providers/shared/proxy-env.ts';

const node = 'v24.21.0';

describe('proxies of the environment', () => {
  it('are taken as they are; a bare host means http', () => {
    const proxies = { https: 'https://secure.example:8443', http: 'plain.example:3128', noProxy: '.internal,10.0.0.1' };
    expect(proxyEnv(proxies, undefined, node)).toEqual({
      HTTPS_PROXY: 'https://secure.example:8443/',
      HTTP_PROXY: 'http://plain.example:3128/',
      NO_PROXY: '.internal,10.0.0.1',
    });
  });

  it('give way to one that is configured, and keep their exceptions', () => {
    const proxies = { https: 'http://other.example', noProxy: 'localhost' };
    expect(proxyEnv(proxies, 'http://own.example:8080', node)).toEqual({
      HTTPS_PROXY: 'http://own.example:8080/',
      HTTP_PROXY: 'http://own.example:8080/',
      NO_PROXY: 'localhost',
    });
  });

  it.each([undefined, {}, { noProxy: '*' }])('that are not there are none: %j', (proxies) => {
    expect(proxyEnv(proxies, undefined, 'v22.1.0')).toBe(noProxies);
  });

  it.each(['socks5://user:secret@proxy.example', 'http://', 'http://user:secret@:80'])(
    'that cannot be used are refused, and their password is not shown: %s',
    (https) => {
      expect(() => proxyEnv({ https }, undefined, node)).toThrow(
        expect.objectContaining({ code: 'config-invalid', message: expect.not.stringContaining('secret') }),
      );
    },
  );

  it.each`
    version       | able
    ${'v22.20.0'} | ${false}
    ${'v22.21.0'} | ${true}
    ${'v23.11.0'} | ${false}
    ${'v24.4.1'}  | ${false}
    ${'v24.5.0'}  | ${true}
    ${'v26.0.0'}  | ${true}
  `('are refused by a Node.js that would pass them by: $version', ({ version, able }) => {
    const ask = () => proxyEnv({ https: 'http://proxy.example' }, undefined, version as string);
    if (able) expect(ask()).toMatchObject({ HTTPS_PROXY: 'http://proxy.example/' });
    else expect(ask).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });
});
