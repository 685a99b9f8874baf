import type { CloudErrorCategory } from '../../../src/domain/cloud-error.ts';

/** What moto 5.2 answers for a type that it does not serve. */
export interface Unserved {
  readonly category: CloudErrorCategory;
  readonly status: number;
}

const notImplemented: Unserved = { category: 'unavailable', status: 500 };

const noSuchPath: Unserved = { category: 'not-found', status: 404 };
const unreadable: Unserved = { category: 'malformed', status: 200 };

/** Types that have to be unread, with the reason of the answer, and never empty. */
export const unserved: ReadonlyMap<string, Unserved> = new Map([
  ['aws:ec2:capacity-reservation', notImplemented],
  ['aws:ec2:fast-snapshot-restore', notImplemented],
  ['aws:ec2:reserved-instance', notImplemented],
  ['aws:dlm:lifecycle-policy', notImplemented],
  ['aws:elasticache:serverlesscache', notImplemented],
  ['aws:elasticache:reserved-node', notImplemented],
  ['aws:rds:reserved-instance', notImplemented],
  ['aws:redshift:reserved-node', notImplemented],
  ['aws:memorydb:reserved-node', notImplemented],
  ['aws:opensearch:reserved-instance', noSuchPath],
  ['aws:lambda:provisioned-concurrency', noSuchPath],
  // Their times of creation are of a form that the SDK cannot read.
  ['aws:dms:replication-instance', unreadable],
  ['aws:kafka:cluster', unreadable],
  ['aws:sagemaker:app', notImplemented],
  ['aws:bedrock:provisioned-model', notImplemented],
  ['aws:savingsplans:savings-plan', notImplemented],
]);

/** Types whose rows lack a field that the service always sends: each row has to be unread, with the reason. */
export const incomplete: ReadonlyMap<string, string> = new Map([
  [
    'aws:fsx:file-system',
    'malformed: fsx:DescribeFileSystems: Lifecycle: Invalid input: expected string, received undefined',
  ],
  [
    'aws:ec2:spot-fleet-request',
    'malformed: ec2:DescribeSpotFleetRequests: CreateTime: Invalid input: expected date, received undefined',
  ],
]);

/** Types that moto keeps once for an account: what was made in its first region is answered in each. */
export const regionless: ReadonlySet<string> = new Set(['aws:elasticmapreduce:cluster']);
