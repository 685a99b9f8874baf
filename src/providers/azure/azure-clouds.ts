import type { AzureCloudName, AzureSettings } from '../../domain/cloud-settings.ts';

/** Hosts of one Azure cloud. */
export interface AzureCloud {
  readonly resourceManager: string;
  readonly authority: string;
  /** The metrics batch API of a location is at `https://<location>.<this>`. */
  readonly metricsHost: string;
  /** The Blob service of a storage account is at `https://<account>.<this>`. */
  readonly blobHost: string;
  /** Undefined where the cloud has no public price API of its own or of another. */
  readonly retailPrices: string | undefined;
}

/**
 * Sources: Azure documentation, "Compare Azure Government and global Azure" and "Azure China developer guide" (endpoint
 * tables); `MonitorMetricsQueryAudience` of the Azure SDKs for the hosts of the metrics batch API; "Azure Retail Prices
 * overview" (it lists the regions of Azure Government too; Azure in China, billed by 21Vianet, is not in it).
 */
const clouds: Readonly<Record<AzureCloudName, AzureCloud>> = {
  public: {
    resourceManager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    metricsHost: 'metrics.monitor.azure.com',
    blobHost: 'blob.core.windows.net',
    retailPrices: 'https://prices.azure.com',
  },
  'us-government': {
    resourceManager: 'https://management.usgovcloudapi.net',
    authority: 'https://login.microsoftonline.us',
    metricsHost: 'metrics.monitor.azure.us',
    blobHost: 'blob.core.usgovcloudapi.net',
    retailPrices: 'https://prices.azure.com',
  },
  china: {
    resourceManager: 'https://management.chinacloudapi.cn',
    authority: 'https://login.chinacloudapi.cn',
    metricsHost: 'metrics.monitor.azure.cn',
    blobHost: 'blob.core.chinacloudapi.cn',
    retailPrices: undefined,
  },
};

export function azureCloud({ cloud = 'public', endpoints = {} }: AzureSettings): AzureCloud {
  const named = clouds[cloud];
  return {
    resourceManager: withoutSlash(endpoints.resourceManager ?? named.resourceManager),
    authority: withoutSlash(endpoints.authority ?? named.authority),
    metricsHost: named.metricsHost,
    blobHost: named.blobHost,
    retailPrices: withoutSlash(endpoints.retailPrices ?? named.retailPrices),
  };
}

function withoutSlash(url: string): string;
function withoutSlash(url: string | undefined): string | undefined;
function withoutSlash(url: string | undefined): string | undefined {
  return url?.replace(/\/+$/, '');
}
