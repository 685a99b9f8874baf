/**
 * Services whose usage a commitment can cover: as Cost Explorer names them, with the price list's code. Sources: Savings
 * Plans User Guide, "What are Savings Plans?"; API reference of DescribeSavingsPlansOfferingRates, `serviceCodes`.
 */
export const committableServices: ReadonlyMap<string, string> = new Map([
  ['Amazon Elastic Compute Cloud - Compute', 'AmazonEC2'],
  ['Amazon Elastic Container Service', 'AmazonECS'],
  ['Amazon Elastic Container Service for Kubernetes', 'AmazonEKS'],
  ['AWS Lambda', 'AWSLambda'],
  ['Amazon SageMaker', 'AmazonSageMaker'],
  ['Amazon Relational Database Service', 'AmazonRDS'],
  ['Amazon ElastiCache', 'AmazonElastiCache'],
  ['Amazon OpenSearch Service', 'AmazonES'],
  ['Amazon Redshift', 'AmazonRedshift'],
  ['Amazon MemoryDB', 'AmazonMemoryDB'],
  ['Amazon DynamoDB', 'AmazonDynamoDB'],
  ['Amazon DocumentDB (with MongoDB compatibility)', 'AmazonDocDB'],
  ['Amazon Neptune', 'AmazonNeptune'],
  ['Amazon Keyspaces (for Apache Cassandra)', 'AmazonMCS'],
  ['Amazon Timestream', 'AmazonTimestream'],
  ['AWS Database Migration Service', 'AWSDatabaseMigrationSvc'],
]);

/** Services that sell reservations, by the price list's code. */
export const reservableServices: ReadonlySet<string> = new Set([
  'AmazonEC2',
  'AmazonRDS',
  'AmazonElastiCache',
  'AmazonES',
  'AmazonRedshift',
  'AmazonMemoryDB',
  'AmazonDynamoDB',
]);

/** Services with Savings Plans, by the price list's code. Source: as above. */
export const planServices: ReadonlySet<string> = new Set([
  'AmazonEC2',
  'AmazonECS',
  'AmazonEKS',
  'AWSLambda',
  'AmazonSageMaker',
  'AmazonRDS',
  'AmazonDynamoDB',
  'AmazonElastiCache',
  'AmazonDocDB',
  'AmazonNeptune',
  'AmazonTimestream',
  'AmazonMCS',
  'AWSDatabaseMigrationSvc',
  'AmazonES',
]);
