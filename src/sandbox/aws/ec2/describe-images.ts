import type { AwsInstance, AwsSnapshot } from '../../estate/model.ts';
import type { OwnImage } from '../../estate/images/model.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';
import { readFilters, type FilterTable } from './filters.ts';
import { tagSet } from './fragments.ts';
import { listPage, type PageLimits } from './paging.ts';

const limits: PageLimits = { min: 1, max: 1000, above: 'capped', unasked: Infinity };

/** The account that Amazon publishes Amazon Linux from. */
const AMAZON = '137112412989';

interface Image {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly description?: string;
  readonly architecture: AwsInstance['architecture'];
  readonly platform: AwsInstance['platform'];
  readonly rootDeviceName: string;
  readonly createdAt: number;
  readonly state: OwnImage['state'];
  readonly public: boolean;
  readonly own?: OwnImage;
  readonly snapshots: readonly AwsSnapshot[];
  readonly tags: Readonly<Record<string, string>>;
}

const filters: FilterTable<Image> = {
  architecture: ({ architecture }) => architecture,
  'block-device-mapping.snapshot-id': ({ snapshots }) => snapshots.map(({ id }) => id),
  'creation-date': ({ createdAt }) => xmlTime(createdAt),
  description: ({ description }) => description,
  'image-id': ({ id }) => id,
  'image-type': () => 'machine',
  'is-public': (image) => image.public,
  name: ({ name }) => name,
  'owner-alias': ({ ownerId }) => (ownerId === AMAZON ? 'amazon' : undefined),
  'owner-id': ({ ownerId }) => ownerId,
  'root-device-type': () => 'ebs',
  state: ({ state }) => state,
  'virtualization-type': () => 'hvm',
};

/**
 * DescribeImages: the images that the account owns, those of others that it may launch from, and Amazon's that the
 * region's instances were launched from. Disabled ones are shown to their owner, and only when they are asked for.
 */
export function describeImages(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  const owners = params.list('Owner');
  const ids = params.list('ImageId');
  const disabledToo = params.get('IncludeDisabled') === 'true';
  const images = imagesOf(call).filter(({ state }) => disabledToo || state !== 'disabled');
  const missing = ids.filter((id) => !images.some((image) => image.id === id));
  if (missing.length > 0) {
    const one = missing.length === 1;
    const message = `The image id${one ? '' : 's'} '[${missing.join(', ')}]' do${one ? 'es' : ''} not exist`;
    throw new AwsError('InvalidAMIID.NotFound', message);
  }
  const ownerFits = ({ ownerId }: Image): boolean =>
    owners.length === 0 ||
    owners.includes(ownerId) ||
    (owners.includes('self') && ownerId === call.accountId) ||
    (owners.includes('amazon') && ownerId === AMAZON);
  const executable = params.list('ExecutableBy');
  const executableFits = (image: Image): boolean =>
    executable.length === 0 ||
    (executable.includes('all') && image.public) ||
    (executable.includes('self') && sharedWith(image, call.accountId)) ||
    executable.some((id) => sharedWith(image, id));
  function* listing(after: string) {
    for (const image of images) {
      if (image.id <= after || (ids.length > 0 && !ids.includes(image.id))) continue;
      if (ownerFits(image) && executableFits(image) && matches(image)) yield image;
    }
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('imagesSet', items.map(imageXml)) + nextToken;
}

const sharedWith = ({ own }: Image, accountId: string): boolean =>
  own?.sharedWith.some((share) => 'userId' in share && share.userId === accountId) === true;

/** What the account may see in the region, by id. */
function imagesOf(call: Call): readonly Image[] {
  const { world, accountId, region } = call;
  const { images } = familyState(world.estate, imagesFamily);
  const owned: Image[] = [];
  for (const own of images.values()) {
    if (own.region !== region) continue;
    const image = ownImage(call, own);
    if (own.accountId === accountId || (own.state === 'available' && (own.public || sharedWith(image, accountId))))
      owned.push(image);
  }
  return [...owned, ...amazonImages(call, images)].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function ownImage({ world }: Call, own: OwnImage): Image {
  return {
    id: own.id,
    ownerId: own.accountId,
    name: own.name,
    description: own.description,
    architecture: own.architecture,
    platform: undefined,
    rootDeviceName: '/dev/xvda',
    createdAt: own.createdAt,
    state: own.state,
    public: own.public,
    own,
    snapshots: own.snapshotIds.flatMap((id) => world.estate.snapshots.get(id) ?? []),
    tags: own.tags,
  };
}

function amazonImages({ world, accountId, region }: Call, own: ReadonlyMap<string, OwnImage>): readonly Image[] {
  const images = new Map<string, Image>();
  for (const instance of world.index.instances.resources(accountId, region)) {
    const { imageId, architecture, platform, rootDeviceName, createdAt } = instance;
    if (own.has(imageId)) continue;
    const known = images.get(imageId);
    // An image is older than the first instance launched from it.
    const before = Math.min(createdAt - 30 * 86_400_000, known?.createdAt ?? Infinity);
    images.set(imageId, {
      id: imageId,
      ownerId: AMAZON,
      name: `sandbox-image-${imageId.slice(-8)}`,
      architecture,
      platform,
      rootDeviceName,
      createdAt: before,
      state: 'available',
      public: true,
      snapshots: [],
      tags: {},
    });
  }
  return [...images.values()];
}

/** Devices of a second and third volume. */
const DEVICES = ['/dev/xvda', '/dev/sdf', '/dev/sdg'];

function imageXml(image: Image): string {
  const { own, platform } = image;
  const windows = platform === 'windows';
  return (
    element('imageId', image.id) +
    element('imageLocation', `${own === undefined ? 'amazon' : image.ownerId}/${image.name}`) +
    element('imageState', image.state) +
    element('imageOwnerId', image.ownerId) +
    element('creationDate', xmlTime(image.createdAt)) +
    element('isPublic', image.public) +
    element('architecture', image.architecture) +
    '<imageType>machine</imageType>' +
    element('imageOwnerAlias', own === undefined ? 'amazon' : undefined) +
    element('platform', windows ? 'Windows' : undefined) +
    element('platformDetails', windows ? 'Windows' : 'Linux/UNIX') +
    element('usageOperation', windows ? 'RunInstances:0002' : 'RunInstances') +
    element('name', image.name) +
    element('description', image.description) +
    '<rootDeviceType>ebs</rootDeviceType>' +
    element('rootDeviceName', image.rootDeviceName) +
    itemList(
      'blockDeviceMapping',
      image.snapshots.map((snapshot, index) =>
        documentXml(
          {
            deviceName: DEVICES[index],
            ebs: {
              deleteOnTermination: true,
              snapshotId: snapshot.id,
              volumeSize: snapshot.volumeSizeGiB,
              volumeType: 'gp3',
              encrypted: snapshot.encrypted,
            },
          },
          ec2Form,
        ),
      ),
    ) +
    '<virtualizationType>hvm</virtualizationType><hypervisor>xen</hypervisor><enaSupport>true</enaSupport>' +
    (own === undefined ? '' : ownXml(own)) +
    tagSet(image.tags)
  );
}

/** What is told of an image that an account owns. A launch is told a day later. */
function ownXml(own: OwnImage): string {
  return (
    element('sourceInstanceId', own.sourceInstanceId) +
    element('deregistrationProtection', own.protection) +
    element('lastLaunchedTime', own.lastLaunchedAt === undefined ? undefined : xmlTime(own.lastLaunchedAt))
  );
}
