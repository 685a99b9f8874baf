import type { AwsAccount, AwsOrganizationalUnit, Estate } from '../../estate/model.ts';
import { AwsError } from '../wire/errors.ts';

/** The organisation of an estate, in the shapes of the Organizations API. */
export class OrganizationTree {
  readonly #estate: Estate;

  constructor(estate: Estate) {
    this.#estate = estate;
  }

  organization() {
    const { id, managementAccountId } = this.#estate.organization;
    const management = this.#estate.accounts.find((account) => account.id === managementAccountId);
    return {
      Id: id,
      Arn: this.#arn(`organization/${id}`),
      FeatureSet: 'ALL',
      MasterAccountArn: this.#arn(`account/${id}/${managementAccountId}`),
      MasterAccountId: managementAccountId,
      MasterAccountEmail: management?.email,
      AvailablePolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    };
  }

  root() {
    const { id, rootId } = this.#estate.organization;
    return {
      Id: rootId,
      Arn: this.#arn(`root/${id}/${rootId}`),
      Name: 'Root',
      PolicyTypes: [{ Type: 'SERVICE_CONTROL_POLICY', Status: 'ENABLED' }],
    };
  }

  accounts() {
    return this.#estate.accounts.map((account) => this.#account(account));
  }

  /** The first account of the Platform unit, where there is one. */
  delegatedAdministrators() {
    const { accounts, organization } = this.#estate;
    const platform = organization.units.find(({ name }) => name === 'Platform')?.id;
    const account = accounts.find(({ parentId, status }) => parentId === platform && status === 'ACTIVE');
    if (!account) return [];
    const { Paths: _paths, ...shown } = this.#account(account);
    return [{ ...shown, DelegationEnabledDate: account.joinedAt / 1000 }];
  }

  accountsOf(parentId: string) {
    return this.#estate.accounts
      .filter((account) => account.parentId === parentId)
      .map((account) => this.#account(account));
  }

  unitsOf(parentId: string) {
    return this.#estate.organization.units.filter((unit) => unit.parentId === parentId).map((unit) => this.#unit(unit));
  }

  account(id: string) {
    const found = this.#estate.accounts.find((account) => account.id === id);
    if (!found) throw new AwsError('AccountNotFoundException', "You specified an account that doesn't exist.");
    return this.#account(found);
  }

  unit(id: string) {
    const found = this.#estate.organization.units.find((unit) => unit.id === id);
    if (!found) {
      throw new AwsError(
        'OrganizationalUnitNotFoundException',
        "You specified an organizational unit that doesn't exist.",
      );
    }
    return this.#unit(found);
  }

  /** The id, when it names the root or a unit. */
  existingParent(id: string): string {
    const { rootId, units } = this.#estate.organization;
    if (id === rootId || units.some((unit) => unit.id === id)) return id;
    throw new AwsError('ParentNotFoundException', "You specified a parent that doesn't exist.");
  }

  parentOf(childId: string) {
    const { organization, accounts } = this.#estate;
    const parentId = (accounts.find(({ id }) => id === childId) ?? organization.units.find(({ id }) => id === childId))
      ?.parentId;
    if (parentId === undefined)
      throw new AwsError('ChildNotFoundException', "You specified a child that doesn't exist.");
    return { Id: parentId, Type: parentId === organization.rootId ? 'ROOT' : 'ORGANIZATIONAL_UNIT' };
  }

  tagsOf(resourceId: string) {
    const { organization, accounts } = this.#estate;
    const account = accounts.find(({ id }) => id === resourceId);
    if (account) return Object.entries(account.tags).map(([Key, Value]) => ({ Key, Value }));
    if (resourceId === organization.rootId || organization.units.some(({ id }) => id === resourceId)) return [];
    throw new AwsError('TargetNotFoundException', "You specified a target that doesn't exist.");
  }

  #account(account: AwsAccount) {
    return {
      Id: account.id,
      Arn: this.#arn(`account/${this.#estate.organization.id}/${account.id}`),
      Email: account.email,
      Name: account.name,
      Status: account.status,
      State: account.status,
      Paths: [`${this.#path(account.parentId)}${account.id}/`],
      JoinedMethod: 'CREATED',
      JoinedTimestamp: account.joinedAt / 1000,
    };
  }

  #unit(unit: AwsOrganizationalUnit) {
    return {
      Id: unit.id,
      Arn: this.#arn(`ou/${this.#estate.organization.id}/${unit.id}`),
      Name: unit.name,
      Path: this.#path(unit.id),
    };
  }

  /** `o-…/r-…/ou-…/` down to the given unit. */
  #path(unitId: string): string {
    const { id, rootId, units } = this.#estate.organization;
    if (unitId === rootId) return `${id}/${rootId}/`;
    const parentId = units.find((unit) => unit.id === unitId)?.parentId ?? rootId;
    return `${this.#path(parentId)}${unitId}/`;
  }

  #arn(resource: string): string {
    return `arn:aws:organizations::${this.#estate.organization.managementAccountId}:${resource}`;
  }
}
