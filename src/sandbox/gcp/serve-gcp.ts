import { createGcpEstate, type GcpEstate } from '../provider-estate/gcp/estate.ts';
import { billTruth } from './bill/bill-truth.ts';
import { Random } from '../estate/random.ts';
import type { ServedCloud, ServedCloudOptions } from '../server/served-cloud.ts';
import { EstateLists } from './estate-lists.ts';
import { GcpCloud } from './gcp-cloud.ts';
import { services } from './services/services.ts';

/** Makes a Google Cloud organisation and its APIs. */
export function serveGcp(options: ServedCloudOptions): ServedCloud {
  const estate = createGcpEstate(options);
  const accessToken = `ya29.sandbox-${new Random(options.seed, 'gcp token').hex(32)}`;
  const world = { estate, lists: new EstateLists(), clock: options.clock };
  const { id, billingAccountId, billingExport } = estate.organization;
  return {
    cloud: new GcpCloud(world, accessToken, services),
    get truth() {
      return [...estate.truth, ...billTruth(estate)];
    },
    document: () => documentOf(estate),
    credentials: { accessToken, organizationId: id, billingAccountId, billingExport },
    serviceNames: new Set(services.map((service) => service.id)),
  };
}

/** The state as a JSON value; an end that is not in sight is null there. */
function documentOf({ truth: _truth, ...estate }: GcpEstate): unknown {
  return JSON.parse(JSON.stringify(estate));
}

/** Every method that is served, as `service:id`, for whoever checks that all of them were called. */
export function servedMethods(): readonly string[] {
  return services.flatMap(({ id, methods }) => methods.map((method) => `${id}:${method.id}`)).toSorted();
}
