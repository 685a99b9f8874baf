import { desktopsFamily } from '../../estate/desktops/family.ts';
import type { Workspace } from '../../estate/desktops/model.ts';
import { bundles } from '../../estate/desktops/prices.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Amazon WorkSpaces, version 2015-04-08: desktops, and when somebody was connected to them. */
export const workspacesModule: ServiceModule = {
  id: 'workspaces',
  profile: jsonProfile({ signingName: 'workspaces', targetPrefix: 'WorkspacesService', jsonVersion: '1.1' }),
  operations: documentOperations({
    DescribeWorkspaces: describeWorkspaces,
    DescribeWorkspacesConnectionStatus: describeConnectionStatus,
  }),
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValuesException', message);

/** 25 a page at most; ids, a directory or a bundle can be asked for. Ids that there are not are left out. */
function describeWorkspaces(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const ids = input.texts('WorkspaceIds');
  const directory = input.optionalText('DirectoryId');
  const user = input.optionalText('UserName');
  const bundle = input.optionalText('BundleId');
  const { items, nextToken } = paged(call, input, {
    what: ['workspaces', ids, directory, user, bundle],
    limit: input.optionalInteger('Limit', { min: 1, max: 25 }) ?? 25,
    keep: (one) =>
      (ids.length === 0 || ids.includes(one.id)) &&
      (directory === undefined || one.directoryId === directory) &&
      (user === undefined || one.userName === user) &&
      (bundle === undefined || one.bundleId === bundle),
  });
  return { Workspaces: items.map(document), NextToken: nextToken };
}

function describeConnectionStatus(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, invalid);
  const ids = input.texts('WorkspaceIds');
  const { items, nextToken } = paged(call, input, {
    what: ['connections', ids],
    limit: 25,
    keep: ({ id }) => ids.length === 0 || ids.includes(id),
  });
  return {
    WorkspacesConnectionStatus: items.map(({ id, lastConnectedAt }) => ({
      WorkspaceId: id,
      ConnectionState: 'DISCONNECTED',
      ConnectionStateCheckTimestamp: new Timestamp(call.now),
      ...(lastConnectedAt !== undefined && { LastKnownUserConnectionTimestamp: new Timestamp(lastConnectedAt) }),
    })),
    NextToken: nextToken,
  };
}

function paged(
  call: Call,
  input: DocumentInput,
  { what, limit, keep }: { readonly what: unknown; readonly limit: number; readonly keep: (one: Workspace) => boolean },
) {
  const { workspaces } = familyState(call.world.estate, desktopsFamily);
  return pageOf(call, {
    listing: JSON.stringify(what),
    token: input.optionalText('NextToken'),
    limit,
    items: (after) => call.world.index.of(workspaces).resources(call.accountId, call.region, after),
    keep,
    positionOf: ({ id }) => id,
    badToken: () => invalid('The NextToken is invalid.'),
  });
}

function document(one: Workspace): object {
  const { rootGiB, userGiB } = bundles[one.bundle]!;
  const autoStop = one.runningMode === 'AUTO_STOP';
  return {
    WorkspaceId: one.id,
    DirectoryId: one.directoryId,
    UserName: one.userName,
    IpAddress: one.ip,
    State: autoStop ? 'STOPPED' : 'AVAILABLE',
    BundleId: one.bundleId,
    SubnetId: one.subnetId,
    ComputerName: `WSAMZN-${one.id.slice(-7).toUpperCase()}`,
    WorkspaceProperties: {
      RunningMode: one.runningMode,
      ...(autoStop && { RunningModeAutoStopTimeoutInMinutes: 60 }),
      RootVolumeSizeGib: rootGiB,
      UserVolumeSizeGib: userGiB,
      ComputeTypeName: one.bundle,
      Protocols: ['WSP'],
      OperatingSystemName: 'WINDOWS_SERVER_2022',
    },
    ModificationStates: [],
    RelatedWorkspaces:
      one.standbyFor === undefined
        ? []
        : [{ WorkspaceId: one.standbyFor.id, Region: one.standbyFor.region, State: 'AVAILABLE', Type: 'PRIMARY' }],
  };
}
