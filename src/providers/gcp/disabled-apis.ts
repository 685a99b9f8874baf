import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Fact } from '../../domain/fact.ts';
import type { DayRange } from '../../domain/instant.ts';
import { type ExportContext, settledWindow, windowRows } from './cost-facts/cost-reader.ts';
import { parsed } from './resource-manager.ts';

/**
 * What the resources of an API are billed as, by its short name ("Cloud Billing", service descriptions). Wide rather than
 * narrow: what matches by mistake leaves a hole, what does not match would hide a resource.
 */
const BILLED_AS: Readonly<Record<string, RegExp>> = {
  aiplatform: /vertex|ai platform|gemini|generative/i,
  alloydb: /alloydb/i,
  artifactregistry: /artifact|container registry/i,
  bigquery: /bigquery/i,
  bigqueryreservation: /bigquery/i,
  bigtableadmin: /bigtable/i,
  cloudfunctions: /functions|cloud run/i,
  composer: /composer/i,
  compute: /compute engine|networking|vmware|gpu|tpu/i,
  container: /kubernetes|gke|anthos/i,
  dataflow: /dataflow/i,
  datafusion: /data fusion/i,
  dataproc: /dataproc|spark/i,
  file: /filestore/i,
  logging: /logging|observability|stackdriver|operations/i,
  notebooks: /notebook|workbench|vertex/i,
  redis: /memorystore|redis/i,
  run: /cloud run|functions/i,
  spanner: /spanner/i,
  sqladmin: /cloud sql/i,
  storage: /cloud storage/i,
  tpu: /tpu|compute engine/i,
};

const LOOKBACK_DAYS = 30;

const Row = z.object({ project_id: z.string().nullable(), billing_account: z.string().min(1), service: z.string() });

interface Billed {
  readonly window: DayRange;
  /** Billing accounts that the export tells of. */
  readonly accounts: ReadonlySet<string>;
  readonly services: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * An API that is disabled in a project cannot be asked, yet what was made before goes on and is billed. Where the billing
 * export tells of the account that pays for the project, and names nothing of that API for a month, there is nothing to
 * read; else the hole stays.
 */
export class DisabledApis {
  readonly #context: () => Promise<ExportContext>;
  readonly #payerOf: (projectId: string) => Promise<Fact<string> | undefined>;
  #billed: Promise<Billed | undefined> | undefined;

  constructor(
    context: () => Promise<ExportContext>,
    payerOf: (projectId: string) => Promise<Fact<string> | undefined>,
  ) {
    this.#context = context;
    this.#payerOf = payerOf;
  }

  /** The error to tell: `not-enabled` where the bill shows that nothing of the API is there, else the one that came. */
  async explained(error: unknown, projectId: string): Promise<unknown> {
    if (!(error instanceof CloudError) || error.vendorCode !== 'SERVICE_DISABLED') return error;
    const billedAs = BILLED_AS[error.operation.slice(0, error.operation.indexOf('.'))];
    const payer = await this.#payer(projectId);
    if (billedAs === undefined || payer?.known !== true) return error;
    this.#billed ??= this.#read();
    const billed = await this.#billed;
    if (billed === undefined || !billed.accounts.has(payer.value)) return error;
    if ([...(billed.services.get(projectId) ?? [])].some((service) => billedAs.test(service))) return error;
    const { from, to } = billed.window;
    const message = `${error.message}; nothing of it was billed to the project from ${from} to ${to}`;
    const { operation, vendorCode } = error;
    return new CloudError({ category: 'not-enabled', operation, message, vendorCode }, { cause: error });
  }

  /** Undefined where that could not be asked: then the hole stays one. */
  async #payer(projectId: string): Promise<Fact<string> | undefined> {
    try {
      return await this.#payerOf(projectId);
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      return undefined;
    }
  }

  /** Undefined where the bill could not be read: then nothing is concluded from it. */
  async #read(): Promise<Billed | undefined> {
    try {
      const context = await this.#context();
      const window = settledWindow(context.today, LOOKBACK_DAYS);
      const rows = await windowRows(context, window, {
        select:
          "project.id AS project_id, billing_account_id AS billing_account, IFNULL(service.description, '') AS service",
        where: "cost_type = 'regular'",
        groupBy: [1, 2, 3],
      });
      const read = rows.map((row) => parsed('bigquery.jobs.query', Row, row));
      const services = new Map<string, Set<string>>();
      for (const { project_id: projectId, service } of read) {
        if (projectId === null) continue;
        services.set(projectId, (services.get(projectId) ?? new Set()).add(service));
      }
      return { window, accounts: new Set(read.map((row) => row.billing_account)), services };
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      return undefined;
    }
  }
}
