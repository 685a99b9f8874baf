import { AwsError } from '../wire/errors.ts';

const missing = (code: string, what: string) => (id: string) =>
  new AwsError(code, `${what} ${id} not found.`, { status: 404 });

/** Source: RDS API, the errors of each operation, and "Common errors". */
export const rdsErrors = {
  invalidParameter: (message: string) => new AwsError('InvalidParameterValue', message),
  invalidMarker: () => new AwsError('InvalidParameterValue', 'The Marker is not valid.'),
  noInstance: missing('DBInstanceNotFound', 'DBInstance'),
  noCluster: missing('DBClusterNotFoundFault', 'DBCluster'),
  noSnapshot: missing('DBSnapshotNotFound', 'DBSnapshot'),
  noClusterSnapshot: missing('DBClusterSnapshotNotFoundFault', 'DBClusterSnapshot'),
} as const;
