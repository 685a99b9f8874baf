import { readFileSync } from 'node:fs';
import * as tls from 'node:tls';
import { AppError } from '../../domain/errors.ts';

/**
 * The authorities that are trusted anyway (those of `NODE_EXTRA_CA_CERTS` among them) and those of a PEM file.
 * Throws `config-invalid`, in which `origin` names the setting.
 */
export function trustedAuthorities(path: string, origin: string): string[] {
  const text = read(path, origin);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new AppError('config-invalid', `${origin} ${path} holds no certificate: a PEM file is needed`);
  }
  // Since Node.js 22.15; before, only those that come with it can be had.
  const { getCACertificates } = tls as Partial<Pick<typeof tls, 'getCACertificates'>>;
  const own = getCACertificates?.('default') ?? tls.rootCertificates;
  return [...own, text];
}

function read(path: string, origin: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('config-invalid', `${origin} ${path} cannot be read`, { cause });
  }
}
