/** A machine image that an account owns. Times are epoch ms. */
export interface OwnImage {
  readonly id: string; // ami-…
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly description: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly createdAt: number;
  /** Last launch, wherever the instance is now; absent where there was none. EC2 tells it a day late. */
  readonly lastLaunchedAt?: number;
  state: 'available' | 'disabled';
  readonly public: boolean;
  readonly protection: 'disabled' | 'enabled' | 'enabled-with-cooldown';
  readonly sharedWith: readonly ImageShare[];
  /** Snapshots that it consists of, the root volume's first. */
  readonly snapshotIds: readonly string[];
  /** Made by CreateImage from this instance. */
  readonly sourceInstanceId: string;
  tags: Record<string, string>;
}

export type ImageShare = { readonly userId: string } | { readonly organizationArn: string } | { readonly group: 'all' };

export interface TemplateVersion {
  readonly number: number;
  readonly createdAt: number;
  readonly description: string;
  /** An image's id, or `resolve:ssm:` with a parameter's name. */
  readonly image?: string;
  readonly instanceType: string;
  /** A volume that a launch makes beside the root volume. */
  readonly dataSnapshotId?: string;
}

export interface LaunchTemplate {
  readonly id: string; // lt-…
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly defaultVersion: number;
  /** Oldest first; the last one is the latest. */
  readonly versions: readonly TemplateVersion[];
  /** Meant for an Auto Scaling group that is set to this version by its number. */
  readonly forGroupAtVersion?: number;
  tags: Record<string, string>;
}

export interface LaunchConfiguration {
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  readonly imageId: string;
  readonly instanceType: string;
}

export interface SpotFleet {
  readonly id: string; // sfr-…
  readonly accountId: string;
  readonly region: string;
  readonly createdAt: number;
  readonly state: 'active' | 'cancelled_terminating';
  readonly imageId: string;
  readonly instanceType: string;
  readonly subnetId: string;
  readonly targetCapacity: number;
  tags: Record<string, string>;
}

/** A snapshot that is kept ready in one zone. */
export interface FastRestore {
  /** `snap-…/us-east-1a`: it has no id of its own. */
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  readonly snapshotId: string;
  readonly zone: string;
  readonly state: 'enabled' | 'optimizing' | 'disabled';
  readonly enablingAt: number;
  readonly enabledAt?: number;
  readonly disabledAt?: number;
  /** Most volumes that may be made at once. */
  readonly credits: number;
  /** When volumes were made from it, each taking a credit for an hour. */
  readonly usedAt: readonly number[];
}

/** A policy of Data Lifecycle Manager. */
export interface LifecyclePolicy {
  readonly id: string; // policy-…
  readonly accountId: string;
  readonly region: string;
  readonly description: string;
  readonly state: 'ENABLED' | 'DISABLED' | 'ERROR';
  readonly type: 'EBS_SNAPSHOT_MANAGEMENT' | 'IMAGE_MANAGEMENT';
  readonly createdAt: number;
  tags: Record<string, string>;
}

export interface ImagesState {
  readonly images: ReadonlyMap<string, OwnImage>;
  readonly launchTemplates: ReadonlyMap<string, LaunchTemplate>;
  readonly launchConfigurations: ReadonlyMap<string, LaunchConfiguration>;
  readonly spotFleets: ReadonlyMap<string, SpotFleet>;
  readonly fastRestores: ReadonlyMap<string, FastRestore>;
  readonly policies: ReadonlyMap<string, LifecyclePolicy>;
  /** Values of Systems Manager parameters that launch templates name, by account, region and name. */
  readonly parameters: ReadonlyMap<
    string,
    { readonly accountId: string; readonly region: string; readonly value: string }
  >;
}

export const parameterKey = (accountId: string, region: string, name: string): string =>
  `${accountId} ${region} ${name}`;
