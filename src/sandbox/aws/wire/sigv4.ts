import type { IncomingHttpHeaders } from 'node:http';

/** What a Signature Version 4 `Authorization` header says. The signature itself is not verified. */
export interface SignatureScope {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
  /** Time of the signature, epoch ms; undefined when the request carries none that can be read. */
  readonly signedAt: number | undefined;
  readonly sessionToken: string | undefined;
}

const headerForm =
  /^AWS4-HMAC-SHA256\s+Credential=([^/\s]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request\s*,\s*SignedHeaders=[^,]+,\s*Signature=[0-9a-f]{64}$/;
const dateForm = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** The scope of a signed request; undefined without an `Authorization` header, 'malformed' for one of another form. */
export function readSignature(headers: IncomingHttpHeaders): SignatureScope | 'malformed' | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, accessKeyId, region, service] = headerForm.exec(authorization) ?? [];
  if (accessKeyId === undefined || region === undefined || service === undefined) return 'malformed';
  const sessionToken = single(headers['x-amz-security-token']);
  return { accessKeyId, region, service, signedAt: readDate(headers), sessionToken };
}

/** The service in a signature's scope, whatever else is wrong with the request. */
export function signedService(headers: IncomingHttpHeaders): string | undefined {
  const scope = readSignature(headers);
  return typeof scope === 'object' ? scope.service : undefined;
}

function readDate(headers: IncomingHttpHeaders): number | undefined {
  const [, year, month, day, hour, minute, second] = dateForm.exec(single(headers['x-amz-date']) ?? '') ?? [];
  if (year === undefined) {
    const plain = Date.parse(headers.date ?? '');
    return Number.isNaN(plain) ? undefined : plain;
  }
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
