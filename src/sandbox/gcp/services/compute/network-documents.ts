import type {
  GcpAddress,
  GcpBackendService,
  GcpForwardingRule,
  GcpRouter,
  GcpTargetProxy,
  GcpUrlMap,
  GcpVpnTunnel,
} from '../../../provider-estate/gcp/model.ts';
import { relativeName } from '../../../provider-estate/gcp/names.ts';
import { fingerprint, head, labelled, link } from './documents.ts';

export function addressDocument(address: GcpAddress): object {
  const { projectId, addressType, user } = address;
  return {
    ...head('address', address, relativeName('addresses', address)),
    description: '',
    address: address.address,
    status: address.status,
    addressType,
    ...(address.purpose !== undefined && { purpose: address.purpose }),
    ...(addressType === 'EXTERNAL'
      ? { networkTier: 'PREMIUM' }
      : { subnetwork: link(projectId, `regions/${address.region}/subnetworks/main-${address.region}`) }),
    ...(address.region === 'global' && { ipVersion: 'IPV4' }),
    ...(user !== undefined && { users: [link(projectId, user)] }),
    ...labelled(address),
  };
}

export function forwardingRuleDocument(rule: GcpForwardingRule): object {
  const { projectId, scheme, backendService, target } = rule;
  return {
    ...head('forwardingRule', rule, relativeName('forwardingRules', rule)),
    description: '',
    IPAddress: rule.address,
    ...(scheme !== '' && { IPProtocol: 'TCP', portRange: rule.portRange, loadBalancingScheme: scheme }),
    ...(scheme !== '' && { networkTier: 'PREMIUM' }),
    ...(target !== undefined && { target: link(scheme === '' ? 'partner-services' : projectId, target) }),
    ...(scheme === '' && {
      network: link(projectId, 'global/networks/main'),
      pscConnectionId: rule.id,
      pscConnectionStatus: 'ACCEPTED',
    }),
    ...(backendService !== undefined && { backendService: link(projectId, backendService) }),
    ...labelled(rule),
    fingerprint: fingerprint(rule.id),
  };
}

export function backendServiceDocument(service: GcpBackendService): object {
  const { projectId, groups, protocol } = service;
  const proxied = protocol === 'HTTP';
  return {
    ...head('backendService', service, relativeName('backendServices', service)),
    description: '',
    backends: groups.map((group) => ({
      description: '',
      group: link(projectId, group),
      balancingMode: proxied ? 'UTILIZATION' : 'CONNECTION',
      ...(proxied && { maxUtilization: 0.8, capacityScaler: 1 }),
    })),
    healthChecks: [link(projectId, 'global/healthChecks/http')],
    timeoutSec: 30,
    port: 80,
    protocol,
    fingerprint: fingerprint(service.id),
    sessionAffinity: 'NONE',
    loadBalancingScheme: service.scheme,
    connectionDraining: { drainingTimeoutSec: 300 },
  };
}

export function targetProxyDocument(proxy: GcpTargetProxy): object {
  return {
    ...head('targetHttpProxy', proxy, relativeName('targetHttpProxies', proxy)),
    urlMap: link(proxy.projectId, `global/urlMaps/${proxy.urlMap}`),
    fingerprint: fingerprint(proxy.id),
  };
}

export function urlMapDocument(map: GcpUrlMap): object {
  return {
    ...head('urlMap', map, relativeName('urlMaps', map)),
    ...(map.defaultService !== undefined && { defaultService: link(map.projectId, map.defaultService) }),
    ...(map.redirect && {
      defaultUrlRedirect: { httpsRedirect: true, redirectResponseCode: 'MOVED_PERMANENTLY_DEFAULT', stripQuery: false },
    }),
    fingerprint: fingerprint(map.id),
  };
}

export function routerDocument(router: GcpRouter): object {
  const { projectId, region } = router;
  return {
    ...head('router', router, relativeName('routers', router)),
    network: link(projectId, 'global/networks/main'),
    nats: router.nats.map(({ name, addresses }) => ({
      name,
      type: 'PUBLIC',
      sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
      natIpAllocateOption: addresses.length > 0 ? 'MANUAL_ONLY' : 'AUTO_ONLY',
      ...(addresses.length > 0 && {
        natIps: addresses.map((address) => link(projectId, `regions/${region}/addresses/${address}`)),
      }),
      enableEndpointIndependentMapping: false,
    })),
    encryptedInterconnectRouter: false,
  };
}

export function vpnTunnelDocument(tunnel: GcpVpnTunnel): object {
  const { projectId, region } = tunnel;
  return {
    ...head('vpnTunnel', tunnel, relativeName('vpnTunnels', tunnel)),
    description: '',
    vpnGateway: link(projectId, `regions/${region}/vpnGateways/${tunnel.gateway}`),
    vpnGatewayInterface: 0,
    peerIp: '198.51.100.7',
    ikeVersion: 2,
    status: tunnel.status,
    detailedStatus:
      tunnel.status === 'ESTABLISHED' ? 'Tunnel is up and running.' : 'Handshake with peer broken for unknown reason.',
    ...(tunnel.router !== undefined && { router: link(projectId, `regions/${region}/routers/${tunnel.router}`) }),
    localTrafficSelector: ['0.0.0.0/0'],
    remoteTrafficSelector: ['0.0.0.0/0'],
    ...labelled(tunnel),
  };
}
