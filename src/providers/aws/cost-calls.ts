import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { followTokens } from '../shared/pages.ts';
import type { AwsClient, OperationInput, OperationName } from './client.ts';
import type { PaidCallCounter } from './paid-calls.ts';

/**
 * Calls of Cost Explorer, each page of which is billed. Counts them, and refuses with a `limit` CloudError what the
 * user's cap does not allow.
 */
export class CostCalls {
  readonly #aws: AwsClient;
  readonly #paid: PaidCallCounter;
  readonly scope: Scope;

  constructor(aws: AwsClient, scope: Scope, paid: PaidCallCounter) {
    this.#aws = aws;
    this.#paid = paid;
    this.scope = scope;
  }

  async call<O extends OperationName<'ce'>>(operation: O, input: OperationInput<'ce', O>): Promise<unknown> {
    if (!this.#paid.take('ce:requests', 1)) {
      const cap = this.#paid.capOf('ce:requests');
      const message = `limits.costExplorerRequestsPerSync (${cap}) is reached: not asked`;
      throw new CloudError({ category: 'limit', operation: `ce:${operation}`, message });
    }
    return this.#aws.call('ce', operation, this.scope, input);
  }

  /** All pages of a listing; Cost Explorer's operations call the token `NextPageToken` or `NextToken`. */
  pages<O extends OperationName<'ce'>>(
    token: 'NextPageToken' | 'NextToken',
    operation: O,
    input: OperationInput<'ce', O>,
  ): AsyncGenerator<unknown, void, undefined> {
    return followTokens(
      `ce:${operation}`,
      (value) =>
        this.call(operation, value === undefined ? input : ({ ...(input as object), [token]: value } as typeof input)),
      (page) => tokenOf(page, token),
    );
  }
}

function tokenOf(page: unknown, field: string): string | undefined {
  const token = (page as Readonly<Record<string, unknown>> | null)?.[field];
  return typeof token === 'string' ? token : undefined;
}
