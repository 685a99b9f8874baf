import { familyState } from '../../estate/family.ts';
import { imagesFamily } from '../../estate/images/family.ts';
import type { LifecyclePolicy } from '../../estate/images/model.ts';
import type { Call } from '../call.ts';
import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';

/** Amazon Data Lifecycle Manager, version 2018-01-12: the listing of its policies, which has no pages. */
export const dlmModule: ServiceModule = {
  id: 'dlm',
  profile: restJsonProfile({ signingName: 'dlm', messageField: 'Message' }),
  operations: restOperations({ GetLifecyclePolicies: getLifecyclePolicies }),
  routes: [
    {
      operation: 'GetLifecyclePolicies',
      method: 'GET',
      path: '/policies',
      query: { policyIds: 'list', resourceTypes: 'list', targetTags: 'list', tagsToAdd: 'list' },
    },
  ],
};

function getLifecyclePolicies(call: Call, input: Readonly<Record<string, unknown>>): object {
  const index = call.world.index.of(familyState(call.world.estate, imagesFamily).policies);
  const ids = textsOf(input['policyIds']);
  const missing = ids.filter((id) => index.find(call.accountId, call.region, id) === undefined);
  if (missing.length > 0) {
    throw new AwsError('ResourceNotFoundException', `Policies not found: ${missing.join(', ')}`, { status: 404 });
  }
  const policies = [...index.resources(call.accountId, call.region)].filter(
    ({ id, state }) =>
      (ids.length === 0 || ids.includes(id)) && (input['state'] === undefined || input['state'] === state),
  );
  return { Policies: policies.map(summaryOf) };
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];

const summaryOf = ({ id, description, state, type, tags }: LifecyclePolicy): object => ({
  PolicyId: id,
  Description: description,
  State: state,
  Tags: tags,
  PolicyType: type,
  DefaultPolicy: false,
});
