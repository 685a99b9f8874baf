import {
  DescribeOrganizationCommand,
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParentCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new OrganizationsClient(settings);

export const commands = {
  DescribeOrganization: DescribeOrganizationCommand,
  ListAccounts: ListAccountsCommand,
  ListAccountsForParent: ListAccountsForParentCommand,
  ListDelegatedAdministrators: ListDelegatedAdministratorsCommand,
  ListOrganizationalUnitsForParent: ListOrganizationalUnitsForParentCommand,
  ListRoots: ListRootsCommand,
  ListTagsForResource: ListTagsForResourceCommand,
};
