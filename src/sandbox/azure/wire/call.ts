import type { AzureWorld } from '../azure-world.ts';

/** A request to one operation, as the operation sees it. */
export interface AzureCall {
  readonly world: AzureWorld;
  /** Parts of the path, decoded: `{ subscriptionId, resourceGroupName }`. */
  readonly params: Readonly<Record<string, string>>;
  /** Query parameters; names are told apart without their case, as Resource Manager does. */
  readonly query: (name: string) => string | undefined;
  /** Path and query as they were sent, without the mount: `/subscriptions?api-version=…`. */
  readonly host: string;
  readonly path: string;
  readonly search: URLSearchParams;
  /** The JSON body; undefined without one. */
  readonly body: unknown;
  readonly now: number;
  /** The page holds half of what it would, and a link to the rest. */
  readonly halvePage: boolean;
}

/** A document to send, with headers of its own. */
export class Answer {
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;

  constructor(body: unknown, headers: Readonly<Record<string, string>> = {}) {
    this.body = body;
    this.headers = headers;
  }
}

/** One operation of an Azure API. */
export interface Operation {
  /** Last part of the namespace, lower case: `compute`. */
  readonly service: string;
  /** operationId of the specification: `VirtualMachines_ListAll`. */
  readonly id: string;
  /** The permission: `Microsoft.Compute/virtualMachines/read`. */
  readonly action: string;
  readonly method: 'GET' | 'POST';
  /** `management.azure.com` when left out; a leading `*.` stands for a region. */
  readonly host?: string;
  /** Path template of the specification. */
  readonly path: string;
  /** Answers whoever asks. */
  readonly anonymous?: true;
  /** Its provider's errors are `{ code, message }`; those of Resource Manager itself are not. */
  readonly flatErrors?: true;
  /** Needs no `api-version`. */
  readonly versionless?: true;
  /** A document, or an `Answer` where headers belong to it. Throws an ArmError. */
  readonly run: (call: AzureCall) => unknown;
}
