import type { GcpService } from '../service.ts';
import { bigquery } from './bigquery/service.ts';
import { billing } from './billing/service.ts';
import { compute } from './compute/service.ts';
import { artifactRegistry } from './artifact-registry.ts';
import { container } from './container.ts';
import { dataproc } from './dataproc.ts';
import { aiplatform, notebooks } from './machine-learning.ts';
import { composer, dataflow } from './data-pipelines.ts';
import { monitoring } from './monitoring/service.ts';
import { recommender } from './recommender.ts';
import { file, redis } from './redis-and-files.ts';
import { resourceManager } from './resource-manager.ts';
import { logging, run } from './run-and-logging.ts';
import { serviceUsage } from './service-usage.ts';
import { bigtable, spanner } from './spanner-and-bigtable.ts';
import { sql } from './sql.ts';
import { storage } from './storage.ts';

/** Every Google API that is served. */
export const services: readonly GcpService[] = [
  resourceManager,
  billing,
  serviceUsage,
  compute,
  monitoring,
  sql,
  spanner,
  bigtable,
  storage,
  container,
  aiplatform,
  notebooks,
  composer,
  dataflow,
  redis,
  file,
  run,
  logging,
  bigquery,
  recommender,
  dataproc,
  artifactRegistry,
];
