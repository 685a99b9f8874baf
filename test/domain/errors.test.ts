import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CloudError, type CloudErrorCategory, reasonOf } from '../../src/domain/cloud-error.ts';
import { AppError, type ErrorCode, errorCatalog } from '../../src/domain/errors.ts';

const codes = Object.keys(errorCatalog) as ErrorCode[];
const commandsFolder = join(import.meta.dirname, '..', '..', 'src', 'commands');

/** The commands that a hint tells the user to run: `ballast store query` is `store/query`. */
const commandsIn = (hint: string): readonly string[] =>
  [...hint.matchAll(/`ballast (?<words>[a-z]+(?: [a-z]+)*)/g)].map((match) => match.groups?.['words'] ?? '');

describe('error catalogue', () => {
  it.each(codes)('%s: a stable code, a kind and a sentence that says what to do', (code) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(['usage', 'partial', 'failed', 'refused', 'interrupted']).toContain(errorCatalog[code].kind);
    expect(errorCatalog[code].hint).toMatch(/^[A-Z`].{15,}\.$|^`ballast .+\.$/s);
  });

  it.each(codes.flatMap((code) => commandsIn(errorCatalog[code].hint).map((command) => [code, command] as const)))(
    '%s names a command that exists: %s',
    (_code, command) => {
      expect(existsSync(join(commandsFolder, `${command.replaceAll(' ', '/')}.ts`))).toBe(true);
    },
  );
});

describe('AppError', () => {
  it('carries its code, kind, hint, message and cause', () => {
    const cause = new Error('SQLITE_BUSY');
    const error = new AppError('store-locked', 'ballast.db: held by process 4711', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'AppError',
      code: 'store-locked',
      kind: 'failed',
      message: 'ballast.db: held by process 4711',
      hint: errorCatalog['store-locked'].hint,
      cause,
    });
    expect(String(error)).toBe('AppError: ballast.db: held by process 4711');
  });

  it.each(codes)('%s: kind and hint are those of the catalogue', (code) => {
    const { kind, hint } = new AppError(code, 'message');
    expect({ kind, hint }).toEqual(errorCatalog[code]);
  });
});

describe('CloudError', () => {
  const of = (category: CloudErrorCategory, vendorCode?: string) =>
    new CloudError({ category, operation: 'ec2:DescribeVolumes', message: 'You are not authorized', vendorCode });

  it.each([
    ['denied', 'UnauthorizedOperation', 'denied: ec2:DescribeVolumes (UnauthorizedOperation)'],
    ['timeout', undefined, 'timeout: ec2:DescribeVolumes'],
    ['throttled', 'RequestLimitExceeded', 'throttled: ec2:DescribeVolumes (RequestLimitExceeded)'],
  ] as const)('%s %s has a reason that can be kept', (category, vendorCode, reason) => {
    expect(reasonOf(of(category, vendorCode))).toBe(reason);
  });

  it('keeps the vendor’s words out of the reason: they may quote what was sent', () => {
    expect(reasonOf(of('denied', 'X'))).not.toContain('authorized');
  });

  it('carries what a caller may decide on', () => {
    const cause = new Error('socket hang up');
    const error = new CloudError(
      { category: 'throttled', operation: 'ce:GetCostAndUsage', message: 'slow down', status: 429, retryAfterMs: 2000 },
      { cause },
    );
    expect(error).toMatchObject({ name: 'CloudError', status: 429, retryAfterMs: 2000, vendorCode: undefined, cause });
  });
});
