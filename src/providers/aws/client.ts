import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { CallEngine } from '../shared/call-engine.ts';
import { followTokens } from '../shared/pages.ts';
import { isExpiredCredentials } from './aws-error.ts';
import type { AwsCredentials } from './client-settings.ts';
import { ClockSkew, type Observable } from './clock-skew.ts';
import { iamAction } from './iam-actions.ts';
import { serviceModules, type ServiceName, type Services } from './service-modules.ts';
import type { Directable, Transport } from './transport.ts';

export type { ServiceName } from './service-modules.ts';
export type OperationName<S extends ServiceName> = keyof Services[S]['commands'] & string;
export type OperationInput<
  S extends ServiceName,
  O extends OperationName<S>,
> = Services[S]['commands'][O] extends abstract new (...args: never) => { readonly input: infer Input } ? Input : never;

/** Gives the credentials for an account. */
export interface CredentialSource {
  credentials(accountId: string): Promise<AwsCredentials>;
  /** After the cloud called the account's credentials expired: the next ones have to be new. */
  forget(accountId: string, expired: AwsCredentials): void;
}

interface SdkClient extends Observable, Directable {
  readonly middlewareStack: Observable['middlewareStack'] & { remove(name: string): boolean };
  send(command: unknown, options: { readonly abortSignal: AbortSignal }): Promise<unknown>;
}

interface OpenClient {
  readonly client: SdkClient;
  readonly credentials: AwsCredentials;
}

/** Calls AWS through the engine. Answers are `unknown`: whoever asks parses them. */
export class AwsClient {
  readonly #engine: CallEngine;
  readonly #transport: Transport;
  readonly #source: CredentialSource;
  readonly #clients = new Map<string, OpenClient>();
  readonly clockSkew = new ClockSkew();

  constructor(engine: CallEngine, transport: Transport, source: CredentialSource) {
    this.#engine = engine;
    this.#transport = transport;
    this.#source = source;
  }

  /** One call. Throws a CloudError. Credentials that expired on the way are renewed once. */
  async call<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    scope: Scope,
    input: OperationInput<S, O>,
  ): Promise<unknown> {
    // Before the call takes its place: getting credentials is a call of its own, and must not wait behind itself.
    const credentials = await this.#source.credentials(scope.accountId);
    try {
      return await this.callWith(credentials, service, operation, scope, input);
    } catch (error) {
      if (!isExpiredCredentials(error)) throw error;
      this.#source.forget(scope.accountId, credentials);
      return this.callWith(await this.#source.credentials(scope.accountId), service, operation, scope, input);
    }
  }

  /** All pages of a listing whose requests and answers both call the token `NextToken`. */
  pages<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    scope: Scope,
    input: OperationInput<S, O>,
  ): AsyncGenerator<unknown, void, undefined> {
    return this.pagesBy('NextToken', service, operation, scope, input);
  }

  /**
   * All pages of a listing. `token` is the token's name in requests and answers, or both names where they differ:
   * `['Marker', 'NextMarker']`.
   */
  pagesBy<S extends ServiceName, O extends OperationName<S>>(
    token: string | readonly [inRequest: string, inAnswer: string],
    service: S,
    operation: O,
    scope: Scope,
    input: OperationInput<S, O>,
  ): AsyncGenerator<unknown, void, undefined> {
    const [inRequest, inAnswer] = typeof token === 'string' ? [token, token] : token;
    const name = iamAction(service, operation);
    return followTokens(
      name,
      (value) => this.call(service, operation, scope, withToken(input, inRequest, value)),
      (page) => readToken(page, inAnswer, name),
    );
  }

  close(): void {
    this.#clients.clear();
    this.#transport.close();
  }

  /** One call with these credentials; for the calls by which credentials are got. */
  async callWith(
    credentials: AwsCredentials,
    service: ServiceName,
    operation: string,
    scope: Scope,
    input: unknown,
  ): Promise<unknown> {
    const { open, commands } = await serviceModules[service]();
    const name = iamAction(service, operation);
    const Command = (commands as Readonly<Record<string, new (input: unknown) => unknown>>)[operation];
    if (!Command) throw new TypeError(`${name} is not among the operations that Ballast calls`);
    const region = this.#transport.regionFor(service, scope, name);
    const client = this.#client(service, scope.accountId, region, credentials, open);
    return this.#engine.call({ operation: name, service, scope }, (abortSignal) =>
      client.send(new Command(input), { abortSignal }),
    );
  }

  #client(
    service: ServiceName,
    accountId: string,
    region: string,
    credentials: AwsCredentials,
    open: (settings: ReturnType<Transport['settingsFor']>) => unknown,
  ): SdkClient {
    const key = `${service}/${accountId}/${region}`;
    const opened = this.#clients.get(key);
    if (opened?.credentials === credentials) return opened.client;
    const client = open(this.#transport.settingsFor(region, credentials)) as SdkClient;
    this.#transport.direct(client);
    this.clockSkew.watch(client);
    // It copies every answer field by field for a log that nobody reads: a third of the time of a listing.
    client.middlewareStack.remove('loggerMiddleware');
    this.#clients.set(key, { client, credentials });
    return client;
  }
}

function withToken<Input>(input: Input, field: string, token: string | undefined): Input {
  return token === undefined ? input : ({ ...(input as object), [field]: token } as Input);
}

function readToken(page: unknown, field: string, operation: string): string | undefined {
  const token = (page as Readonly<Record<string, unknown>>)[field];
  if (token === undefined || token === null || typeof token === 'string') return token ?? undefined;
  const message = `the answer of ${operation} has a ${field} that is no text`;
  throw new CloudError({ category: 'malformed', operation, message });
}
