import type { Charge } from '../../domain/charges.ts';
import type { BillingFormat } from '../detect-format.ts';
import type { DuckDb } from '../duckdb.ts';
import type { Physical } from './cells.ts';

/** Costs of a charge. */
export const costFields = ['billedCost', 'effectiveCost', 'listCost', 'contractedCost'] as const;
export type CostField = (typeof costFields)[number];

/** Text dimensions that become a field of the charge as they are; null where the file has none. */
export const textFields = [
  'subAccountId',
  'subAccountName',
  'regionId',
  'serviceCategory',
  'chargeClass',
  'pricingCategory',
  'commitmentDiscountId',
  'commitmentDiscountType',
  'commitmentDiscountStatus',
  'skuId',
  'resourceId',
  'resourceName',
  'resourceType',
  'consumedUnit',
] as const satisfies readonly (keyof Charge)[];
export type TextField = (typeof textFields)[number];

/** Dimensions of a charge besides its day: what rows are grouped by. */
export const dimensions = [
  'billingAccountId',
  'billingMonth',
  'currency',
  'provider',
  'serviceName',
  'chargeCategory',
  ...textFields,
  'tags',
] as const;
export type Dimension = (typeof dimensions)[number];

/** What the columns of a file are to its schema. Names as the file has them, `missing` as the schema has them. */
export interface FileColumns {
  readonly recognised: readonly string[];
  readonly unknown: readonly string[];
  /** Columns that files of this schema have, and that this one lacks. */
  readonly missing: readonly string[];
}

/** What a file's header says. */
export interface FileHeader {
  /** In words, with the version: `FOCUS 1.2`, `AWS CUR 2.0`. */
  readonly label: string;
  readonly columns: FileColumns;
  /** Position in the file by the schema's name of the column. */
  readonly positions: ReadonlyMap<string, number>;
  /** Required columns that are not there, in words; the file can be read when there are none. */
  readonly lacking: readonly string[];
  /**
   * Tells exports of one kind apart that have the same costs in other detail: two of them must not be added up.
   * Left out where the header does not show it.
   */
  readonly variant?: string;
}

/** One file of a delivery, recognised: enough to write the SQL that reads it. */
export interface BillingFile {
  readonly path: string;
  /** As messages call it: the last part of where it came from. */
  readonly name: string;
  readonly format: BillingFormat;
  readonly schema: BillingSchema;
  readonly header: FileHeader;
  /** CSV alone. */
  readonly delimiter: string;
  /** Names in file order. */
  readonly names: readonly string[];
  /** SQL of each of them over the file's relation, where a name is not the relation's own: fields of records. */
  readonly cells?: readonly string[];
  /** By the schema's name of the column. */
  readonly physical: ReadonlyMap<string, Physical>;
  /** Files of one signature can be read by one reader. */
  readonly signature: string;
  /** As `InputFile` has them. */
  readonly exportId?: string;
  readonly costView?: CostView;
}

/**
 * Which of two views on the same costs a file has: what is invoiced, or what it is worth over time. Two views of one
 * month complete each other, and must never be added up.
 */
export type CostView = 'actual' | 'amortized';

/** A summand of a cost: a cell with a number in it, as SQL over the file's relation. */
export interface CostTerm {
  readonly cell: string;
  readonly physical: Physical;
  readonly sign?: '-';
}

/** What a column's cells must be; a row that breaks a rule makes the whole delivery invalid. */
export interface Rule {
  /** The schema's name of the column. */
  readonly column: string;
  /** SQL over `cellSelect`: true for a row that breaks the rule. */
  readonly broken: string;
  /** What is wrong with the cell, whose text this is (null for an empty cell). */
  readonly complain: (raw: string | null) => string;
}

/**
 * What a file's rows mean, as SQL over the file's relation. Every dimension but `billingMonth` is among `values`, with
 * `charged_at` and `billed_at` (TIMESTAMP) and `consumedQuantity`; null stands for "means nothing", and whether that
 * is allowed is a rule's business.
 */
export interface RowSql {
  /** Values that others build on, by name: made once, before them. */
  readonly prelude?: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string>;
  /** A cost is the sum of its terms, and null where the first is. No terms: the file does not know it. */
  readonly costs: Readonly<Record<CostField, readonly CostTerm[]>>;
  /** In the order of the file's columns: the first broken one of a row is named. */
  readonly rules: readonly Rule[];
  /** Where tags come from, for a complaint about them. */
  readonly tagsColumn?: string;
  /** Values by which rows are grouped beside the dimensions, for `BillingSchema.settle`; by name. */
  readonly keys?: ReadonlyMap<string, string>;
  /** Further costs that are summed for it, by name. */
  readonly furtherCosts?: ReadonlyMap<string, readonly CostTerm[]>;
}

/** A kind of billing export: how it is recognised, and what its columns mean. */
export interface BillingSchema {
  readonly kind: 'focus' | 'aws-cur' | 'gcp-billing' | 'azure-cost';
  /** Whether a column of this name is the schema's: tells the delimiter, and one schema from another. */
  readonly knows: (name: string) => boolean;
  /** Columns without which there is no charge. */
  readonly required: number;
  readonly header: (names: readonly string[]) => FileHeader;
  /** How the export lies where columns have fields, as in JSON lines: left out for one that has none. */
  readonly records?: RecordColumns;
  readonly rows: (file: BillingFile) => RowSql;
  /** What has to be done to `grouped` and `per_file` when all rows are summed; for deliveries with files of the schema. */
  readonly settle?: (duckDb: DuckDb, extras: SchemaExtras, files: readonly BillingFile[]) => Promise<void>;
  /** Whether `settle` has to know which file a sum is from, where there are several. */
  readonly settlesByFile?: true;
}

/** Columns of an export whose fields have names of their own: `service.description`. */
export interface RecordColumns {
  /** By the name of the column, the fields that are read; an empty list for a column that is no record. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  /** Which of them hold lists: `credits`, `project.labels`. */
  readonly lists: readonly string[];
}

/** What the schemas of a delivery's files group by and sum beside what every file has. */
export interface SchemaExtras {
  readonly keys: readonly string[];
  readonly costs: readonly string[];
  /** Whether `grouped` has a column `file` and keeps what each file says apart until all is settled. */
  readonly byFile: boolean;
}
