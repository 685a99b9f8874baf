import { createHash } from 'node:crypto';
import type { SignatureScope } from './wire/sigv4.ts';

/** The management account's key. The secret may be anything: signatures are not verified. */
export const managementAccessKeyId = 'AKIASANDBOX000000000';
export const managementSecretAccessKey = 'sandbox-secret-access-key-not-a-real-secret';

/** Who signed a request, and in which account it acts. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly userId: string;
  /** Session tags that sessions opened from this one inherit. */
  readonly transitiveTagKeys?: readonly string[];
}

export interface SessionCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  /** Epoch ms on the machine's clock, which is the one that SDKs renew by. */
  readonly expiresAt: number;
}

export type Authentication =
  | { readonly ok: true; readonly caller: Caller }
  | { readonly ok: false; readonly why: 'unknown-key' | 'expired' };

interface SessionToken {
  readonly account: string;
  readonly role: string;
  readonly session: string;
  readonly expiresAt: number;
  readonly transitiveTagKeys?: readonly string[];
}

/** Issues and reads credentials. A session's token carries what it stands for, so nothing has to be remembered. */
export class Credentials {
  readonly #managementAccountId: string;
  readonly #secret: string;

  constructor(managementAccountId: string, seed: number) {
    this.#managementAccountId = managementAccountId;
    this.#secret = `sandbox-${seed}`;
  }

  issue(
    account: string,
    role: string,
    session: string,
    expiresAt: number,
    transitiveTagKeys: readonly string[] = [],
  ): SessionCredentials {
    const inherited = transitiveTagKeys.length === 0 ? {} : { transitiveTagKeys };
    const token: SessionToken = { account, role, session, expiresAt, ...inherited };
    const payload = Buffer.from(JSON.stringify(token)).toString('base64url');
    const mark = this.#mark(payload);
    return {
      accessKeyId: accessKeyOf(account, mark),
      secretAccessKey: mark.slice(0, 40),
      sessionToken: `${payload}.${mark}`,
      expiresAt,
    };
  }

  authenticate(scope: SignatureScope, wallClockMs: number): Authentication {
    if (scope.accessKeyId === managementAccessKeyId) {
      const accountId = this.#managementAccountId;
      const arn = `arn:aws:iam::${accountId}:user/sandbox`;
      return { ok: true, caller: { accountId, arn, userId: uniqueId('AIDA', arn) } };
    }
    const [payload = '', mark = ''] = scope.sessionToken?.split('.') ?? [];
    if (mark === '' || mark !== this.#mark(payload)) return { ok: false, why: 'unknown-key' };
    const token = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as SessionToken;
    if (scope.accessKeyId !== accessKeyOf(token.account, mark)) return { ok: false, why: 'unknown-key' };
    if (token.expiresAt <= wallClockMs) return { ok: false, why: 'expired' };
    const { transitiveTagKeys = [] } = token;
    return { ok: true, caller: { ...roleSession(token.account, token.role, token.session), transitiveTagKeys } };
  }

  #mark(payload: string): string {
    return createHash('sha256').update(`${this.#secret}:${payload}`).digest('hex');
  }
}

/** The caller that a role's session is. */
export function roleSession(accountId: string, role: string, session: string): Caller {
  const roleId = uniqueId('AROA', `${accountId}/${role}`);
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role}/${session}`;
  return { accountId, arn, userId: `${roleId}:${session}` };
}

function accessKeyOf(account: string, mark: string): string {
  return `ASIA${account}${mark.slice(-4).toUpperCase()}`;
}

/** An id in IAM's form: a prefix that tells the kind, then 17 capital letters and digits. */
function uniqueId(prefix: string, of: string): string {
  return prefix + createHash('sha256').update(of).digest('hex').slice(0, 17).toUpperCase();
}
