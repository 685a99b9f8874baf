import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';

/**
 * Regions without an endpoint of a service: a call ends in a name that does not resolve. Source: botocore 1.43,
 * data/endpoints.json.
 */
const unserved = {
  workspaces:
    /^(ap-east-[12]|ap-northeast-3|ap-south-2|ap-southeast-[3467]|ca-west-1|eu-central-2|eu-north-1|eu-south-[12]|me-\w+-1|mx-central-1|us-west-1|cn-north-1)$/,
  bedrock: /^(ap-east-1|cn-\w+-\d)$/,
} as const;

/**
 * Pages of a listing of a service that some regions do not have. A name that does not resolve means "none" in the
 * regions that are known to lack it, and a failure everywhere else; once AWS opens one there, it is read.
 */
export async function* whereServed(
  service: keyof typeof unserved,
  { regionId }: Scope,
  pages: AsyncIterable<unknown>,
): AsyncGenerator<unknown, void, undefined> {
  try {
    yield* pages;
  } catch (error) {
    const unresolved = error instanceof CloudError && error.vendorCode === 'ENOTFOUND';
    if (!unresolved || !unserved[service].test(regionId)) throw error;
  }
}
