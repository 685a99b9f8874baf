import type { Fact } from '../fact.ts';
import type { Scope } from '../ids.ts';
import type { Instant } from '../instant.ts';

/** Tags (AWS, Azure), labels (Google Cloud) or metadata (OpenStack): names and values as the cloud has them. */
export type Tags = Readonly<Record<string, string>>;

/** What every resource has, whatever its kind and cloud. */
export interface ResourceBase {
  /** `<cloud>:<service>:<resource>`, such as `aws:ec2:volume`. */
  readonly type: string;
  /**
   * The id that the cloud's own console and CLI use, unique in its account and region over all kinds: AWS' own id
   * where it has one (`vol-…`, `nat-…`), else the ARN (a database's or function's name is unique within its kind only).
   */
  readonly resourceId: string;
  /** Other names under which a bill may list it, such as its ARN beside `nat-…`. */
  readonly billingIds?: readonly string[];
  /** Names by which others may refer to it beside its id, such as its DNS name in lower case: they find its `users` too. */
  readonly aliases?: readonly string[];
  readonly scope: Scope;
  readonly zoneId?: string;
  /** The cloud's display name, or its `Name` tag. */
  readonly name?: string;
  /** The cloud's own word: `in-use`, `running`, `DEALLOCATED`. Logic uses the kind's neutral fields instead. */
  readonly state: string;
  readonly createdAt: Fact<Instant>;
  readonly tags: Fact<Tags>;
  /**
   * What it uses, is a member of or was made from, as its own listing tells. The other end is asked by the target's
   * id (`users` of a check's context), so that "unused" is judged over every user of a thing.
   */
  readonly uses?: Fact<readonly Use[]>;
}

/** One end of a relation: this resource needs `targetId`. */
export interface Use {
  /** `image`: boots from it; `source-volume`: was copied from; `backup-of`: is a backup of; `made-by`: a policy made it; `member-of`: is part of; `target-of`: gets its traffic. */
  readonly relation: Relation;
  /** The target's `resourceId`. */
  readonly targetId: string;
}

export type Relation =
  | 'image'
  | 'snapshot'
  | 'backup-of'
  | 'made-by'
  | 'source-volume'
  | 'source-database'
  | 'replica-of'
  | 'member-of'
  | 'has-member'
  | 'target-of'
  | 'routes-through'
  | 'in-network'
  | 'capacity-of'
  | 'host'
  | 'writes-to'
  | 'launch-template'
  | 'attached-to'
  | 'resolves-to';
