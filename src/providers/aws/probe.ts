import type { Account } from '../../domain/accounts.ts';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AwsSettings } from '../../domain/cloud-settings.ts';
import { GLOBAL_REGION, type Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Probe, SkippedScope, UnreadScope } from '../../domain/ports/provider.ts';
import { findAccounts } from './accounts.ts';
import { globalScope } from './aws-scope.ts';
import type { AwsClient } from './client.ts';
import { enterAccount } from './discover.ts';
import { isOutsideOfOrganization, OrganizationReader } from './organization.ts';
import { accountQuestions, ownQuestions, type Question } from './probe-questions.ts';
import type { Sessions } from './sessions.ts';

/** Only `doctor` asks for it, and goes on without. */
export const probePermissions = ['organizations:ListDelegatedAdministrators'] as const;

export interface ProbeOptions {
  readonly aws: AwsClient;
  readonly sessions: Sessions;
  readonly settings: AwsSettings;
  now(): Instant;
}

/**
 * Who we are; what our own credentials may ask; which accounts can be entered; and what may be read in our own and
 * in one other account.
 */
export async function* probeAws(options: ProbeOptions): AsyncGenerator<Probe, void, undefined> {
  const { aws, sessions, settings } = options;
  const who = await outcomeOf('sts:GetCallerIdentity', ['sts:GetCallerIdentity'], async () => {
    const { principal, source } = await sessions.identity();
    return `${principal} by ${source}`;
  });
  const clockSkewMs = aws.clockSkew.lastMs;
  yield { ...who, ...(clockSkewMs !== undefined && { clockSkewMs }) };
  if (who.outcome !== 'ok') return;
  const { accountId } = await sessions.identity();
  const own = globalScope(accountId);
  yield await outcomeOf('organizations:DescribeOrganization', ['organizations:DescribeOrganization'], () =>
    organizationIn(new OrganizationReader(aws, own), accountId),
  );
  yield* askAll(options, ownQuestions, own);
  const found = await findAccounts(aws, accountId, settings);
  sessions.learn(found.accounts);
  const names = new Map(found.accounts.map((account) => [account.accountId, account.name]));
  for (const hole of found.unread) yield unreadProbe(hole);
  for (const left of found.skipped) yield skippedProbe(left, names);
  const samples = new Map<'own' | 'other', Scope>();
  for (const entering of found.chosen.map((account) => enter(options, account))) {
    const { probes, scope } = await entering;
    yield* probes;
    if (scope === undefined) continue;
    const which = scope.accountId === accountId ? 'own' : 'other';
    if (!samples.has(which)) samples.set(which, scope);
  }
  for (const scope of samples.values()) yield* askAll(options, accountQuestions, scope);
}

/** In words: which organisation, and what we are in it. */
async function organizationIn(reader: OrganizationReader, accountId: string): Promise<string> {
  const { id, managementAccountId: managementId } = await reader.describe();
  const delegated = await reader.delegatedAdministrators();
  const administrators = delegated.known ? delegated.value : [];
  const role =
    managementId === accountId
      ? 'which is this account'
      : administrators.includes(accountId)
        ? 'which has delegated its administration to this account'
        : 'of which this account is a member';
  const others = administrators.length === 0 ? '' : `; delegated administrators: ${administrators.join(', ')}`;
  return `${id}, managed by ${managementId}, ${role}${others}`;
}

/** All at once, told in their order. */
async function* askAll(
  { aws, now }: ProbeOptions,
  questions: readonly Question[],
  scope: Scope,
): AsyncGenerator<Probe> {
  const asked = questions.map((question) =>
    outcomeOf(`${question.name}${placeOf(question, scope)}`, question.permissions, async () => {
      await question.ask(aws, scope, now());
      return undefined;
    }),
  );
  for (const probe of asked) yield await probe;
}

/** Nothing where only our own account is meant. */
function placeOf(question: Question, { accountId, regionId }: Scope): string {
  if (regionId === GLOBAL_REGION) return '';
  return question.global ? ` in ${accountId}` : ` in ${accountId} ${regionId}`;
}

async function enter(
  { aws, sessions, settings }: ProbeOptions,
  account: Account,
): Promise<{ readonly probes: readonly Probe[]; readonly scope: Scope | undefined }> {
  const name = nameOf(account.accountId, account.name);
  const { scopes, unread, skipped } = await enterAccount(aws, sessions, account, settings);
  const [scope] = scopes;
  const regions = scopes.map(({ regionId }) => regionId).join(', ');
  const left = skipped.map(({ reason }) => `; ${reason}`).join('');
  const permissions = ['sts:AssumeRole', 'ec2:DescribeRegions'];
  const message = `entered: ${regions || 'no region to read'}${left}`;
  const entered: readonly Probe[] =
    scope === undefined && unread.length > 0 ? [] : [{ name, permissions, outcome: 'ok', message }];
  return { probes: [...entered, ...unread.map(unreadProbe)], scope };
}

const nameOf = (accountId: string, name: string | undefined): string =>
  name === undefined || name === accountId ? `account ${accountId}` : `account ${accountId} (${name})`;

function unreadProbe({ scope, subject, error }: UnreadScope): Probe {
  const place = scope.regionId === GLOBAL_REGION ? '' : ` ${scope.regionId}`;
  return failed(`account ${scope.accountId}${place} ${subject}`, [error.operation], error);
}

const skippedProbe = ({ scope, reason }: SkippedScope, names: ReadonlyMap<string, string>): Probe => ({
  name: nameOf(scope.accountId, names.get(scope.accountId)),
  permissions: [],
  outcome: 'skipped',
  message: `not entered: ${reason}`,
});

async function outcomeOf(
  name: string,
  permissions: readonly string[],
  ask: () => Promise<string | undefined>,
): Promise<Probe> {
  try {
    const message = await ask();
    return { name, permissions, outcome: 'ok', ...(message !== undefined && { message }) };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    if (isOutsideOfOrganization(error)) {
      return { name, permissions, outcome: 'ok', message: 'the account belongs to no organisation' };
    }
    return failed(name, permissions, error);
  }
}

/** AWS names the action that it refused: `… is not authorized to perform: sts:TagSession on resource …`. */
function failed(name: string, permissions: readonly string[], error: CloudError): Probe {
  if (error.category !== 'denied') return { name, permissions, outcome: 'failed', message: error.message };
  const action = /not authorized to perform: ([\w-]+:\w+)/.exec(error.message)?.[1] ?? error.operation;
  return { name, permissions: [action], outcome: 'denied', message: error.message };
}
