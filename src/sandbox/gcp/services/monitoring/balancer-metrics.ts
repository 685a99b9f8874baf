import { counterSignal, lifetime } from '../../../estate/signals.ts';
import type { Signal } from '../../../estate/signal.ts';
import type { GcpForwardingRule } from '../../../provider-estate/gcp/model.ts';
import type { MetricSource } from './series.ts';

/** A rule that nobody uses has no series at all: requests are only written where there are some. */
function ruleMetric(
  type: string,
  resource: string,
  unit: string,
  fits: (rule: GcpForwardingRule) => boolean,
  scale: number,
): MetricSource {
  return {
    type,
    kind: 'DELTA',
    valueType: 'INT64',
    unit,
    resource,
    *entries(estate, projectId) {
      for (const rule of estate.forwardingRules) {
        if (rule.projectId !== projectId || !fits(rule) || rule.perHour === 0) continue;
        yield {
          resourceLabels: ruleLabels(rule, resource),
          metricLabels: resource === 'https_lb_rule' ? requestLabels(rule) : { client_country: 'Germany' },
          signal: (): Signal =>
            counterSignal({
              key: rule.id,
              metric: type,
              unit: 'Count',
              runs: lifetime(rule.createdAt),
              shape: 'daily',
              perHour: rule.perHour * scale,
            }),
        };
      }
    },
  };
}

function ruleLabels(rule: GcpForwardingRule, resource: string): Readonly<Record<string, string>> {
  const common = { project_id: rule.projectId, region: rule.region, forwarding_rule_name: rule.name };
  if (resource !== 'https_lb_rule') {
    const backend = rule.backendService?.split('/').at(-1) ?? '';
    return {
      ...common,
      network_name: 'main',
      load_balancer_name: backend,
      backend_target_name: backend,
      backend_target_type: 'BACKEND_SERVICE',
    };
  }
  return {
    ...common,
    url_map_name: rule.urlMap ?? '',
    target_proxy_name: rule.target?.split('/').at(-1) ?? '',
    backend_target_name: rule.name.replace(/-rule$/, '-backend'),
    backend_target_type: 'BACKEND_SERVICE',
    matched_url_path_rule: '/',
  };
}

const requestLabels = (rule: GcpForwardingRule): Readonly<Record<string, string>> => ({
  protocol: 'HTTP/1.1',
  response_code: rule.portRange === '80-80' ? '301' : '200',
  response_code_class: rule.portRange === '80-80' ? '300' : '200',
  cache_result: 'DISABLED',
  client_country: 'Germany',
  proxy_continent: 'Europe',
});

const proxied = ({ scheme, target }: GcpForwardingRule): boolean =>
  scheme === 'EXTERNAL_MANAGED' && target !== undefined;
const passed = ({ backendService }: GcpForwardingRule): boolean => backendService !== undefined;

/** Source: Cloud Monitoring, "Google Cloud metrics" (loadbalancing). */
export const balancerMetrics: readonly MetricSource[] = [
  ruleMetric('loadbalancing.googleapis.com/https/request_count', 'https_lb_rule', '1', proxied, 1),
  ruleMetric('loadbalancing.googleapis.com/https/request_bytes_count', 'https_lb_rule', 'By', proxied, 900),
  ruleMetric('loadbalancing.googleapis.com/https/response_bytes_count', 'https_lb_rule', 'By', proxied, 12_000),
  ruleMetric('loadbalancing.googleapis.com/l3/external/ingress_bytes_count', 'tcp_lb_rule', 'By', passed, 1000),
  ruleMetric('loadbalancing.googleapis.com/l3/external/egress_bytes_count', 'tcp_lb_rule', 'By', passed, 4000),
  ruleMetric('loadbalancing.googleapis.com/l3/external/ingress_packets_count', 'tcp_lb_rule', '1', passed, 2),
];
