/** Amazon WorkSpaces. Times are epoch ms. */
export interface Workspace {
  readonly id: string; // ws-…
  readonly accountId: string;
  readonly region: string;
  readonly directoryId: string;
  readonly userName: string;
  readonly bundle: string;
  readonly bundleId: string;
  readonly runningMode: 'ALWAYS_ON' | 'AUTO_STOP';
  readonly createdAt: number;
  /** None where nobody ever logged in. */
  readonly lastConnectedAt?: number;
  readonly subnetId: string;
  readonly ip: string;
  /** The desktop in another region that this one stands by for. */
  readonly standbyFor?: { readonly id: string; readonly region: string };
  readonly tags: Readonly<Record<string, string>>;
  /** Hidden: days of the week (Monday is 0) and hours of them with somebody connected. */
  readonly hours: { readonly days: readonly number[]; readonly from: number; readonly to: number };
}

export interface DesktopsState {
  readonly workspaces: ReadonlyMap<string, Workspace>;
}
