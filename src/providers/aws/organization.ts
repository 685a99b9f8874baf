import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { UnreadRow } from '../../domain/ports/provider.ts';
import type { Tags } from '../../domain/resources.ts';
import { readRows } from '../shared/read-rows.ts';
import type { AwsClient, OperationName } from './client.ts';

/** An organisational unit, or the root. */
export interface Unit {
  readonly id: string;
  readonly name: string;
}

/** The units from the root down, by account and all of them. */
export interface UnitTree {
  /** From the root down to the unit that holds the account. */
  readonly pathOf: ReadonlyMap<string, readonly Unit[]>;
  /** The path of each unit, its own name last. */
  readonly units: readonly (readonly Unit[])[];
}

const OrganizationAnswer = z.object({ Organization: z.object({ Id: z.string(), MasterAccountId: z.string() }) });

const Member = z
  .object({
    Id: z.string().regex(/^\d{12}$/),
    Name: z.string().optional(),
    // `Status` is the older field, `State` the newer one that replaces it; either says enough.
    State: z.string().optional(),
    Status: z.string().optional(),
  })
  .refine((account) => account.State !== undefined || account.Status !== undefined, {
    path: ['State'],
    message: 'neither State nor Status is there',
  });

export type Member = z.infer<typeof Member>;

const MembersPage = z.object({ Accounts: z.array(Member) });
const UnitsPage = z.object({ OrganizationalUnits: z.array(z.object({ Id: z.string(), Name: z.string() })) });
const RootsPage = z.object({ Roots: z.array(z.object({ Id: z.string(), Name: z.string() })) });
const AdministratorsPage = z.object({ DelegatedAdministrators: z.array(z.object({ Id: z.string() })) });
const TagsPage = z.object({ Tags: z.array(z.object({ Key: z.string(), Value: z.string() })) });

/** Reads AWS Organizations as the caller of `scope`: the management account or a delegated administrator. */
export class OrganizationReader {
  readonly #aws: AwsClient;
  readonly #scope: Scope;

  constructor(aws: AwsClient, scope: Scope) {
    this.#aws = aws;
    this.#scope = scope;
  }

  /** Throws a CloudError; any account of an organisation may ask. */
  async describe(): Promise<{ readonly id: string; readonly managementAccountId: string }> {
    const operation = 'organizations:DescribeOrganization';
    const answer = OrganizationAnswer.safeParse(
      await this.#aws.call('organizations', 'DescribeOrganization', this.#scope, {}),
    );
    if (!answer.success) throw malformed(operation, answer.error);
    const { Id: id, MasterAccountId: managementAccountId } = answer.data.Organization;
    return { id, managementAccountId };
  }

  /** Who pays: the management account, or the account itself outside of an organisation. */
  async billingAccount(): Promise<Fact<string>> {
    try {
      return known((await this.describe()).managementAccountId);
    } catch (error) {
      if (isOutsideOfOrganization(error)) return known(this.#scope.accountId);
      return unread(reason(error));
    }
  }

  /** All member accounts; throws a CloudError when they cannot be listed. */
  async members(): Promise<{ readonly members: readonly Member[]; readonly unread: readonly UnreadRow[] }> {
    const members: Member[] = [];
    const broken: UnreadRow[] = [];
    for await (const answer of this.#aws.pages('organizations', 'ListAccounts', this.#scope, { MaxResults: 20 })) {
      const operation = 'organizations:ListAccounts';
      const { page, unread: rows } = readRows(answer, {
        operation,
        page: MembersPage,
        rows: ['Accounts'],
        rowId: 'Id',
      });
      members.push(...page.Accounts);
      broken.push(...rows);
    }
    return { members, unread: broken };
  }

  /**
   * Walks the tree: two listings per unit are far fewer calls than the parents of each account. An unreadable tree is
   * one reason for all.
   */
  async tree(): Promise<Fact<UnitTree>> {
    try {
      const tree = { pathOf: new Map<string, readonly Unit[]>(), units: [] };
      const roots = await this.#all('ListRoots', {}, RootsPage, (page) => page.Roots);
      await Promise.all(roots.map(({ Id, Name }) => this.#walk([{ id: Id, name: Name }], tree)));
      return known(tree);
    } catch (error) {
      return unread(reason(error));
    }
  }

  /** Accounts that may read the organisation beside the management account, for one service or another. */
  async delegatedAdministrators(): Promise<Fact<readonly string[]>> {
    try {
      const operation = 'ListDelegatedAdministrators';
      const found = await this.#all(operation, {}, AdministratorsPage, (page) => page.DelegatedAdministrators);
      return known(found.map(({ Id }) => Id).toSorted());
    } catch (error) {
      return unread(reason(error));
    }
  }

  async tags(accountId: string): Promise<Fact<Tags>> {
    try {
      const input = { ResourceId: accountId };
      const tags = await this.#all('ListTagsForResource', input, TagsPage, (page) => page.Tags);
      return known(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])));
    } catch (error) {
      return unread(reason(error));
    }
  }

  async #walk(path: readonly Unit[], tree: { pathOf: Map<string, readonly Unit[]>; units: (readonly Unit[])[] }) {
    tree.units.push(path);
    const input = { ParentId: path.at(-1)?.id ?? '' };
    const [members, units] = await Promise.all([
      this.#all('ListAccountsForParent', input, MembersPage, (page) => page.Accounts),
      this.#all('ListOrganizationalUnitsForParent', input, UnitsPage, (page) => page.OrganizationalUnits),
    ]);
    for (const { Id } of members) tree.pathOf.set(Id, path);
    await Promise.all(units.map(({ Id, Name }) => this.#walk([...path, { id: Id, name: Name }], tree)));
  }

  async #all<Page, Row>(
    operation: OperationName<'organizations'>,
    input: { readonly ParentId?: string; readonly ResourceId?: string },
    schema: z.ZodType<Page>,
    rows: (page: Page) => readonly Row[],
  ): Promise<readonly Row[]> {
    const all: Row[] = [];
    for await (const answer of this.#aws.pages('organizations', operation, this.#scope, input)) {
      const page = schema.safeParse(answer);
      if (!page.success) throw malformed(`organizations:${operation}`, page.error);
      all.push(...rows(page.data));
    }
    return all;
  }
}

export const isOutsideOfOrganization = (error: unknown): boolean =>
  error instanceof CloudError && error.vendorCode === 'AWSOrganizationsNotInUseException';

/** Reason of a failed read; cancellation and bugs go on up. */
function reason(error: unknown): string {
  if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
  return reasonOf(error);
}

function malformed(operation: string, error: z.ZodError): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(error)}`;
  return new CloudError({ category: 'malformed', operation, message });
}
