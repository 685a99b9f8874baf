import type { FamilyContext } from '../family-context.ts';
import { nameOf, tagsOf } from '../generate/tags.ts';
import { daysBefore } from '../generate/time.ts';
import type { Random } from '../random.ts';
import type { BuiltImage } from './images.ts';
import {
  type ImagesState,
  type LaunchConfiguration,
  type LaunchTemplate,
  type OwnImage,
  parameterKey,
  type SpotFleet,
  type TemplateVersion,
} from './model.ts';

type Launchers = Pick<ImagesState, 'launchTemplates' | 'launchConfigurations' | 'spotFleets' | 'parameters'>;

/** A public parameter of AWS, as templates name the newest Amazon Linux. */
const AMAZON_LINUX = 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';

/** What names the images: launch templates, launch configurations, spot fleets, parameters. */
export function buildLaunchers(context: FamilyContext, images: readonly BuiltImage[]): Launchers {
  const launchTemplates = new Map<string, LaunchTemplate>();
  const launchConfigurations = new Map<string, LaunchConfiguration>();
  const spotFleets = new Map<string, SpotFleet>();
  const parameters = new Map<string, { accountId: string; region: string; value: string }>();
  const addTemplate = (template: LaunchTemplate): unknown => launchTemplates.set(template.id, template);
  images.forEach(({ image, role }, index) => {
    const random = context.random('launcher', index);
    switch (role) {
      case 'template-latest':
        return addTemplate(templateOf(context, random, image, [undefined, image.id], { defaultVersion: 1 }));
      case 'template-default':
        return addTemplate(templateOf(context, random, image, [image.id, AMAZON_LINUX], { defaultVersion: 1 }));
      case 'template-pinned': {
        const images3 = [AMAZON_LINUX, image.id, AMAZON_LINUX];
        return addTemplate(templateOf(context, random, image, images3, { defaultVersion: 3, forGroupAtVersion: 2 }));
      }
      case 'old-version':
        return addTemplate(
          templateOf(context, random, image, [AMAZON_LINUX, image.id, AMAZON_LINUX], { defaultVersion: 3 }),
        );
      case 'parameter': {
        const name = `/images/${image.name}`;
        const { accountId, region } = image;
        parameters.set(parameterKey(accountId, region, name), { accountId, region, value: image.id });
        return addTemplate(templateOf(context, random, image, [`resolve:ssm:${name}`], { defaultVersion: 1 }));
      }
      case 'launch-configuration':
        return launchConfigurations.set(...keyed(configurationOf(context, random, image), 'arn'));
      case 'spot-fleet':
        return spotFleets.set(...keyed(fleetOf(context, random, image, 'active'), 'id'));
      case 'cancelled-fleet':
        return spotFleets.set(...keyed(fleetOf(context, random, image, 'cancelled_terminating'), 'id'));
      default:
        return undefined;
    }
  });
  // Snapshots that only a launch template needs say so in a tag.
  context.snapshots
    .filter(({ tags }) => tags['purpose'] === 'launch template')
    .forEach((snapshot, index) => {
      const random = context.random('snapshot template', index);
      addTemplate(
        templateOf(context, random, snapshot, [AMAZON_LINUX], { defaultVersion: 1, dataSnapshotId: snapshot.id }),
      );
    });
  for (const { launchTemplateId: id, name, place, type, createdAt } of context.groups) {
    const random = context.random('group template', id);
    const template = templateOf(context, random, place, [AMAZON_LINUX], { defaultVersion: 1 });
    const [first] = template.versions;
    const versions = first === undefined ? [] : [{ ...first, createdAt, instanceType: type.type }];
    addTemplate({ ...template, id, name: `${name}-template`, createdAt, versions });
  }
  return { launchTemplates, launchConfigurations, spotFleets, parameters };
}

const keyed = <T, K extends keyof T>(item: T, key: K): [T[K], T] => [item[key], item];

interface TemplatePart {
  readonly defaultVersion: number;
  readonly forGroupAtVersion?: number;
  readonly dataSnapshotId?: string;
}

function templateOf(
  context: FamilyContext,
  random: Random,
  { accountId, region }: Pick<OwnImage, 'accountId' | 'region'>,
  images: readonly (string | undefined)[],
  { defaultVersion, forGroupAtVersion, dataSnapshotId }: TemplatePart,
): LaunchTemplate {
  const identity = context.identity(random, { environment: 'prod' });
  const createdAt = daysBefore(context.now, random.between(30, 400));
  const versions = images.map((image, index): TemplateVersion => ({
    number: index + 1,
    createdAt: createdAt + index * 86_400_000,
    description: index === 0 ? 'first' : `build ${random.integer(100, 999)}`,
    ...(image !== undefined && { image }),
    instanceType: random.pick(['m5.large', 'c5.xlarge', 't3.medium']),
    ...(dataSnapshotId !== undefined && { dataSnapshotId }),
  }));
  const id = `lt-0${random.hex(16)}`;
  return {
    id,
    accountId,
    region,
    // A name is unique in its account and region.
    name: `${nameOf(identity)}-${id.slice(-5)}`,
    createdAt,
    createdBy: `arn:aws:sts::${accountId}:assumed-role/Deployer/pipeline`,
    defaultVersion,
    versions,
    ...(forGroupAtVersion !== undefined && { forGroupAtVersion }),
    tags: tagsOf(random, identity, nameOf(identity)),
  };
}

function configurationOf(
  context: FamilyContext,
  random: Random,
  { accountId, region, id }: OwnImage,
): LaunchConfiguration {
  const identity = context.identity(random, { environment: 'prod' });
  const name = `${nameOf(identity)}-${id.slice(-6)}`;
  const uuid = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
  return {
    arn: `arn:aws:autoscaling:${region}:${accountId}:launchConfiguration:${uuid}:launchConfigurationName/${name}`,
    accountId,
    region,
    name,
    createdAt: daysBefore(context.now, random.between(400, 900)),
    imageId: id,
    instanceType: random.pick(['m4.large', 'c4.xlarge', 't2.medium']),
  };
}

function fleetOf(context: FamilyContext, random: Random, image: OwnImage, state: SpotFleet['state']): SpotFleet {
  const uuid = [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join('-');
  return {
    id: `sfr-${uuid}`,
    accountId: image.accountId,
    region: image.region,
    createdAt: daysBefore(context.now, state === 'active' ? random.between(20, 300) : random.between(0.5, 1.5)),
    state,
    imageId: image.id,
    instanceType: random.pick(['c5.2xlarge', 'm5.xlarge']),
    subnetId: `subnet-0${random.hex(16)}`,
    targetCapacity: 0,
    tags: tagsOf(random, context.identity(random, { environment: 'prod' }), 'batch'),
  };
}
