import type { GcpMethod } from '../../service.ts';
import { invalid, notFound } from '../../wire/errors.ts';
import { link } from './documents.ts';
import { projectIdOf } from './lists.ts';

/** Health of the machines of one group behind a backend service. */
export function backendHealth(scope: 'global' | 'regions'): GcpMethod {
  const place = scope === 'global' ? 'global' : 'regions/{region}';
  return {
    id: scope === 'global' ? 'compute.backendServices.getHealth' : 'compute.regionBackendServices.getHealth',
    verb: 'POST',
    path: `/compute/v1/projects/{project}/${place}/backendServices/{name}/getHealth`,
    permission: scope === 'global' ? 'compute.backendServices.get' : 'compute.regionBackendServices.get',
    answer(call) {
      const projectId = projectIdOf(call);
      const region = scope === 'global' ? 'global' : (call.params['region'] ?? '');
      const service = call.world.lists
        .of(call.world.estate.backendServices, projectId)
        .find(({ name, region: own }) => name === call.params['name'] && own === region);
      if (!service) throw notFound(`projects/${projectId}/${region}/backendServices/${call.params['name'] ?? ''}`);
      const group = (call.body as { readonly group?: unknown } | undefined)?.group;
      if (typeof group !== 'string') throw invalid("Invalid value for field 'resource.group': ''. A group is needed.");
      const [, zone = '', name = ''] = /zones\/([^/]+)\/instanceGroups\/([^/]+)$/.exec(group) ?? [];
      const members = call.world.lists
        .of(call.world.estate.instances, projectId)
        .filter((instance) => instance.group === `zones/${zone}/instanceGroupManagers/${name}`);
      const healthStatus = members.map((instance) => ({
        healthState: service.healthy ? 'HEALTHY' : 'UNHEALTHY',
        instance: link(projectId, `zones/${zone}/instances/${instance.name}`),
        ipAddress: instance.internalIp,
        port: 80,
      }));
      return { kind: 'compute#backendServiceGroupHealth', ...(healthStatus.length > 0 && { healthStatus }) };
    },
  };
}
