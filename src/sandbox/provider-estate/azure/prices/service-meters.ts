import type { MeterPart } from './meter.ts';

interface Service {
  readonly serviceName: string;
  readonly serviceFamily: string;
  readonly productName: string;
}

const API_MANAGEMENT: Service = {
  serviceName: 'API Management',
  serviceFamily: 'Developer Tools',
  productName: 'API Management',
};

/**
 * USD per hour of a unit: the monthly prices of infracost's golden file of azurerm_api_management (eastus; 147.17, 686.71,
 * 2795.17) by 730 hours.
 */
const API_UNITS = { Basic: '0.2016', Standard: '0.9407', Premium: '3.829' } as const;

const BACKUP: Service = { serviceName: 'Backup', serviceFamily: 'Storage', productName: 'Backup' };

/** USD; infracost's golden file of azurerm_recovery_services_vault: a machine of 50 to 500 GB a month, and a GB of it. */
const BACKUP_MONTH = { instance: '10', grs: '0.0448' } as const;

const MODELS: Service = {
  serviceName: 'Foundry Models',
  serviceFamily: 'AI + Machine Learning',
  productName: 'Azure OpenAI',
};

/** USD per unit and hour; readings of the Retail Prices API in public repositories, as of 2026-07. */
const THROUGHPUT = { Global: '1', 'Data Zone': '1.1' } as const;

/** Services for APIs, machine learning and logs; the same price in each of the sandbox's regions. */
export function* serviceMeters(): Generator<readonly [string, MeterPart]> {
  for (const [tier, usd] of Object.entries(API_UNITS)) {
    const named = { skuName: tier, meterName: `${tier} Unit`, unit: '1 Hour' };
    yield [`api-management/${tier}`, { ...API_MANAGEMENT, ...named, usd }];
  }
  for (const [where, usd] of Object.entries(THROUGHPUT)) {
    const skuName = `Provisioned Managed ${where}`;
    yield [`openai/ptu/${where}`, { ...MODELS, skuName, meterName: `${skuName} Unit`, unit: '1/Hour', usd }];
  }
  const standard = { ...BACKUP, skuName: 'Standard' };
  yield [
    'backup/instance',
    {
      ...standard,
      skuName: 'Azure VM',
      meterName: 'Azure VM Protected Instances',
      unit: '1/Month',
      usd: BACKUP_MONTH.instance,
    },
  ];
  yield ['backup/grs', { ...standard, meterName: 'GRS Data Stored', unit: '1 GB/Month', usd: BACKUP_MONTH.grs }];
}
