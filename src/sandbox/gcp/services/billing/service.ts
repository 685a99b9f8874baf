import type { GcpMethod, GcpService } from '../../service.ts';
import { projectOf } from '../../service.ts';
import { GoogleError, permissionDenied } from '../../wire/errors.ts';
import { utcTime } from '../../wire/times.ts';
import { resourcePage } from '../pages.ts';
import { CATALOGUE_SERVICES, skuCatalogue } from './catalogue.ts';
import { skuDocument } from './sku.ts';

const servicesList: GcpMethod = {
  id: 'cloudbilling.services.list',
  verb: 'GET',
  path: '/v1/services',
  permission: '',
  answer(call) {
    const page = resourcePage(call, Object.values(CATALOGUE_SERVICES), { most: 5000, usual: 5000 });
    const services = page.items.map(([serviceId, displayName]) => ({
      name: `services/${serviceId}`,
      serviceId,
      displayName,
      businessEntityName: 'businessEntities/GCP',
    }));
    return { services, nextPageToken: page.nextPageToken ?? '' };
  },
};

const skusList: GcpMethod = {
  id: 'cloudbilling.services.skus.list',
  verb: 'GET',
  path: '/v1/services/{service}/skus',
  permission: '',
  answer(call) {
    const { service } = call.params;
    const currency = call.query.get('currencyCode') ?? 'USD';
    if (currency !== 'USD') {
      throw new GoogleError(400, 'INVALID_ARGUMENT', 'invalid', `The sandbox has no prices in ${currency}.`);
    }
    if (!Object.values(CATALOGUE_SERVICES).some(([id]) => id === service)) {
      throw new GoogleError(404, 'NOT_FOUND', 'notFound', 'Requested entity was not found.');
    }
    const page = resourcePage(
      call,
      skuCatalogue().filter(({ serviceId }) => serviceId === service),
      {
        most: 5000,
        usual: 5000,
      },
    );
    // Prices are as of the day, as the real catalogue says it.
    const effectiveTime = `${utcTime(call.now).slice(0, 10)}T00:00:00Z`;
    return { skus: page.items.map((sku) => skuDocument(sku, effectiveTime)), nextPageToken: page.nextPageToken ?? '' };
  },
};

const billingInfo: GcpMethod = {
  id: 'cloudbilling.projects.getBillingInfo',
  verb: 'GET',
  path: '/v1/projects/{project}/billingInfo',
  permission: 'resourcemanager.projects.get',
  answer({ world, params }) {
    const project = projectOf(world, params['project']);
    const { billingAccountId } = world.estate.organization;
    return {
      name: `projects/${project?.projectId ?? ''}/billingInfo`,
      projectId: project?.projectId,
      billingAccountName: `billingAccounts/${billingAccountId}`,
      billingEnabled: true,
    };
  },
};

const accountDocument = (billingAccountId: string): object => ({
  name: `billingAccounts/${billingAccountId}`,
  open: true,
  displayName: 'halden main',
  masterBillingAccount: '',
  currencyCode: 'USD',
});

const accountsList: GcpMethod = {
  id: 'cloudbilling.billingAccounts.list',
  verb: 'GET',
  path: '/v1/billingAccounts',
  permission: 'billing.accounts.list',
  answer: ({ world }) => ({
    billingAccounts: [accountDocument(world.estate.organization.billingAccountId)],
    nextPageToken: '',
  }),
};

const accountsGet: GcpMethod = {
  id: 'cloudbilling.billingAccounts.get',
  verb: 'GET',
  path: '/v1/billingAccounts/{billingAccount}',
  permission: 'billing.accounts.get',
  answer({ world, params }) {
    const { billingAccountId } = world.estate.organization;
    if (params['billingAccount'] !== billingAccountId) {
      throw permissionDenied('billing.accounts.get', `billingAccounts/${params['billingAccount'] ?? ''}`, false);
    }
    return accountDocument(billingAccountId);
  },
};

const accountProjects: GcpMethod = {
  id: 'cloudbilling.billingAccounts.projects.list',
  verb: 'GET',
  path: '/v1/billingAccounts/{billingAccount}/projects',
  permission: 'billing.resourceAssociations.list',
  answer(call) {
    const active = call.world.estate.organization.projects.filter(({ state }) => state === 'ACTIVE');
    const page = resourcePage(call, active, { most: 100, usual: 100 });
    const projectBillingInfo = page.items.map(({ projectId }) => ({
      name: `projects/${projectId}/billingInfo`,
      projectId,
      billingAccountName: `billingAccounts/${call.world.estate.organization.billingAccountId}`,
      billingEnabled: true,
    }));
    return { projectBillingInfo, nextPageToken: page.nextPageToken ?? '' };
  },
};

export const billing: GcpService = {
  id: 'cloudbilling',
  host: 'cloudbilling.googleapis.com',
  display: 'Cloud Billing API',
  legacyErrors: false,
  methods: [servicesList, skusList, billingInfo, accountsList, accountsGet, accountProjects],
};
