import type { AwsSettings } from '../../../src/domain/cloud-settings.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import { type Instant, instant } from '../../../src/domain/instant.ts';
import type { CloudConnection, ProviderRuntime } from '../../../src/domain/ports/provider.ts';
import { provider } from '../../../src/providers/aws/index.ts';
import { type Fault, type RunningSandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/main.ts';

/** When the estates of these tests live: a fixed day, so that a run tomorrow reads the same. */
export const sandboxNow: Instant = instant('2026-11-24T05:00:00Z');

export const awsScopeOf = (accountId: string, regionId: string): Scope => ({ provider: 'aws', accountId, regionId });

/** A sandbox with what tests do to it. */
export class SandboxCloud {
  readonly sandbox: RunningSandbox;

  constructor(sandbox: RunningSandbox) {
    this.sandbox = sandbox;
  }

  static async start(options: SandboxOptions = {}): Promise<SandboxCloud> {
    return new SandboxCloud(await startSandbox({ resources: 60, now: Date.parse(sandboxNow), ...options }));
  }

  /** Accounts that can be entered; the management account, which is ours, first. */
  get accountIds(): readonly string[] {
    const { accounts, organization } = this.sandbox.estate;
    const others = accounts.filter(({ id, status }) => status === 'ACTIVE' && id !== organization.managementAccountId);
    return [organization.managementAccountId, ...others.map(({ id }) => id)];
  }

  /** The whole organisation, as `BallastRead`. */
  connect(settings: Partial<AwsSettings> = {}, runtime: Partial<ProviderRuntime> = {}): CloudConnection {
    return this.connectAlone({ organization: { roleName: 'BallastRead' }, ...settings }, runtime);
  }

  /** Our own account alone. */
  connectAlone(settings: Partial<AwsSettings> = {}, runtime: Partial<ProviderRuntime> = {}): CloudConnection {
    return provider.connect(
      { provider: 'aws', name: 'sandbox', regions: 'all', ...settings },
      {
        now: () => sandboxNow,
        signal: new AbortController().signal,
        onEvent: () => undefined,
        sandboxUrl: this.sandbox.url,
        ...runtime,
      },
    );
  }

  async inject(fault: Fault): Promise<void> {
    const response = await fetch(`${this.sandbox.url}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
    if (!response.ok) throw new Error(`the sandbox refused the fault: ${await response.text()}`);
  }

  async heal(): Promise<void> {
    await fetch(`${this.sandbox.url}/_sandbox/fault`, { method: 'DELETE' });
  }

  /** How often each operation was answered since the last `forgetCalls`. */
  async calls(): Promise<
    readonly { operation: string; accountId: string; region: string; status: number; count: number }[]
  > {
    const response = await fetch(`${this.sandbox.url}/_sandbox/calls`);
    return ((await response.json()) as { counts: [] }).counts;
  }

  async forgetCalls(): Promise<void> {
    await fetch(`${this.sandbox.url}/_sandbox/calls`, { method: 'DELETE' });
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }
}
