import type { Scope } from '../../domain/ids.ts';

/** One call to a cloud. */
export interface CallRequest {
  /** As permissions name it: `ec2:DescribeVolumes`. */
  readonly operation: string;
  /** What answers it: calls of one service, account and region share a limit and a circuit. */
  readonly service: string;
  readonly scope: Scope;
}
