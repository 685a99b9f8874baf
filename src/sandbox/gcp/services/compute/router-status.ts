import type { GcpRouter } from '../../../provider-estate/gcp/model.ts';
import type { GcpCall, GcpMethod } from '../../service.ts';
import { notFound } from '../../wire/errors.ts';
import { link } from './documents.ts';
import { projectIdOf } from './lists.ts';

/** What the gateways of a router serve now. Source: Compute Engine API, routers.getRouterStatus. */
export const routerStatus: GcpMethod = {
  id: 'compute.routers.getRouterStatus',
  verb: 'GET',
  path: '/compute/v1/projects/{project}/regions/{region}/routers/{name}/getRouterStatus',
  permission: 'compute.routers.get',
  answer(call) {
    const projectId = projectIdOf(call);
    const { region = '', name = '' } = call.params;
    const router = call.world.lists
      .of(call.world.estate.routers, projectId)
      .find((each) => each.name === name && each.region === region);
    if (router === undefined) throw notFound(`projects/${projectId}/regions/${region}/routers/${name}`);
    const network = link(projectId, 'global/networks/main');
    return {
      kind: 'compute#routerStatusResponse',
      result: { network, natStatus: router.nats.map((nat) => natStatus(call, router, nat)) },
    };
  },
};

function natStatus(
  call: GcpCall,
  { projectId, region }: GcpRouter,
  { name, addresses, machines, automaticAddresses }: GcpRouter['nats'][number],
): object {
  const reserved = call.world.lists
    .of(call.world.estate.addresses, projectId)
    .filter((address) => address.region === region && addresses.includes(address.name));
  return {
    name,
    minExtraNatIpsNeeded: 0,
    ...(machines > 0 && { numVmEndpointsWithNatMappings: machines }),
    ...(automaticAddresses.length > 0 && { autoAllocatedNatIps: automaticAddresses }),
    ...(reserved.length > 0 && {
      userAllocatedNatIps: reserved.map(({ address }) => address),
      userAllocatedNatIpResources: reserved.map((each) => link(projectId, `regions/${region}/addresses/${each.name}`)),
    }),
  };
}
