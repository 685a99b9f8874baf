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

/** How one configured Google Cloud organisation, or a part of one, is read. */
export interface GcpSettings {
  readonly provider: 'gcp';
  readonly name: string;
  /** Organisation number: every project beneath it. Without any of these three, every project that the credentials see. */
  readonly organization?: string;
  /** Folder numbers: every project beneath them. */
  readonly folders?: readonly string[];
  /** Project ids. */
  readonly projects?: readonly string[];
  /** Project ids that are left alone; wins over the others. */
  readonly excludeProjects?: readonly string[];
  /** Key file of a service account, or a workload identity configuration; application default credentials when left out. */
  readonly credentialsFile?: string;
  /** E-mail of a service account that everything is done as. */
  readonly impersonateServiceAccount?: string;
  /** Project that calls are counted against, where it is not the one that is read. */
  readonly quotaProject?: string;
  /** `project.dataset.table` of the billing export in BigQuery. */
  readonly billingExport?: string;
  /** `XXXXXX-XXXXXX-XXXXXX`: the billing account, where the export has several. */
  readonly billingAccount?: string;
  readonly regions: 'all' | readonly string[];
  /** Base URL of a service, in which `{service}` stands for its name (`compute`): Private Service Connect, emulators. */
  readonly endpoint?: string;
  readonly proxy?: string;
  readonly caBundle?: string;
  /** Caps on what Google bills for reading; a query that would exceed it is not run. */
  readonly limits?: { readonly bytesBilledPerSync?: number };
}

/** How one configured Azure tenant is read. */
export interface AzureSettings {
  readonly provider: 'azure';
  readonly name: string;
  readonly tenantId?: string;
  /** Subscription ids, or all that the credentials see. */
  readonly subscriptions: 'all' | readonly string[];
  readonly excludeSubscriptions?: readonly string[];
  /** Only the subscriptions beneath this management group. */
  readonly managementGroup?: string;
  /** `default` tries one after the other as DefaultAzureCredential does. */
  readonly auth?: AzureAuth;
  readonly clientId?: string;
  /** Name of the environment variable that holds the client secret; never the secret itself. */
  readonly clientSecretVariable?: string;
  readonly clientCertificateFile?: string;
  /** Sovereign clouds have hosts of their own. */
  readonly cloud?: AzureCloudName;
  /** Hosts other than those of `cloud`. */
  readonly endpoints?: {
    readonly resourceManager?: string;
    readonly authority?: string;
    readonly retailPrices?: string;
  };
  /** Scope that the bill is read at, such as a billing account or management group; each subscription by itself when left out. */
  readonly billingScope?: string;
  readonly regions: 'all' | readonly string[];
  readonly proxy?: string;
  readonly caBundle?: string;
}

export type AzureAuth = 'default' | 'cli' | 'managed-identity' | 'service-principal' | 'workload-identity';
export type AzureCloudName = 'public' | 'us-government' | 'china';

/** One entry of `clouds:` in the configuration. */
export type CloudSettings = AwsSettings | GcpSettings | AzureSettings;
