/** How one configured AWS organisation or account is read. */
export interface AwsSettings {
  readonly provider: 'aws';
  readonly name: string;
  /** Profile of the shared config files; the default credential chain when left out. */
  readonly profile?: string;
  /** Role that the connection's own credentials assume first; everything else is done as that role (role chaining). */
  readonly roleArn?: string;
  /** External id for every assumed role that has none of its own. */
  readonly externalId?: string;
  /** Read the accounts of the organisation through this role. */
  readonly organization?: {
    /** Name, with its path if it has one; `{accountId}` and `{accountName}` stand for the account's. */
    readonly roleName: string;
    readonly externalId?: string;
    /** All accounts when left out. */
    readonly include?: AwsAccountFilter;
    /** Wins over `include`. */
    readonly exclude?: AwsAccountFilter;
  };
  /** Roles in accounts that the organisation does not have, or that need another role than the others. */
  readonly roles?: readonly AwsRole[];
  /** How sessions of assumed roles are opened. */
  readonly session?: AwsSessionSettings;
  /** Account ids to read; all that are found when left out. */
  readonly accounts?: readonly string[];
  readonly regions: 'all' | readonly string[];
  /** Base URL for every service: emulators and private endpoints. */
  readonly endpoint?: string;
  /** Proxy for every call, instead of those of the environment. */
  readonly proxy?: string;
  /** FIPS endpoints; the environment and the profile decide when left out. */
  readonly fips?: boolean;
  /** Dual-stack (IPv6) endpoints; the environment and the profile decide when left out. */
  readonly dualStack?: boolean;
  /** PEM file with the CA of a proxy or private endpoint. */
  readonly caBundle?: string;
  /** Caps on what AWS bills for reading; no cap when left out. */
  readonly limits?: {
    /** Metrics asked of CloudWatch (0.01 USD per 1,000). */
    readonly metricsPerSync?: number;
    /** Requests to Cost Explorer (0.01 USD each). */
    readonly costExplorerRequestsPerSync?: number;
  };
  /** Used by apply alone. */
  readonly applyProfile?: string;
}

/** Accounts that have one of these; a criterion that is left out matches none. */
export interface AwsAccountFilter {
  /** Ids (`ou-…`, `r-…`) or names from below the root down (`Production/Platform`); the units beneath count too. */
  readonly organizationalUnits?: readonly string[];
  readonly accounts?: readonly string[];
  /** One of these tags; `*` in a value stands for anything. */
  readonly tags?: Readonly<Record<string, string>>;
}

export interface AwsRole {
  readonly arn: string;
  readonly externalId?: string;
}

/** Parameters of `sts:AssumeRole`. */
export interface AwsSessionSettings {
  /** Shown in CloudTrail as the one who called. */
  readonly name?: string;
  readonly durationSeconds?: number;
  /** Session tags; the roles have to trust `sts:TagSession`. */
  readonly tags?: Readonly<Record<string, string>>;
  /** Keys of those tags that a further role of the chain inherits. */
  readonly transitiveTagKeys?: readonly string[];
  /** Narrows the roles of the accounts further: an IAM policy as JSON text, and managed policies. */
  readonly policy?: string;
  readonly policyArns?: readonly string[];
}

/** One entry of `clouds:` in the configuration. */
export type CloudSettings = AwsSettings;
