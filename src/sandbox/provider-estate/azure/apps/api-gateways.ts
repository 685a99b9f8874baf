import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, monthly, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { plainTime } from '../times.ts';
import { subnetId } from '../network/names.ts';

type GatewayRole =
  | 'busy'
  | 'many-units'
  | 'few-calls'
  | 'in-network'
  | 'zoned'
  | 'regions'
  | 'by-call'
  | 'young'
  | 'keep';

const TYPE = 'Microsoft.ApiManagement/service';
const SHARES: Readonly<Partial<Record<GatewayRole, number>>> = {
  'many-units': 0.2,
  'few-calls': 0.15,
  'in-network': 0.1,
  zoned: 0.1,
  regions: 0.05,
  'by-call': 0.1,
  young: 0.1,
  keep: 0.1,
};

/** API Management services. A busy one uses its units in the day; those of few calls are of a tier that nobody needs. */
export function makeApiGateways(context: AzureContext): void {
  castOf<GatewayRole>(context, 'API gateways', SHARES, context.count(3.6, 10), 'busy').forEach((role, index) =>
    makeGateway(context, context.random('API gateway', index), role, index),
  );
}

function makeGateway(context: AzureContext, random: Random, role: GatewayRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const resourceGroup = context.groupOf(identity, place);
  const name = `apim-${context.nameOf(identity)}-${index}`;
  const { tier, units } = sizeOf(random, role);
  const createdAt = context.now - (role === 'young' ? random.between(14, 24) : random.between(90, 900)) * DAY;
  const inNetwork = role === 'in-network';
  const gateway = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags: { ...context.tagsOf(random, identity, name), ...(role === 'keep' && { [KEEP_TAG]: 'sized for the launch' }) },
    createdAt,
    top: {
      sku: { name: tier, capacity: units },
      etag: 'AAAAAAAcGQU=',
      ...(role === 'zoned' && { zones: ['1', '2', '3'] }),
    },
    properties: {
      publisherEmail: 'apis@halden.example',
      publisherName: 'Halden',
      notificationSenderEmail: 'apimgmt-noreply@mail.windowsazure.com',
      provisioningState: 'Succeeded',
      targetProvisioningState: '',
      createdAtUtc: plainTime(createdAt),
      gatewayUrl: `https://${name}.azure-api.net`,
      gatewayRegionalUrl: `https://${name}-${place.region}-01.regional.azure-api.net`,
      portalUrl: `https://${name}.portal.azure-api.net`,
      developerPortalUrl: `https://${name}.developer.azure-api.net`,
      managementApiUrl: `https://${name}.management.azure-api.net`,
      scmUrl: `https://${name}.scm.azure-api.net`,
      hostnameConfigurations: [
        {
          type: 'Proxy',
          hostName: `${name}.azure-api.net`,
          negotiateClientCertificate: false,
          defaultSslBinding: true,
          certificateSource: 'BuiltIn',
        },
      ],
      additionalLocations:
        role === 'regions'
          ? [{ location: 'North Europe', sku: { name: tier, capacity: 1 }, disableGateway: false }]
          : null,
      virtualNetworkConfiguration: inNetwork ? { subnetResourceId: subnetId(context, place, 'apps') } : null,
      virtualNetworkType: inNetwork ? 'Internal' : 'None',
      customProperties: {},
      certificates: null,
      disableGateway: false,
      natGatewayState: 'Unsupported',
      apiVersionConstraint: {},
      publicNetworkAccess: 'Enabled',
      privateEndpointConnections: null,
      platformVersion: 'stv2.1',
    },
    ...(tier !== 'Consumption' && { metrics: metricsOf(random, role, units) }),
  });
  const fine = (because: string): void => context.fine(CHECK.apiGateway, gateway, because);
  if (tier === 'Consumption') return fine('of the tier that is paid by the call');
  const key = `api-management/${tier}`;
  const hourly = usdOf(key, place.region);
  // The further region has a unit of its own.
  context.bill(gateway, key, { quantity: units + (role === 'regions' ? 1 : 0) });
  if (role === 'many-units') {
    context.waste(CHECK.apiGateway, gateway, `${units} units at less than a fifth`, monthly(times(hourly, units - 1)));
  } else if (role === 'few-calls') {
    const saved = minus(hourly, usdOf('api-management/Basic', place.region));
    context.waste(CHECK.apiGateway, gateway, `${tier} for a few hundred calls a day`, monthly(saved));
  } else if (role === 'in-network') fine('in a private network, which smaller tiers cannot be');
  else if (role === 'zoned') fine('a unit in each of three zones');
  else if (role === 'regions') fine('answers in two regions');
  else if (role === 'young') fine('younger than the window of 30 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
  else fine('its units are used');
}

function sizeOf(random: Random, role: GatewayRole): { readonly tier: string; readonly units: number } {
  if (role === 'by-call') return { tier: 'Consumption', units: 0 };
  if (role === 'many-units') return { tier: random.pick(['Basic', 'Standard']), units: 2 };
  if (role === 'few-calls') return { tier: random.pick(['Standard', 'Standard', 'Premium']), units: 1 };
  if (role === 'zoned') return { tier: 'Premium', units: 3 };
  if (role === 'in-network' || role === 'regions') return { tier: 'Premium', units: 1 };
  return { tier: 'Standard', units: role === 'busy' ? random.integer(1, 2) : 2 };
}

function metricsOf(random: Random, role: GatewayRole, units: number): Readonly<Record<string, Course>> {
  const quiet = role !== 'busy';
  const peak = quiet ? random.between(4, 12) : random.between(40, 80);
  const perHour =
    role === 'busy' ? random.integer(2_000, 90_000) * units : role === 'many-units' ? 900 : random.between(2, 12);
  return {
    Capacity: { of: 'gauge', unit: 'Percent', shape: 'daily', mean: meanFor('daily', peak * 0.5, peak), peak },
    Requests: { of: 'counter', unit: 'Count', shape: 'daily', perHour, sparse: true },
  };
}
