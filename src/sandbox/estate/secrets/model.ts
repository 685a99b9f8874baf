/** A secret of AWS Secrets Manager. Times are epoch ms; the dates that the API tells to the day are midnights. */
export interface Secret {
  /** `arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-RANDOM`: the key of the state's map. */
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly description: string;
  readonly createdAt: number;
  lastChangedAt: number;
  /** The day on which it was last read; absent for one that nobody ever read. */
  lastAccessedOn?: number;
  readonly rotationEnabled: boolean;
  /** The version that is current. */
  readonly versionId: string;
  /** When it was marked for deletion: it bills no more, and is listed only when asked for. */
  deletedAt?: number;
  tags: Record<string, string>;
}

export interface SecretsState {
  readonly secrets: ReadonlyMap<string, Secret>;
}
