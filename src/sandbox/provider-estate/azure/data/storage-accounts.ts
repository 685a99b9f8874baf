import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { AzureResource, Course, JsonObject } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { minus, times } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { armTime } from '../times.ts';

type AccountRole = 'small' | 'policy' | 'no-policy' | 'read-often' | 'cool' | 'unused' | 'keep';

const TYPE = 'Microsoft.Storage/storageAccounts';
const POLICY = 'Microsoft.Storage/storageAccounts/managementPolicies';
const GB = 1024 ** 3;

const SHARES: Readonly<Partial<Record<AccountRole, number>>> = {
  policy: 0.16,
  'no-policy': 0.14,
  'read-often': 0.08,
  cool: 0.08,
  unused: 0.08,
  keep: 0.08,
};

/** Storage accounts: some with much hot data that no rule ever moves. */
export function makeStorageAccounts(context: AzureContext): void {
  castOf<AccountRole>(context, 'storage accounts', SHARES, context.count(16, 8), 'small').forEach((role, index) =>
    makeAccount(context, context.random('storage account', index), role, index),
  );
}

function makeAccount(context: AzureContext, random: Random, role: AccountRole, index: number): void {
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const name = `st${identity.application.app.replaceAll('-', '')}${random.hex(6)}${index}`.slice(0, 24);
  const createdAt = context.now - random.between(200, 900) * DAY;
  const little = role === 'small' || role === 'unused' || role === 'read-often';
  const gib = little ? random.integer(25, 40) : random.integer(800, 9000);
  const cool = role === 'cool';
  const account = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup: context.groupOf(identity, place),
    tags: {
      ...context.tagsOf(random, identity, name),
      ...(role === 'keep' && { [KEEP_TAG]: 'read at the end of each quarter' }),
    },
    createdAt,
    top: { sku: { name: 'Standard_LRS', tier: 'Standard' }, kind: 'StorageV2' },
    properties: accountProperties(name, place.region, cool ? 'Cool' : 'Hot', createdAt),
    ...metricsOf(random, role, gib, cool ? 'Cool' : 'Hot'),
  });
  if (role === 'policy') addPolicy(context, account);
  context.bill(account, cool ? 'blob/Cool LRS' : 'blob/Hot LRS', { quantity: gib });
  const fine = (because: string): void => context.fine(CHECK.storageLifecycle, account, because);
  switch (role) {
    case 'no-policy': {
      const gap = minus(usdOf('blob/Hot LRS', place.region), usdOf('blob/Cool LRS', place.region));
      return context.waste(
        CHECK.storageLifecycle,
        account,
        'hundreds of GiB of hot data, hardly read, and no rule that moves them',
        times(gap, gib),
      );
    }
    case 'policy':
      return fine('a rule moves what is old');
    case 'cool':
      return fine('its default tier is cool already');
    case 'small':
      return index % 5 === 0 ? fine('less than 40 GiB: a rule saves nothing to speak of') : undefined;
    case 'keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'unused':
      return context.waste(
        CHECK.storageUnused,
        account,
        'not one transaction in weeks',
        times(usdOf('blob/Hot LRS', place.region), gib),
      );
    case 'read-often':
      return context.fine(CHECK.storageUnused, account, 'read all day');
  }
}

function accountProperties(name: string, region: string, accessTier: string, createdAt: number): JsonObject {
  const key = { keyType: 'Account', enabled: true, lastEnabledTime: armTime(createdAt) };
  return {
    dnsEndpointType: 'Standard',
    publicNetworkAccess: 'Enabled',
    keyCreationTime: { key1: armTime(createdAt), key2: armTime(createdAt) },
    privateEndpointConnections: [],
    minimumTlsVersion: 'TLS1_2',
    allowBlobPublicAccess: false,
    allowSharedKeyAccess: true,
    isHnsEnabled: false,
    networkAcls: { bypass: 'AzureServices', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' },
    supportsHttpsTrafficOnly: true,
    encryption: {
      requireInfrastructureEncryption: false,
      services: { file: key, blob: key },
      keySource: 'Microsoft.Storage',
    },
    accessTier,
    provisioningState: 'Succeeded',
    creationTime: armTime(createdAt),
    primaryEndpoints: {
      dfs: `https://${name}.dfs.core.windows.net/`,
      web: `https://${name}.z13.web.core.windows.net/`,
      blob: `https://${name}.blob.core.windows.net/`,
      queue: `https://${name}.queue.core.windows.net/`,
      table: `https://${name}.table.core.windows.net/`,
      file: `https://${name}.file.core.windows.net/`,
    },
    primaryLocation: region,
    statusOfPrimary: 'available',
  };
}

/** One account has one policy, by the name of `default`. */
function addPolicy(context: AzureContext, account: AzureResource): void {
  context.add({
    place: { accountId: account.accountId, region: account.region, zones: [], environment: 'prod' },
    type: POLICY,
    name: `${account.name}/default`,
    resourceGroup: account.resourceGroup,
    tags: {},
    createdAt: account.createdAt,
    properties: {
      lastModifiedTime: armTime(account.createdAt),
      policy: {
        rules: [
          {
            enabled: true,
            name: 'cool-after-30-days',
            type: 'Lifecycle',
            definition: {
              actions: {
                baseBlob: {
                  tierToCool: { daysAfterModificationGreaterThan: 30 },
                  delete: { daysAfterModificationGreaterThan: 2555 },
                },
              },
              filters: { blobTypes: ['blockBlob'] },
            },
          },
        ],
      },
    },
  });
}

/** Capacity once an hour; what is read and written by the hour. */
function metricsOf(
  random: Random,
  role: AccountRole,
  gib: number,
  tier: string,
): Pick<AzureResource, 'metrics' | 'partMetrics'> {
  const silent = role === 'unused';
  const often = role === 'read-often' || role === 'small';
  const perHour = silent ? 0 : often ? random.integer(2000, 90_000) : random.integer(20, 90);
  const bytes = silent ? 0 : often ? Math.round((gib * GB) / 200) : Math.round((gib * GB) / 2_000_000);
  const capacity: Course = { of: 'constant', unit: 'Bytes', value: gib * GB };
  const counter = (unit: 'Bytes' | 'Count', each: number): Course => ({
    of: 'counter',
    unit,
    shape: 'daily',
    perHour: each,
    sparse: true,
  });
  const flows = {
    Transactions: counter('Count', perHour),
    Ingress: counter('Bytes', bytes),
    Egress: counter('Bytes', bytes),
  };
  return {
    metrics: { UsedCapacity: capacity, ...flows },
    partMetrics: {
      blobservices: {
        BlobCapacity: capacity,
        [`BlobCapacity?Tier=${tier}`]: capacity,
        BlobCount: { of: 'constant', unit: 'Count', value: gib * 12 },
        ContainerCount: { of: 'constant', unit: 'Count', value: 4 },
        ...flows,
      },
    },
  };
}
