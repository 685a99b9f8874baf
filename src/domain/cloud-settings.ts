/** How one configured AWS organisation or account is read. */
export interface AwsSettings {
  readonly provider: 'aws';
  readonly name: string;
  /** Profile of the shared config files; the default credential chain when left out. */
  readonly profile?: string;
  /** Read every account of the organisation through this role. */
  readonly organization?: {
    readonly roleName: string;
    readonly externalId?: string;
  };
  /** Account ids to read; all that are found when left out. */
  readonly accounts?: readonly string[];
  readonly regions: 'all' | readonly string[];
  /** Base URL for every service: emulators and private endpoints. */
  readonly endpoint?: string;
  /** PEM file with the CA of a proxy or private endpoint. */
  readonly caBundle?: string;
  /** Used by apply alone. */
  readonly applyProfile?: string;
}

/** One entry of `clouds:` in the configuration. */
export type CloudSettings = AwsSettings;
