import { defineMetrics } from '../define-metrics.ts';

/**
 * Sent every five minutes, 0 while nobody is connected. Source: WorkSpaces Administration Guide, "Monitor your WorkSpaces
 * using CloudWatch metrics".
 */
export const desktopMetrics = defineMetrics('aws:workspaces:workspace', 'desktop', [
  {
    metric: 'user-connected-maximum',
    periodSeconds: 3600,
    lookbackDays: 30,
    series: [
      {
        namespace: 'AWS/WorkSpaces',
        metric: 'UserConnected',
        stat: 'Maximum',
        dimensions: ({ resourceId }) => ({ WorkspaceId: resourceId }),
      },
    ],
    daySums: true,
    // A desktop in auto-stop is paid for its hours already; whether it is used at all, its last login tells.
    wants: ({ runningMode, standby }) => runningMode === 'always-on' && !standby,
  },
]);
