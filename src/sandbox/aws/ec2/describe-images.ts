import type { AwsInstance } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { listPage, type PageLimits } from './paging.ts';

const limits: PageLimits = { min: 1, max: 1000, above: 'capped', unasked: Infinity };

interface Image {
  readonly id: string;
  readonly architecture: AwsInstance['architecture'];
  readonly platform: AwsInstance['platform'];
  readonly rootDeviceName: string;
  readonly createdAt: number;
  readonly tags: Readonly<Record<string, string>>;
}

const filters: FilterTable<Image> = {
  architecture: ({ architecture }) => architecture,
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': () => true,
  name: ({ id }) => nameOf(id),
  'owner-alias': () => 'amazon',
  'root-device-type': () => 'ebs',
  state: () => 'available',
  'virtualization-type': () => 'hvm',
};

/** DescribeImages: the images that the region's instances were launched from. All are Amazon's; accounts own none. */
export function describeImages(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  const owners = params.list('Owner');
  const amazonIsAsked = owners.length === 0 || owners.includes('amazon');
  const images = imagesInUse(call);
  const ids = params.list('ImageId');
  const missing = ids.filter((id) => !images.some((image) => image.id === id));
  if (missing.length > 0)
    throw new AwsError('InvalidAMIID.NotFound', `The image ids '[${missing.join(', ')}]' do not exist`);
  function* listing(after: string) {
    if (!amazonIsAsked) return;
    for (const image of images) {
      if (image.id > after && (ids.length === 0 || ids.includes(image.id)) && matches(image)) yield image;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('imagesSet', items.map(imageXml)) + nextToken;
}

function imagesInUse({ world, accountId, region }: Call): readonly Image[] {
  const images = new Map<string, Image>();
  for (const instance of world.index.instances.resources(accountId, region)) {
    const { imageId, architecture, platform, rootDeviceName, createdAt } = instance;
    const known = images.get(imageId);
    const oldest = Math.min(createdAt, known?.createdAt ?? Infinity);
    images.set(imageId, { id: imageId, architecture, platform, rootDeviceName, createdAt: oldest, tags: {} });
  }
  return [...images.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function imageXml(image: Image): string {
  return (
    element('imageId', image.id) +
    element('imageLocation', `amazon/${nameOf(image.id)}`) +
    '<imageState>available</imageState><imageOwnerId>137112412989</imageOwnerId>' +
    // An image is older than the first instance launched from it.
    element('creationDate', xmlTime(image.createdAt - 30 * 86_400_000)) +
    '<isPublic>true</isPublic>' +
    element('architecture', image.architecture) +
    '<imageType>machine</imageType><imageOwnerAlias>amazon</imageOwnerAlias>' +
    element('platform', image.platform === 'windows' ? 'Windows' : undefined) +
    element('platformDetails', image.platform === 'windows' ? 'Windows' : 'Linux/UNIX') +
    element('usageOperation', image.platform === 'windows' ? 'RunInstances:0002' : 'RunInstances') +
    element('name', nameOf(image.id)) +
    '<rootDeviceType>ebs</rootDeviceType>' +
    element('rootDeviceName', image.rootDeviceName) +
    '<virtualizationType>hvm</virtualizationType><hypervisor>xen</hypervisor><enaSupport>true</enaSupport>'
  );
}

function nameOf(id: string): string {
  return `sandbox-image-${id.slice(-8)}`;
}
