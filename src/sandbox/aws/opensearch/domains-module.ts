import type { SearchDomain } from '../../estate/data-stores/model.ts';
import type { Call } from '../call.ts';
import { type Fields, findStore, ownStores, storesOf } from '../data-stores/listing.ts';
import { DocumentInput } from '../document-input.ts';
import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { AwsError } from '../wire/errors.ts';
import { openSearchModule } from './module.ts';

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** ListDomainNames: all of them in one answer. */
function listDomainNames(call: Call, fields: Fields): object {
  const engine = new DocumentInput(fields, invalid).optionalText('engineType');
  const all = engine === 'Elasticsearch' ? [] : [...ownStores(call, storesOf(call).domains)];
  return { DomainNames: all.map(({ name }) => ({ DomainName: name, EngineType: 'OpenSearch' })) };
}

/** DescribeDomains: five at most; what is not there is left out. */
function describeDomains(call: Call, fields: Fields): object {
  const names = new DocumentInput(fields, invalid).texts('DomainNames');
  if (names.length === 0 || names.length > 5) throw invalid('Please provide a maximum of 5 domain names.');
  const found = names.flatMap((name) => findStore(call, storesOf(call).domains, name) ?? []);
  return { DomainStatusList: found.map(domainDocument) };
}

function domainDocument(domain: SearchDomain): object {
  const { name, arn, accountId, region, instanceType, instances, storageGiB } = domain;
  return {
    DomainId: `${accountId}/${name}`,
    DomainName: name,
    ARN: arn,
    Created: true,
    Deleted: false,
    Endpoints: { vpc: `vpc-${name}-abcdefgh.${region}.es.amazonaws.com` },
    Processing: false,
    UpgradeProcessing: false,
    EngineVersion: 'OpenSearch_2.13',
    ClusterConfig: {
      InstanceType: instanceType,
      InstanceCount: instances,
      DedicatedMasterEnabled: false,
      ZoneAwarenessEnabled: instances > 1,
      ZoneAwarenessConfig: instances > 1 ? { AvailabilityZoneCount: Math.min(3, instances) } : undefined,
      WarmEnabled: false,
      ColdStorageOptions: { Enabled: false },
      MultiAZWithStandbyEnabled: false,
    },
    EBSOptions: { EBSEnabled: true, VolumeType: 'gp2', VolumeSize: storageGiB },
    SnapshotOptions: { AutomatedSnapshotStartHour: 0 },
    EncryptionAtRestOptions: { Enabled: true },
    NodeToNodeEncryptionOptions: { Enabled: true },
    ServiceSoftwareOptions: {
      CurrentVersion: 'OpenSearch_2_13_R20240502-P2',
      NewVersion: '',
      UpdateAvailable: false,
      Cancellable: false,
      UpdateStatus: 'COMPLETED',
      OptionalDeployment: true,
    },
  };
}

/** The part of Amazon OpenSearch Service that tells of domains. */
export const openSearchDomainsModule: ServiceModule = {
  ...openSearchModule,
  operations: restOperations({ DescribeDomains: describeDomains, ListDomainNames: listDomainNames }),
  routes: [
    { operation: 'ListDomainNames', method: 'GET', path: '/2021-01-01/domain' },
    { operation: 'DescribeDomains', method: 'POST', path: '/2021-01-01/opensearch/domain-info' },
  ],
};
