import type { CloudErrorCategory } from '../../../src/domain/cloud-error.ts';

/** What moto 5.2 answers for a type that it does not serve. */
export interface Unserved {
  readonly category: CloudErrorCategory;
  readonly status: number;
}

const notImplemented: Unserved = { category: 'unavailable', status: 500 };

/** Types that have to be unread, with the reason of the answer, and never empty. */
export const unserved: ReadonlyMap<string, Unserved> = new Map([
  ['aws:ec2:capacity-reservation', notImplemented],
  ['aws:ec2:fast-snapshot-restore', notImplemented],
  ['aws:ec2:reserved-instance', notImplemented],
  ['aws:dlm:lifecycle-policy', notImplemented],
  // Vaults are listed, their recovery points are not: without a vault there is nothing to ask for.
  ['aws:backup:recovery-point', notImplemented],
  ['aws:elasticache:serverlesscache', notImplemented],
  ['aws:elasticache:reserved-node', notImplemented],
  ['aws:rds:reserved-instance', notImplemented],
  ['aws:redshift:reserved-node', notImplemented],
  ['aws:memorydb:reserved-node', notImplemented],
  ['aws:opensearch:reserved-instance', { category: 'not-found', status: 404 }],
  ['aws:sagemaker:app', notImplemented],
  ['aws:bedrock:provisioned-model', notImplemented],
  ['aws:savingsplans:savings-plan', notImplemented],
]);
