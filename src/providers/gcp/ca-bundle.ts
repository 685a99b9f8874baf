import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { AppError } from '../../domain/errors.ts';

/** The authorities that are trusted anyway, and those of a PEM file. Throws `config-invalid`. */
export function trustedAuthorities(path: string): string[] {
  const text = read(path);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new AppError('config-invalid', `caBundle ${path} holds no certificate: a PEM file is needed`);
  }
  // Since Node.js 22.15; before, only those that come with it can be had.
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>;
  return [...(getCACertificates?.('default') ?? tls.rootCertificates), text];
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('config-invalid', `caBundle ${path} cannot be read`, { cause });
  }
}
