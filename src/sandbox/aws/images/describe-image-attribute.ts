import { familyState } from '../../estate/family.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import type { OwnImage } from '../../estate/images/model.ts';
import type { Call } from '../call.ts';
import { documentXml, ec2Form } from '../wire/document-xml.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import { xmlTime } from '../wire/xml.ts';

/** DescribeImageAttribute of an image that the account owns: one attribute a call. */
export function describeImageAttribute({ world, accountId, region }: Call, params: QueryParams): string {
  const id = required(params, 'ImageId');
  const attribute = required(params, 'Attribute');
  if (!/^ami-[0-9a-f]{8}([0-9a-f]{9})?$/.test(id)) {
    throw new AwsError('InvalidAMIID.Malformed', `Invalid id: "${id}" (expecting "ami-...")`);
  }
  const image = familyState(world.estate, imagesFamily).images.get(id);
  if (image === undefined || image.region !== region) {
    throw new AwsError('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
  }
  if (image.accountId !== accountId) {
    throw new AwsError('AuthFailure', `Not authorized for image:${id}`, { status: 403 });
  }
  return documentXml({ imageId: id, ...valueOf(image, attribute) }, ec2Form);
}

function valueOf(image: OwnImage, attribute: string): object {
  switch (attribute) {
    case 'launchPermission':
      return { launchPermission: image.sharedWith };
    case 'description':
      return { description: { value: image.description } };
    case 'lastLaunchedTime':
      // An empty element for an image that never launched anything.
      return {
        lastLaunchedTime: image.lastLaunchedAt === undefined ? {} : { value: xmlTime(image.lastLaunchedAt) },
      };
    case 'deregistrationProtection':
      return { deregistrationProtection: { value: image.protection } };
    case 'productCodes':
      return { productCodes: [] };
    default:
      throw new AwsError('InvalidRequest', `The request received was invalid: attribute ${attribute}`);
  }
}

function required(params: QueryParams, name: string): string {
  const value = params.get(name);
  if (value === undefined) throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  return value;
}
