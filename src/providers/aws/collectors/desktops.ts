import { z } from 'zod';
import { type Fact, known, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { type Instant, instant } from '../../../domain/instant.ts';
import type { Desktop } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { bundleKey, licenceOf, systemOf } from '../desktop-names.ts';
import { withBeside } from '../first-look.ts';
import { partitionOf } from '../partitions.ts';
import { documentsIn, readAside, rowsOf } from '../read-aside.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';
import { whereServed } from '../unserved-regions.ts';

type LastConnected = (workspaceId: string) => Fact<Instant | null>;

interface Beside {
  readonly lastConnected: LastConnected;
  readonly tagsOf: TagsOf;
}

const Workspace = z.object({
  WorkspaceId: z.string().min(1),
  UserName: z.string().default(''),
  State: z.string().min(1),
  WorkspaceName: z.string().optional(),
  WorkspaceProperties: z.object({
    RunningMode: z.string().optional(),
    RunningModeAutoStopTimeoutInMinutes: z.int().optional(),
    RootVolumeSizeGib: z.int().optional(),
    UserVolumeSizeGib: z.int().optional(),
    ComputeTypeName: z.string().optional(),
    OperatingSystemName: z.string().optional(),
  }),
  // Left out of one that has no counterpart in another region.
  RelatedWorkspaces: z.array(z.object({ Type: z.string().optional() })).default([]),
});

/** Amazon WorkSpaces of one account and region. Source: WorkSpaces API, DescribeWorkspaces and DescribeWorkspacesConnectionStatus. */
export const desktops = defineCollector({
  type: 'aws:workspaces:workspace',
  kind: 'desktop',
  reach: 'regional',
  permissions: ['workspaces:DescribeWorkspaces', 'workspaces:DescribeWorkspacesConnectionStatus', ...tagPermissions],
  operation: 'workspaces:DescribeWorkspaces',
  page: z.object({ Workspaces: z.array(Workspace), beside: z.custom<() => Beside>((of) => typeof of === 'function') }),
  rows: ['Workspaces'],
  rowId: 'WorkspaceId',
  async *fetch(aws: AwsClient, scope) {
    let beside: Beside | undefined;
    const pages = aws.pages('workspaces', 'DescribeWorkspaces', scope, { Limit: 25 });
    for await (const page of whereServed('workspaces', scope, pages)) {
      if (documentsIn(page, 'Workspaces').length > 0) {
        beside ??= {
          lastConnected: await readConnections(aws, scope),
          tagsOf: await readTags(aws, scope, 'workspaces:workspace'),
        };
      }
      yield withBeside(page, { beside: () => beside });
    }
  },
  toResources: ({ Workspaces, beside }, scope) =>
    Workspaces.filter(({ State }) => State !== 'TERMINATING' && State !== 'TERMINATED').map((w): Desktop => {
      const p = w.WorkspaceProperties;
      const { regionId, accountId } = scope;
      const arn = `arn:${partitionOf(regionId).id}:workspaces:${regionId}:${accountId}:workspace/${w.WorkspaceId}`;
      return {
        kind: 'desktop',
        type: 'aws:workspaces:workspace',
        resourceId: w.WorkspaceId,
        billingIds: [arn],
        scope,
        name: w.WorkspaceName ?? w.UserName,
        state: w.State,
        createdAt: unread('WorkSpaces does not tell when one was made'),
        tags: beside().tagsOf(arn),
        userName: w.UserName,
        standby: w.RelatedWorkspaces.some(({ Type }) => Type === 'PRIMARY'),
        bundle: bundleKey(p.ComputeTypeName ?? ''),
        operatingSystem: systemOf(p.OperatingSystemName),
        licence: licenceOf(p.OperatingSystemName),
        rootVolumeGiB: p.RootVolumeSizeGib ?? 0,
        userVolumeGiB: p.UserVolumeSizeGib ?? 0,
        runningMode: p.RunningMode === 'AUTO_STOP' ? 'auto-stop' : p.RunningMode === 'MANUAL' ? 'manual' : 'always-on',
        ...(p.RunningModeAutoStopTimeoutInMinutes !== undefined && {
          autoStopMinutes: p.RunningModeAutoStopTimeoutInMinutes,
        }),
        lastConnectedAt: beside().lastConnected(w.WorkspaceId),
      };
    }),
});

const Status = z.object({
  WorkspaceId: z.string().min(1),
  // Left out of one that nobody ever connected to.
  LastKnownUserConnectionTimestamp: z.date().optional(),
});

/** When each was last used: one listing for all of them. */
async function readConnections(aws: AwsClient, scope: Scope): Promise<LastConnected> {
  const told = await readAside(async () => {
    const rows = await rowsOf(aws.pages('workspaces', 'DescribeWorkspacesConnectionStatus', scope, {}), {
      operation: 'workspaces:DescribeWorkspacesConnectionStatus',
      page: z.object({ WorkspacesConnectionStatus: z.array(Status) }),
      list: 'WorkspacesConnectionStatus',
      rowId: 'WorkspaceId',
    });
    return new Map(rows.map((row) => [row.WorkspaceId, row.LastKnownUserConnectionTimestamp]));
  });
  return (id) => {
    if (!told.known) return told;
    if (!told.value.has(id)) return unread('its connections are not in the answer');
    const at = told.value.get(id);
    return known(at === undefined ? null : instant(at));
  };
}
