import type { GcpService } from '../../service.ts';
import { datasetMethods } from './datasets.ts';
import { queryMethods } from './queries.ts';

export const bigquery: GcpService = {
  id: 'bigquery',
  host: 'bigquery.googleapis.com',
  display: 'BigQuery API',
  legacyErrors: true,
  methods: [...datasetMethods, ...queryMethods],
};
