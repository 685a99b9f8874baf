import { z } from 'zod';
import type { Account } from '../../domain/accounts.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Identity } from '../../domain/ports/provider.ts';
import { assumedCredentials, baseRole, malformed, readerRole } from './assume-role.ts';
import { isExpiredCredentials } from './aws-error.ts';
import { globalScope } from './aws-scope.ts';
import type { BaseCredentials } from './base-credentials.ts';
import type { CredentialSource, ServiceName } from './client.ts';
import type { AwsCredentials } from './client-settings.ts';
import { Renewing } from './renewing.ts';
import { accountOfArn, roleFor } from './roles.ts';

const CallerIdentity = z.object({ Account: z.string().regex(/^\d{12}$/), Arn: z.string() });

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

export interface AwsIdentity extends Identity {
  /** `aws`, `aws-cn`, `aws-us-gov`: the second part of every ARN. */
  readonly partition: string;
}

/**
 * Who we are, and the credentials for each account: our own, or a role's that is assumed and renewed. Own are those
 * of the environment or the profile, or of `roleArn`, which is assumed with them.
 */
export class Sessions implements CredentialSource {
  readonly #settings: AwsSettings;
  readonly #base: BaseCredentials;
  readonly #calls: SessionCalls;
  readonly #found: Renewing;
  readonly #own: Renewing;
  readonly #assumed = new Map<string, Renewing>();
  readonly #names = new Map<string, string>();
  #identity: Promise<AwsIdentity> | undefined;

  constructor(settings: AwsSettings, base: BaseCredentials, calls: SessionCalls) {
    this.#settings = settings;
    this.#base = base;
    this.#calls = calls;
    this.#found = new Renewing(() => calls.base(), calls.epochMs);
    const { roleArn, externalId, session = {} } = settings;
    if (roleArn === undefined) this.#own = this.#found;
    else {
      const role = { arn: roleArn, ...(externalId !== undefined && { externalId }) };
      this.#own = new Renewing(
        () => this.#assume(this.#found, accountOfArn(roleArn), baseRole(role, session)),
        calls.epochMs,
      );
    }
  }

  /** The caller of our own credentials. Asked once; a failure is not kept. */
  identity(): Promise<AwsIdentity> {
    this.#identity ??= this.#whoAmI().catch((error: unknown) => {
      this.#identity = undefined;
      throw error;
    });
    return this.#identity;
  }

  /** Names of accounts, for roles that are called after them. */
  learn(accounts: readonly Pick<Account, 'accountId' | 'name'>[]): void {
    for (const { accountId, name } of accounts) this.#names.set(accountId, name);
  }

  async credentials(accountId: string): Promise<AwsCredentials> {
    return (await this.#sessionOf(accountId)).credentials();
  }

  forget(accountId: string, expired: AwsCredentials): void {
    this.#assumed.get(accountId)?.forget(expired);
    this.#forgetOwn(expired);
  }

  /** Whether an account is read with credentials as they were found, and these came from an STS call of someone else. */
  async usesForeignToken(accountId: string): Promise<boolean> {
    const session = await this.#sessionOf(accountId);
    return session === this.#found && (await session.credentials()).sessionToken !== undefined;
  }

  async #sessionOf(accountId: string): Promise<Renewing> {
    const { accountId: own } = await this.identity();
    const isNamed = this.#settings.roles?.some(({ arn }) => accountOfArn(arn) === accountId) ?? false;
    if (accountId === own && !isNamed) return this.#own;
    const session = this.#assumed.get(accountId) ?? new Renewing(() => this.#enter(accountId), this.#calls.epochMs);
    this.#assumed.set(accountId, session);
    return session;
  }

  async #enter(accountId: string): Promise<AwsCredentials> {
    const { partition } = await this.identity();
    const role = roleFor(this.#settings, { accountId, partition, accountName: this.#names.get(accountId) });
    const chained = this.#settings.roleArn !== undefined;
    return this.#assume(this.#own, accountId, readerRole(role, this.#settings.session ?? {}, chained));
  }

  async #assume(by: Renewing, accountId: string, input: object): Promise<AwsCredentials> {
    return assumedCredentials(await this.#callBy(by, 'sts:AssumeRole', globalScope(accountId), input));
  }

  async #whoAmI(): Promise<AwsIdentity> {
    const operation = 'sts:GetCallerIdentity';
    // The account is what we are about to learn.
    const answer = await this.#callBy(this.#own, operation, globalScope('unknown'), {});
    const identity = CallerIdentity.safeParse(answer);
    if (!identity.success) throw malformed(operation, identity.error);
    const { Account: accountId, Arn: principal } = identity.data;
    const { roleArn } = this.#settings;
    const source = roleArn === undefined ? this.#base.source() : `${this.#base.source()}, as ${roleArn}`;
    return { accountId, principal, partition: principal.split(':')[1] ?? 'aws', source };
  }

  /** A call of STS. Credentials that expired on the way are renewed once. */
  async #callBy(by: Renewing, operation: string, scope: Scope, input: object): Promise<unknown> {
    const credentials = await by.credentials();
    try {
      return await this.#calls.call(credentials, 'sts', operation, scope, input);
    } catch (error) {
      if (!isExpiredCredentials(error)) throw error;
      this.#forgetOwn(credentials);
      return this.#calls.call(await by.credentials(), 'sts', operation, scope, input);
    }
  }

  #forgetOwn(expired: AwsCredentials): void {
    if (this.#own !== this.#found) this.#own.forget(expired);
    // The SDK's chain remembers too.
    if (this.#found.forget(expired)) this.#base.forget();
  }
}
