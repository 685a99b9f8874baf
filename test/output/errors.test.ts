import { describe, expect, it } from 'vitest';

import { CloudError } from '../../src/domain/cloud-error.ts';
import { AppError, errorCatalog } from '../../src/domain/errors.ts';
import { errorReport } from '../../src/output/errors/error-report.ts';
import { redactor } from '../../src/output/errors/redact.ts';
import { errorDocument, errorText } from '../../src/output/errors/render-error.ts';
import { Exit, exitOf } from '../../src/output/exit.ts';
import { plainStyle } from '../../src/output/style.ts';

const nothing = redactor({});
const shown = (error: unknown, verbose = false) => errorText(errorReport(error, false), verbose, plainStyle, nothing);

describe('an error as people see it', () => {
  it('says what happened and what to do, on two lines', () => {
    expect(shown(new AppError('store-missing', 'there is no store at /x/ballast.db'))).toBe(
      `Error [store-missing]: there is no store at /x/ballast.db\n  → ${errorCatalog['store-missing'].hint}\n`,
    );
  });

  it('shows what it came from under --verbose alone', () => {
    const error = new AppError('provider-unreachable', 'aws/main cannot be reached', {
      cause: new Error('connect ECONNREFUSED 127.0.0.1:1', { cause: { errno: -111 } }),
    });
    expect(shown(error)).not.toContain('ECONNREFUSED');
    expect(shown(error, true)).toContain(
      '  caused by Error: connect ECONNREFUSED 127.0.0.1:1\n  caused by { errno: -111 }\n',
    );
  });

  it('calls what nobody expected a bug, with its stack under --verbose alone', () => {
    const error = new TypeError("Cannot read properties of undefined (reading 'x')");
    expect(shown(error)).toMatch(/^Error \[internal\]: Cannot read .*\n {2}→ This is a bug in Ballast\..*--verbose/);
    expect(shown(error)).not.toContain('errors.test.ts');
    expect(shown(error, true)).toContain('errors.test.ts');
    expect(shown('a string')).toContain("thrown: 'a string'");
  });

  it('survives a cause that causes itself', () => {
    const error = new Error('round');
    error.cause = error;
    expect(errorReport(error, false).causes.length).toBeLessThanOrEqual(10);
  });

  it('keeps control characters of a cloud out of the terminal', () => {
    expect(shown(new AppError('usage-invalid', 'bad \u001b[31mname'))).toContain('bad \ufffd[31mname');
  });
});

describe('the exit code of an error', () => {
  const cloud = (category: CloudError['category']) =>
    new CloudError({ category, operation: 'ec2:DescribeVolumes', message: 'no' });
  it.each([
    [new AppError('usage-invalid', 'x'), 'usage-invalid', Exit.usage],
    [new AppError('config-exists', 'x'), 'config-exists', Exit.refused],
    [new AppError('store-locked', 'x'), 'store-locked', Exit.failed],
    [new AppError('interrupted', 'x'), 'interrupted', Exit.interrupted],
    [cloud('unauthenticated'), 'credentials-missing', Exit.failed],
    [cloud('unavailable'), 'provider-unreachable', Exit.failed],
    [cloud('cancelled'), 'interrupted', Exit.interrupted],
    [new DOMException('stop', 'AbortError'), 'interrupted', Exit.interrupted],
    [new Error('x'), 'internal', Exit.failed],
  ])('%s is %s and %d', (error, code, exit) => {
    const report = errorReport(error, false);
    expect([report.code, exitOf(report.kind)]).toEqual([code, exit]);
  });

  it('is that of an interruption, whatever failed after Ctrl-C', () => {
    expect(errorReport(new Error('socket hang up'), true)).toMatchObject({ code: 'interrupted', kind: 'interrupted' });
  });
});

describe('what is taken out of an error', () => {
  it.each([
    ['an access key id', 'user AKIAIOSFODNN7EXAMPLE is', 'AKIAIOSFODNN7EXAMPLE'],
    ['a temporary one', 'ASIAIOSFODNN7EXAMPLE', 'ASIAIOSFODNN7EXAMPLE'],
    ['a secret key', 'aws_secret_access_key = wJalrXUtnFEMI/K7MDENG', 'wJalrXUtnFEMI'],
    ['one in JSON', '{"SecretAccessKey":"wJalrXUtnFEMI/K7MDENG","Region":"x"}', 'wJalrXUtnFEMI'],
    ['an authorization header', 'Authorization: AWS4-HMAC-SHA256 Credential=x, Signature=deadbeef', 'deadbeef'],
    ['a bearer token', 'sent Bearer abcdef0123456789.xyz', 'abcdef0123456789'],
    ['a web token', 'got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', 'eyJhbGciOiJIUzI1NiJ9'],
    ['a signed URL', 'GET https://s3/x?X-Amz-Signature=0123abcd&y=1', '0123abcd'],
    ['a session token', 'X-Amz-Security-Token: FwoGZXIvYXdzE', 'FwoGZXIvYXdzE'],
    ['a password in a URL', 'postgres://ops:hunter22@db/x', 'hunter22'],
    ['a password', 'password="hunter22"', 'hunter22'],
    ['a private key', '-----BEGIN RSA PRIVATE KEY-----\nMIIabc\n-----END RSA PRIVATE KEY-----', 'MIIabc'],
    ['an OpenStack token', 'X-Auth-Token: gAAAAABk', 'gAAAAABk'],
  ])('%s', (_, text, secret) => {
    const redacted = nothing(text);
    expect(redacted).not.toContain(secret);
    expect(redacted).toContain('[hidden]');
  });

  it('what the environment says is secret, whatever it looks like', () => {
    const redact = redactor({
      MY_TOKEN: 'correct-horse',
      SHORT_KEY: 'abc',
      KEY_FILE: '/etc/ballast/key.pem',
      NAME: 'production',
    });
    expect(redact('correct-horse in production, abc, /etc/ballast/key.pem')).toBe(
      '[hidden] in production, abc, /etc/ballast/key.pem',
    );
  });

  it.each([
    'token bucket is empty',
    'the key field is missing',
    'arn:aws:iam::111122223333:user/ops',
    'ballast.yaml:12:5: expected a number',
  ])('leaves %j alone', (text) => expect(nothing(text)).toBe(text));

  it('holds for message, cause, stack and document', () => {
    const error = new Error('denied for AKIAIOSFODNN7EXAMPLE', { cause: new Error('Bearer abcdef0123456789') });
    const report = errorReport(error, false);
    const all = errorText(report, true, plainStyle, nothing) + JSON.stringify(errorDocument(report, nothing));
    expect(all).not.toMatch(/AKIAIOSFODNN7EXAMPLE|abcdef0123456789/);
  });
});
