import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { AzureClient } from './client.ts';
import type { GraphRows, Inventory } from './inventory.ts';
import type { ResourceGraph } from './resource-graph.ts';
import { type Subscription, Subscriptions } from './subscriptions.ts';

/** What collectors read with: the client, and what is read once for several of them. */
export class AzureReader {
  readonly azure: AzureClient;
  readonly graph: ResourceGraph;
  readonly subscriptions: Subscriptions;
  /** Names of machine sizes in lower case that were seen in listings. */
  readonly sizesInUse = new Set<string>();
  readonly #inventory: Inventory;
  readonly #remembered = new Map<string, Promise<unknown>>();

  readonly now: () => Instant;

  constructor(azure: AzureClient, graph: ResourceGraph, inventory: Inventory, now: () => Instant) {
    this.now = now;
    this.azure = azure;
    this.graph = graph;
    this.#inventory = inventory;
    this.subscriptions = new Subscriptions(azure);
  }

  /** Rows of one type; undefined where its own list has to be asked. Throws a CloudError when cancelled alone. */
  graphRows(scope: Scope, armType: string): Promise<GraphRows> {
    return this.#inventory.rows(scope, armType, (of) => this.#mayReadAll(of));
  }

  subscription(scope: Scope): Promise<Subscription> {
    return this.once(`subscription/${scope.accountId}`, () => this.subscriptions.get(scope));
  }

  /** What several resource types need is asked for once. A failure is not kept. */
  once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asked =
      this.#remembered.get(key) ??
      ask().catch((error: unknown) => {
        this.#remembered.delete(key);
        throw error;
      });
    this.#remembered.set(key, asked);
    return asked as Promise<T>;
  }

  /**
   * Whether a list over the whole subscription is permitted. Who may read a resource group alone gets a short answer
   * from Resource Graph, and a refusal from this. The type is one of which there is hardly ever more than one.
   */
  async #mayReadAll(scope: Scope): Promise<boolean> {
    try {
      await this.azure.call('network', wholeReadPermission, scope, {
        path: `/subscriptions/${scope.accountId}/providers/Microsoft.Network/ddosProtectionPlans`,
        apiVersion: '2024-01-01',
      });
      return true;
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      // A provider that is not registered does not tell.
      return error.category === 'not-enabled';
    }
  }
}

export const wholeReadPermission = 'Microsoft.Network/ddosProtectionPlans/read';
