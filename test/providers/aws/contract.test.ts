import type { Scope } from '../../../src/domain/ids.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { networkFamily } from '../../../src/sandbox/estate/network/family.ts';
import { type ContractCloud, type ContractListing, providerContract } from '../../contract/provider-contract.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';

/** Instances whose state EC2 only shows for a while, and volumes that are going: no inventory. */
const isGone = (state: string) => ['terminated', 'shutting-down', 'deleting'].includes(state);

async function start(): Promise<ContractCloud> {
  // One crowded account and region, so that volumes (500 a page) take several pages.
  const cloud = await SandboxCloud.start({ resources: 2600, accounts: 2, regions: ['us-east-1'] });
  const [own = '', member = ''] = cloud.accountIds;
  const { estate } = cloud.sandbox;
  // Those of NAT gateways stand with the networks.
  const addresses = new Map([...estate.addresses, ...familyState(estate, networkFamily).addresses]);
  const idsIn = <R extends { readonly accountId: string; readonly region: string }>(
    scope: Scope,
    all: ReadonlyMap<string, R>,
    keep: (resource: R) => boolean = () => true,
  ) =>
    [...all]
      .filter(([, found]) => found.accountId === scope.accountId && found.region === scope.regionId && keep(found))
      .map(([id]) => id);
  const listing = (type: string, operation: string, ids: readonly string[], pageSize: number): ContractListing => ({
    type,
    operation,
    ids,
    paged: ids.length > pageSize,
  });
  return {
    scope: awsScopeOf(member, 'us-east-1'),
    otherScope: awsScopeOf(own, 'us-east-1'),
    connect: (runtime) => cloud.connect({}, runtime),
    listings: (scope) => [
      listing(
        'aws:ec2:instance',
        'DescribeInstances',
        idsIn(scope, estate.instances, ({ state }) => !isGone(state)),
        250,
      ),
      listing(
        'aws:ec2:volume',
        'DescribeVolumes',
        idsIn(scope, estate.volumes, ({ state }) => !isGone(state)),
        500,
      ),
      listing('aws:ec2:snapshot', 'DescribeSnapshots', idsIn(scope, estate.snapshots), 500),
      listing('aws:ec2:address', 'DescribeAddresses', idsIn(scope, addresses), Infinity),
    ],
    inject: ({ kind, operation, scope, times }) =>
      cloud.inject({ kind, operation, account: scope.accountId, region: scope.regionId, ...(times && { times }) }),
    heal: () => cloud.heal(),
    close: () => cloud.close(),
  };
}

providerContract('AWS', start);
