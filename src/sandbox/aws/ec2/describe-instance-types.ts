import { instanceTypeFacts } from '../../estate/instance-type-facts.ts';
import { priceBook, type InstanceTypePrice } from '../../estate/prices.ts';
import type { Call } from '../call.ts';
import { hypervisorOf, isBareMetal, isBurstable, isCurrentGeneration } from '../instance-families.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { element, itemList } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { typeDocument } from './instance-type-document.ts';
import { listPage, type PageLimits } from './paging.ts';

const typeLimits: PageLimits = { min: 5, max: 100, above: 'refused', unasked: 100 };
const offeringLimits: PageLimits = { min: 5, max: 1000, above: 'refused', unasked: Infinity };
const mostTypesAsked = 100;

type ListedType = InstanceTypePrice & { readonly tags: Readonly<Record<string, string>> };

let sorted: readonly ListedType[] | undefined;

/** Every type that has facts, in order of its name. All regions offer all of them. */
function allTypes(): readonly ListedType[] {
  return (sorted ??= [...priceBook().instanceTypes.values()]
    .map((type) => ({ ...type, tags: {} }))
    .sort((a, b) => (a.type < b.type ? -1 : 1)));
}

const filters: FilterTable<ListedType> = {
  'bare-metal': ({ type }) => isBareMetal(type),
  'burstable-performance-supported': ({ type }) => isBurstable(type),
  'current-generation': ({ type }) => isCurrentGeneration(type),
  hypervisor: ({ type }) => hypervisorOf(type),
  'instance-type': ({ type }) => type,
  'memory-info.size-in-mib': ({ type, memoryGiB }) => instanceTypeFacts().get(type)?.memoryMiB ?? memoryMiB(memoryGiB),
  'processor-info.supported-architecture': ({ architecture }) => architecture,
  'supported-root-device-type': () => 'ebs',
  'supported-usage-class': () => ['on-demand', 'spot'],
  'supported-virtualization-type': () => 'hvm',
  'vcpu-info.default-vcpus': ({ vcpu }) => vcpu,
};

/** DescribeInstanceTypes: at most 100 types a page. */
export function describeInstanceTypes(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  const asked = params.list('InstanceType');
  if (asked.length > mostTypesAsked)
    throw new AwsError('InvalidParameterValue', `At most ${mostTypesAsked} instance types can be asked for.`);
  const unknown = asked.filter((type) => !priceBook().instanceTypes.has(type));
  if (unknown.length > 0) {
    throw new AwsError(
      'InvalidInstanceType',
      `The following supplied instance types do not exist: [${unknown.join(', ')}]`,
    );
  }
  function* listing(after: string) {
    for (const type of allTypes()) {
      if (type.type > after && (asked.length === 0 || asked.includes(type.type)) && matches(type)) yield type;
    }
  }
  const { items, nextToken } = listPage(call, params, typeLimits, listing, ({ type }) => type);
  return itemList('instanceTypeSet', items.map(typeXml)) + nextToken;
}

/** DescribeInstanceTypeOfferings: every type in the region, or in each of its three zones. */
export function describeInstanceTypeOfferings(call: Call, params: QueryParams): string {
  const locationType = params.get('LocationType') ?? 'region';
  if (locationType !== 'region' && locationType !== 'availability-zone') {
    throw new AwsError('InvalidParameterValue', `Invalid value '${locationType}' for LocationType.`);
  }
  const locations = locationType === 'region' ? [call.region] : ['a', 'b', 'c'].map((letter) => call.region + letter);
  type Offering = { readonly type: string; readonly location: string; readonly tags: Readonly<Record<string, string>> };
  const matches = readFilters<Offering>(params, {
    'instance-type': ({ type }) => type,
    location: ({ location }) => location,
  });
  const positionOf = ({ type, location }: Offering) => `${type} ${location}`;
  function* listing(after: string) {
    for (const { type } of allTypes()) {
      for (const location of locations) {
        const offering = { type, location, tags: {} };
        if (positionOf(offering) > after && matches(offering)) yield offering;
      }
    }
  }
  const { items, nextToken } = listPage(call, params, offeringLimits, listing, positionOf);
  const offerings = items.map(
    ({ type, location }) =>
      element('instanceType', type) + element('locationType', locationType) + element('location', location),
  );
  return itemList('instanceTypeOfferingSet', offerings) + nextToken;
}

function typeXml(listed: ListedType): string {
  const facts = instanceTypeFacts().get(listed.type);
  return facts === undefined ? pricedTypeXml(listed) : documentXml(typeDocument(facts), ec2Form);
}

/** Of a type that is priced and no more: what no source tells (network, EBS limits) is left out. */
function pricedTypeXml({ type, vcpu, memoryGiB, architecture, gpu }: ListedType): string {
  const threads = architecture === 'arm64' || vcpu === 1 ? 1 : 2;
  return documentXml(
    {
      instanceType: type,
      currentGeneration: isCurrentGeneration(type),
      freeTierEligible: false,
      supportedUsageClasses: ['on-demand', 'spot'],
      supportedRootDeviceTypes: ['ebs'],
      supportedVirtualizationTypes: ['hvm'],
      bareMetal: isBareMetal(type),
      hypervisor: hypervisorOf(type),
      processorInfo: { supportedArchitectures: [architecture] },
      vCpuInfo: { defaultVCpus: vcpu, defaultCores: Math.ceil(vcpu / threads), defaultThreadsPerCore: threads },
      memoryInfo: { sizeInMiB: memoryMiB(memoryGiB) },
      gpuInfo: gpu > 0 ? { gpus: [{ count: gpu }] } : undefined,
      ebsInfo: { ebsOptimizedSupport: 'default', encryptionSupport: 'supported' },
      networkInfo: { ipv6Supported: true },
      burstablePerformanceSupported: isBurstable(type),
      autoRecoverySupported: true,
      supportedBootModes: architecture === 'arm64' ? ['uefi'] : ['legacy-bios', 'uefi'],
    },
    ec2Form,
  );
}

function memoryMiB(memoryGiB: number): number {
  return Math.round(memoryGiB * 1024);
}
