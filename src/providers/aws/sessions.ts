import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import type { Identity } from '../../domain/ports/provider.ts';
import { globalScope } from './aws-scope.ts';
import type { BaseCredentials } from './base-credentials.ts';
import type { CredentialSource, ServiceName } from './client.ts';
import type { AwsCredentials } from './client-settings.ts';
import type { Scope } from '../../domain/ids.ts';

/** Shown in CloudTrail as the one who called. */
const sessionName = 'ballast';

/** Renewed this long before they end, so that no call outlives its credentials. */
const renewBeforeMs = 5 * 60_000;

const CallerIdentity = z.object({ Account: z.string().regex(/^\d{12}$/), Arn: z.string() });

const AssumedRole = z.object({
  Credentials: z.object({
    AccessKeyId: z.string().min(1),
    SecretAccessKey: z.string().min(1),
    SessionToken: z.string().min(1),
    Expiration: z.date(),
  }),
});

/** What sessions need of the client and the engine. */
export interface SessionCalls {
  /** Runs the credential chain as a call of its own: with time-out, retries and cancellation. */
  base(): Promise<AwsCredentials>;
  call(
    credentials: AwsCredentials,
    service: ServiceName,
    operation: string,
    scope: Scope,
    input: unknown,
  ): Promise<unknown>;
  /** The machine's own clock: signatures and credentials live by it. */
  epochMs(): number;
}

interface Session {
  readonly credentials: Promise<AwsCredentials>;
  /** Unset until the role is assumed. */
  current?: AwsCredentials & { readonly expiration: Date };
}

/** Who we are, and the credentials for each account: our own, or a role's that is assumed and renewed. */
export class Sessions implements CredentialSource {
  readonly #settings: AwsSettings;
  readonly #base: BaseCredentials;
  readonly #calls: SessionCalls;
  readonly #assumed = new Map<string, Session>();
  #own: AwsCredentials | undefined;
  #identity: Promise<Identity & { readonly partition: string }> | undefined;

  constructor(settings: AwsSettings, base: BaseCredentials, calls: SessionCalls) {
    this.#settings = settings;
    this.#base = base;
    this.#calls = calls;
  }

  /** The caller of the connection's own credentials. Asked once; a failure is not kept. */
  identity(): Promise<Identity & { readonly partition: string }> {
    this.#identity ??= this.#whoAmI().catch((error: unknown) => {
      this.#identity = undefined;
      throw error;
    });
    return this.#identity;
  }

  async credentials(accountId: string): Promise<AwsCredentials> {
    const { accountId: own, partition } = await this.identity();
    if (accountId === own) return this.#ownCredentials();
    const session = this.#assumed.get(accountId);
    if (session && this.#isFresh(session.current)) return session.credentials;
    return this.#assume(accountId, partition);
  }

  forget(accountId: string, expired: AwsCredentials): void {
    const session = this.#assumed.get(accountId);
    // Someone else may have renewed them since.
    if (session?.current === expired) this.#assumed.delete(accountId);
    if (this.#own !== expired) return;
    this.#base.forget();
    this.#own = undefined;
  }

  async #ownCredentials(): Promise<AwsCredentials> {
    if (this.#own && this.#isFresh(this.#own)) return this.#own;
    this.#own = await this.#calls.base();
    return this.#own;
  }

  /** Credentials that are still being fetched count as fresh: whoever comes meanwhile waits for them. */
  #isFresh(credentials: AwsCredentials | undefined): boolean {
    const endsMs = credentials?.expiration?.getTime() ?? Infinity;
    return endsMs - this.#calls.epochMs() > renewBeforeMs;
  }

  async #whoAmI(): Promise<Identity & { readonly partition: string }> {
    const operation = 'sts:GetCallerIdentity';
    // The account is what we are about to learn.
    const answer = await this.#calls.call(await this.#ownCredentials(), 'sts', operation, globalScope('unknown'), {});
    const identity = CallerIdentity.safeParse(answer);
    if (!identity.success) throw malformed(operation, identity.error);
    const { Account: accountId, Arn: principal } = identity.data;
    const partition = principal.split(':')[1] ?? 'aws';
    return { accountId, principal, partition, source: this.#base.source() };
  }

  /** One AssumeRole at a time per account; those who come meanwhile wait for it. */
  #assume(accountId: string, partition: string): Promise<AwsCredentials> {
    const session: Session = {
      credentials: this.#assumeRole(accountId, partition).then(
        (credentials) => {
          session.current = credentials;
          return credentials;
        },
        (error: unknown) => {
          if (this.#assumed.get(accountId) === session) this.#assumed.delete(accountId);
          throw error;
        },
      ),
    };
    this.#assumed.set(accountId, session);
    return session.credentials;
  }

  async #assumeRole(accountId: string, partition: string): Promise<AwsCredentials & { readonly expiration: Date }> {
    const operation = 'sts:AssumeRole';
    const { organization } = this.#settings;
    if (!organization) {
      const message = `account ${accountId} is not ours, and no organization.roleName says how to enter it`;
      throw new CloudError({ category: 'denied', operation, message });
    }
    const answer = await this.#calls.call(await this.#ownCredentials(), 'sts', operation, globalScope(accountId), {
      RoleArn: `arn:${partition}:iam::${accountId}:role/${organization.roleName}`,
      RoleSessionName: sessionName,
      ...(organization.externalId !== undefined && { ExternalId: organization.externalId }),
    });
    const assumed = AssumedRole.safeParse(answer);
    if (!assumed.success) throw malformed(operation, assumed.error);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = assumed.data.Credentials;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      sessionToken: SessionToken,
      expiration: Expiration,
    };
  }
}

/** The cause names fields, never values: credentials lie among them. */
function malformed(operation: string, error: z.ZodError): CloudError {
  const fields = error.issues.map((issue) => issue.path.join('.')).join(', ');
  const message = `the answer of ${operation} lacks or garbles ${fields}`;
  return new CloudError({ category: 'malformed', operation, message });
}
