import type { GcpMethod, GcpService } from '../../service.ts';
import { projectOf } from '../../service.ts';
import { resourcePage, withToken } from '../pages.ts';
import { metricSources } from './sources.ts';
import { timeSeriesList } from './time-series-list.ts';

const descriptorsList: GcpMethod = {
  id: 'monitoring.projects.metricDescriptors.list',
  verb: 'GET',
  path: '/v3/projects/{project}/metricDescriptors',
  permission: 'monitoring.metricDescriptors.list',
  answer(call) {
    const projectId = projectOf(call.world, call.params['project'])?.projectId ?? '';
    const [, prefix = ''] = /metric\.type\s*=\s*(?:starts_with\()?"([^"]+)"/.exec(call.query.get('filter') ?? '') ?? [];
    const page = resourcePage(
      call,
      metricSources.filter(({ type }) => type.startsWith(prefix)),
      { most: 10_000, usual: 10_000 },
    );
    const metricDescriptors = page.items.map(({ type, kind, valueType, unit, resource }) => ({
      name: `projects/${projectId}/metricDescriptors/${type}`,
      type,
      metricKind: kind,
      valueType,
      unit,
      description: '',
      displayName: type.split('/').slice(1).join(' '),
      monitoredResourceTypes: [resource],
      metadata: { launchStage: 'GA', samplePeriod: '60s', ingestDelay: '240s' },
    }));
    return { ...(metricDescriptors.length > 0 && { metricDescriptors }), ...withToken(page) };
  },
};

export const monitoring: GcpService = {
  id: 'monitoring',
  host: 'monitoring.googleapis.com',
  display: 'Cloud Monitoring API',
  legacyErrors: false,
  methods: [timeSeriesList, descriptorsList],
};
