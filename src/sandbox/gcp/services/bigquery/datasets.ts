import type { GcpDataset, GcpTable } from '../../../provider-estate/gcp/model.ts';
import type { GcpCall, GcpMethod } from '../../service.ts';
import { GoogleError } from '../../wire/errors.ts';
import { fingerprint } from '../compute/documents.ts';
import { projectIdOf } from '../locations.ts';
import { resourcePage, withToken } from '../pages.ts';

const PAGES = { most: 1000, usual: 50, sizeField: 'maxResults' };

const labelsOf = ({ labels }: GcpDataset): object => (Object.keys(labels).length > 0 ? { labels } : {});

function datasetHead(dataset: GcpDataset): object {
  const { projectId, name } = dataset;
  return {
    kind: 'bigquery#dataset',
    id: `${projectId}:${name}`,
    datasetReference: { datasetId: name, projectId },
    ...labelsOf(dataset),
    location: dataset.location,
  };
}

function datasetDocument(dataset: GcpDataset): object {
  const { projectId, name, createdAt, billingModel } = dataset;
  return {
    ...datasetHead(dataset),
    etag: fingerprint(name),
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/projects/${projectId}/datasets/${name}`,
    access: [{ role: 'OWNER', specialGroup: 'projectOwners' }],
    creationTime: String(createdAt),
    lastModifiedTime: String(createdAt),
    type: 'DEFAULT',
    maxTimeTravelHours: '168',
    // Left out where nobody chose: then it is logical.
    ...(billingModel === 'PHYSICAL' && { storageBillingModel: 'PHYSICAL' }),
  };
}

function tableHead({ projectId, name }: GcpDataset, table: GcpTable): object {
  return {
    kind: 'bigquery#table',
    id: `${projectId}:${name}.${table.name}`,
    tableReference: { projectId, datasetId: name, tableId: table.name },
    type: 'TABLE',
    creationTime: String(table.createdAt),
  };
}

function tableDocument(dataset: GcpDataset, table: GcpTable): object {
  const logical = table.activeLogicalBytes + table.longTermLogicalBytes;
  const physical = table.activePhysicalBytes + table.longTermPhysicalBytes;
  return {
    ...tableHead(dataset, table),
    etag: fingerprint(table.name),
    selfLink: `https://bigquery.googleapis.com/bigquery/v2/projects/${dataset.projectId}/datasets/${dataset.name}/tables/${table.name}`,
    numBytes: String(logical),
    numLongTermBytes: String(table.longTermLogicalBytes),
    numRows: String(table.rows),
    lastModifiedTime: String(table.modifiedAt),
    location: dataset.location,
    numTotalLogicalBytes: String(logical),
    numActiveLogicalBytes: String(table.activeLogicalBytes),
    numLongTermLogicalBytes: String(table.longTermLogicalBytes),
    numTotalPhysicalBytes: String(physical),
    numActivePhysicalBytes: String(table.activePhysicalBytes),
    numLongTermPhysicalBytes: String(table.longTermPhysicalBytes),
    numTimeTravelPhysicalBytes: String(table.timeTravelPhysicalBytes),
    numCurrentPhysicalBytes: String(physical - table.timeTravelPhysicalBytes),
  };
}

const datasetsOf = (call: GcpCall): readonly GcpDataset[] =>
  call.world.lists.of(call.world.estate.datasets, projectIdOf(call));

function datasetNamed(call: GcpCall): GcpDataset {
  const { dataset = '' } = call.params;
  const found = datasetsOf(call).find(({ name }) => name === dataset);
  if (found) return found;
  throw new GoogleError(404, 'NOT_FOUND', 'notFound', `Not found: Dataset ${projectIdOf(call)}:${dataset}`);
}

const BASE = '/bigquery/v2/projects/{project}/datasets';

export const datasetMethods: readonly GcpMethod[] = [
  {
    id: 'bigquery.datasets.list',
    verb: 'GET',
    path: BASE,
    permission: 'bigquery.datasets.get',
    answer(call) {
      const page = resourcePage(call, datasetsOf(call), PAGES);
      return {
        kind: 'bigquery#datasetList',
        etag: fingerprint(projectIdOf(call)),
        ...(page.items.length > 0 && { datasets: page.items.map(datasetHead) }),
        ...withToken(page),
      };
    },
  },
  {
    id: 'bigquery.datasets.get',
    verb: 'GET',
    path: `${BASE}/{dataset}`,
    permission: 'bigquery.datasets.get',
    answer: (call) => datasetDocument(datasetNamed(call)),
  },
  {
    id: 'bigquery.tables.list',
    verb: 'GET',
    path: `${BASE}/{dataset}/tables`,
    permission: 'bigquery.tables.list',
    answer(call) {
      const dataset = datasetNamed(call);
      const page = resourcePage(call, dataset.tables, PAGES);
      return {
        kind: 'bigquery#tableList',
        etag: fingerprint(dataset.name),
        tables: page.items.map((table) => tableHead(dataset, table)),
        totalItems: dataset.tables.length,
        ...withToken(page),
      };
    },
  },
  {
    id: 'bigquery.tables.get',
    verb: 'GET',
    path: `${BASE}/{dataset}/tables/{table}`,
    permission: 'bigquery.tables.get',
    answer(call) {
      const dataset = datasetNamed(call);
      const found = dataset.tables.find(({ name }) => name === call.params['table']);
      if (found) return tableDocument(dataset, found);
      const what = `${projectIdOf(call)}:${dataset.name}.${call.params['table'] ?? ''}`;
      throw new GoogleError(404, 'NOT_FOUND', 'notFound', `Not found: Table ${what}`);
    },
  },
];
