import type { Call, DocumentOperation } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { halved, readToken, takePage, writeToken } from '../paging.ts';
import { organizationsProfile } from './profile.ts';
import { AwsError } from '../wire/errors.ts';
import { OrganizationTree } from './organization-tree.ts';

type Operate = (tree: OrganizationTree, input: DocumentInput, call: Call) => object;

/**
 * AWS Organizations, version 2016-11-28: the reading half. The management account and the delegated administrators may
 * ask; where the organisation is, any account of it.
 */
export const organizationsOperations = documentOperations({
  DescribeOrganization: fromMembers((tree) => ({ Organization: tree.organization() })),
  ListRoots: fromAdministrators((tree, input, call) => page(call, input, 'Roots', [tree.root()], ({ Id }) => Id)),
  ListAccounts: fromAdministrators((tree, input, call) =>
    page(call, input, 'Accounts', tree.accounts(), ({ Id }) => Id),
  ),
  ListAccountsForParent: fromAdministrators((tree, input, call) =>
    page(call, input, 'Accounts', tree.accountsOf(tree.existingParent(input.text('ParentId'))), ({ Id }) => Id),
  ),
  ListOrganizationalUnitsForParent: fromAdministrators((tree, input, call) =>
    page(call, input, 'OrganizationalUnits', tree.unitsOf(tree.existingParent(input.text('ParentId'))), ({ Id }) => Id),
  ),
  ListParents: fromAdministrators((tree, input, call) =>
    page(call, input, 'Parents', [tree.parentOf(input.text('ChildId'))], ({ Id }) => Id),
  ),
  ListChildren: fromAdministrators((tree, input, call) => {
    const parentId = tree.existingParent(input.text('ParentId'));
    const type = input.oneOf('ChildType', ['ACCOUNT', 'ORGANIZATIONAL_UNIT']);
    const children = type === 'ACCOUNT' ? tree.accountsOf(parentId) : tree.unitsOf(parentId);
    return page(
      call,
      input,
      'Children',
      children.map(({ Id }) => ({ Id, Type: type })),
      ({ Id }) => Id,
    );
  }),
  DescribeAccount: fromAdministrators((tree, input) => ({ Account: tree.account(input.text('AccountId')) })),
  DescribeOrganizationalUnit: fromAdministrators((tree, input) => ({
    OrganizationalUnit: tree.unit(input.text('OrganizationalUnitId')),
  })),
  ListDelegatedAdministrators: fromAdministrators((tree, input, call) =>
    page(call, input, 'DelegatedAdministrators', tree.delegatedAdministrators(), ({ Id }) => Id),
  ),
  ListTagsForResource: fromAdministrators((tree, input, call) =>
    page(call, input, 'Tags', tree.tagsOf(input.text('ResourceId')), ({ Key }) => Key),
  ),
});

/** Organizations gives at most 20 results a page, and 20 when not asked for a number. */
const largestPage = 20;

function fromMembers(operate: Operate): DocumentOperation {
  return (call, fields) =>
    operate(new OrganizationTree(call.world.estate), new DocumentInput(fields, invalidInput), call);
}

function fromAdministrators(operate: Operate): DocumentOperation {
  return fromMembers((tree, input, call) => {
    const { managementAccountId } = call.world.estate.organization;
    const delegated = tree.delegatedAdministrators().some(({ Id }) => Id === call.accountId);
    if (call.accountId === managementAccountId || delegated) return operate(tree, input, call);
    const { code, message } = organizationsProfile.denied;
    throw new AwsError(code, message);
  });
}

function page<R>(
  call: Call,
  input: DocumentInput,
  field: string,
  all: readonly R[],
  idOf: (item: R) => string,
): object {
  const limit = input.optionalInteger('MaxResults', { min: 1, max: largestPage }) ?? largestPage;
  const listing = [
    call.operation,
    ...['ParentId', 'ChildId', 'ChildType', 'ResourceId'].map((name) => input.optionalText(name)),
  ].join(' ');
  const token = input.optionalText('NextToken');
  const after = token === undefined ? undefined : readToken(listing, token);
  if (token !== undefined && after === undefined) throw invalidInput('You specified an invalid value for nextToken.');
  const start = after === undefined ? 0 : all.findIndex((item) => idOf(item) === after) + 1;
  const full = takePage(all.slice(start), limit, idOf);
  const { items, endsAt } = call.halvePage ? halved(full, idOf) : full;
  return { [field]: items, ...(endsAt === undefined ? {} : { NextToken: writeToken(listing, endsAt) }) };
}

function invalidInput(message: string): AwsError {
  return new AwsError('InvalidInputException', message);
}
