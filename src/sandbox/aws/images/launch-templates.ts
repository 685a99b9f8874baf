import { familyState } from '../../estate/family.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import { type LaunchTemplate, parameterKey, type TemplateVersion } from '../../estate/images/model.ts';
import type { Call } from '../call.ts';
import { readFilters, type FilterTable } from '../ec2/filters.ts';
import { tagSet } from '../ec2/fragments.ts';
import { listPage, type PageLimits } from '../ec2/paging.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { element, itemList, xmlTime } from '../wire/xml.ts';

const limits: PageLimits = { min: 1, max: 200, above: 'refused', unasked: 200 };

const filters: FilterTable<LaunchTemplate> = {
  'create-time': ({ createdAt }) => xmlTime(createdAt),
  'launch-template-name': ({ name }) => name,
};

/** DescribeLaunchTemplates: by id, by name, or page by page. */
export function describeLaunchTemplates(call: Call, params: QueryParams): string {
  const matches = readFilters(params, filters);
  const ids = params.list('LaunchTemplateId');
  const names = params.list('LaunchTemplateName');
  const chosen = [...ids.map((id) => templateOf(call, { id })), ...names.map((name) => templateOf(call, { name }))];
  function* listing(after: string) {
    const { launchTemplates } = familyState(call.world.estate, imagesFamily);
    const all = call.world.index.of(launchTemplates).resources(call.accountId, call.region, after);
    for (const template of all)
      if ((chosen.length === 0 || chosen.includes(template)) && matches(template)) yield template;
  }
  const { items, nextToken } = listPage(call, params, limits, listing, ({ id }) => id);
  return itemList('launchTemplates', items.map(templateXml)) + nextToken;
}

function templateXml(template: LaunchTemplate): string {
  return (
    element('launchTemplateId', template.id) +
    element('launchTemplateName', template.name) +
    element('createTime', xmlTime(template.createdAt)) +
    element('createdBy', template.createdBy) +
    element('defaultVersionNumber', template.defaultVersion) +
    element('latestVersionNumber', template.versions.length) +
    tagSet(template.tags)
  );
}

/**
 * DescribeLaunchTemplateVersions: of one template, its versions by number or all of them; of all templates (neither id nor
 * name is given) the latest and the default ones.
 */
export function describeLaunchTemplateVersions(call: Call, params: QueryParams): string {
  const id = params.get('LaunchTemplateId');
  const name = params.get('LaunchTemplateName');
  const asked = params.list('LaunchTemplateVersion');
  const resolve = params.get('ResolveAlias') === 'true';
  const listed = id === undefined && name === undefined ? ofAll(call, asked) : ofOne(call, { id, name }, asked);
  const key = ({ template, version }: Listed): string => `${template.id} ${String(version.number).padStart(9, '0')}`;
  function* listing(after: string) {
    for (const each of listed) if (key(each) > after) yield each;
  }
  const { items, nextToken } = listPage(call, params, limits, listing, key);
  return (
    itemList(
      'launchTemplateVersionSet',
      items.map((each) => versionXml(call, each, resolve)),
    ) + nextToken
  );
}

interface Listed {
  readonly template: LaunchTemplate;
  readonly version: TemplateVersion;
}

function ofAll(call: Call, asked: readonly string[]): readonly Listed[] {
  const bad = asked.find((version) => version !== '$Latest' && version !== '$Default');
  if (asked.length === 0 || bad !== undefined) {
    throw new AwsError(
      'InvalidParameterValue',
      'A launch template ID or name must be specified for a version by number.',
    );
  }
  const { launchTemplates } = familyState(call.world.estate, imagesFamily);
  return [...call.world.index.of(launchTemplates).resources(call.accountId, call.region)].flatMap((template) =>
    template.versions
      .filter(
        ({ number }) =>
          (asked.includes('$Latest') && number === template.versions.length) ||
          (asked.includes('$Default') && number === template.defaultVersion),
      )
      .map((version) => ({ template, version })),
  );
}

function ofOne(
  call: Call,
  which: { readonly id: string | undefined; readonly name: string | undefined },
  asked: readonly string[],
): readonly Listed[] {
  const template = templateOf(call, which);
  if (asked.length === 0) return template.versions.map((version) => ({ template, version }));
  const numbers = new Set(asked.map((text) => numberOf(template, text)));
  return template.versions.filter(({ number }) => numbers.has(number)).map((version) => ({ template, version }));
}

function numberOf(template: LaunchTemplate, text: string): number {
  if (text === '$Latest') return template.versions.length;
  if (text === '$Default') return template.defaultVersion;
  if (template.versions.some(({ number }) => String(number) === text)) return Number(text);
  throw new AwsError(
    'InvalidLaunchTemplateId.VersionNotFound',
    `Could not find the specified version ${text} for the launch template with ID ${template.id}.`,
  );
}

function templateOf(
  call: Call,
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined },
): LaunchTemplate {
  const index = call.world.index.of(familyState(call.world.estate, imagesFamily).launchTemplates);
  if (id !== undefined) {
    if (!/^lt-[0-9a-f]{8}([0-9a-f]{9})?$/.test(id)) {
      throw new AwsError('InvalidLaunchTemplateId.Malformed', `The specified launch template ID ${id} is malformed.`);
    }
    const found = index.find(call.accountId, call.region, id);
    if (found !== undefined) return found;
    throw new AwsError(
      'InvalidLaunchTemplateId.NotFound',
      `The specified launch template, with template ID ${id}, does not exist.`,
    );
  }
  for (const template of index.resources(call.accountId, call.region)) if (template.name === name) return template;
  throw new AwsError(
    'InvalidLaunchTemplateName.NotFoundException',
    `The specified launch template, with template name ${name ?? ''}, does not exist.`,
  );
}

function versionXml(call: Call, { template, version }: Listed, resolve: boolean): string {
  const { image, dataSnapshotId } = version;
  return documentXml(
    {
      launchTemplateId: template.id,
      launchTemplateName: template.name,
      versionNumber: version.number,
      versionDescription: version.description,
      createTime: xmlTime(version.createdAt),
      createdBy: template.createdBy,
      defaultVersion: version.number === template.defaultVersion,
      launchTemplateData: {
        imageId: image === undefined || !resolve ? image : resolved(call, image),
        instanceType: version.instanceType,
        blockDeviceMappingSet:
          dataSnapshotId === undefined
            ? undefined
            : [
                {
                  deviceName: '/dev/sdf',
                  ebs: { snapshotId: dataSnapshotId, volumeType: 'gp3', deleteOnTermination: true },
                },
              ],
      },
    },
    ec2Form,
  );
}

/** The image that a parameter names; Amazon's public parameters name images of Amazon's. */
function resolved({ world, accountId, region }: Call, image: string): string {
  const name = /^resolve:ssm:(.+)$/.exec(image)?.[1];
  if (name === undefined) return image;
  if (name.startsWith('/aws/service/')) return 'ami-0a0a0a0a0a0a0a0a0';
  const value = familyState(world.estate, imagesFamily).parameters.get(parameterKey(accountId, region, name))?.value;
  if (value !== undefined) return value;
  throw new AwsError('InvalidParameterValue', `The Systems Manager parameter ${name} could not be resolved.`);
}
