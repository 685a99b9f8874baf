import document from '../../../data/azure-prices.json' with { type: 'json' };
import type { MeterPart } from './meter.ts';
import { share, times } from './money.ts';

const { unitPrices } = document;

/**
 * Plans of App Service: USD per hour and instance on Linux, on Windows. Source: the price file's rows of
 * `azurerm_service_plan` (Infracost's expected outputs, East US), which name both.
 */
const PLANS = [
  ['B1', 'Basic', 'B1', '0.017', '0.075'],
  ['B2', 'Basic', 'B2', '0.034', '0.15'],
  ['S1', 'Standard', 'S1', '0.095', '0.1'],
  ['S2', 'Standard', 'S2', '0.19', '0.2'],
  ['S3', 'Standard', 'S3', '0.38', '0.4'],
  ['P0v3', 'Premium v3', 'P0v3', '0.0775', '0.1575'],
  ['P1v3', 'Premium v3', 'P1 v3', '0.155', '0.315'],
  ['P2v3', 'Premium v3', 'P2 v3', '0.31', '0.63'],
  ['P3v3', 'Premium v3', 'P3 v3', '0.62', '1.26'],
] as const;

/** Azure Cache for Redis, standard tier: USD per hour of the pair of nodes. Source: its pricing page, East US, as of 2026. */
const CACHES = [
  ['C1', '0.138'],
  ['C2', '0.225'],
  // The price file has it by the node.
  ['C3', share(times(unitPrices.redisStandardC3Month.usd, 2), 1, 730)],
  ['C4', '0.575'],
] as const;

/** DTU levels: USD per day. S1 stands in the price file (0.04032 an hour); the others have the same price per DTU. */
const DTU_LEVELS = [
  ['S0', 10, '0.4839'],
  ['S1', 20, '0.9677'],
  ['S2', 50, '2.4194'],
  ['S3', 100, '4.8387'],
  ['S4', 200, '9.6774'],
  ['S6', 400, '19.3548'],
] as const;

/** App Service, AKS, SQL, Redis and PostgreSQL; the same price in each of the sandbox's regions. */
export function* platformMeters(): Generator<readonly [string, MeterPart]> {
  for (const [name, tier, skuName, linux, windows] of PLANS) {
    for (const [system, usd] of [
      ['linux', linux],
      ['windows', windows],
    ] as const) {
      const productName = `Azure App Service ${tier} Plan${system === 'linux' ? ' - Linux' : ''}`;
      const part = { serviceName: 'Azure App Service', serviceFamily: 'Compute', productName, skuName, unit: '1 Hour' };
      yield [`plan/${name}/${system}`, { ...part, meterName: `${skuName} App`, usd }];
    }
  }
  yield [
    'aks/Standard',
    {
      serviceName: 'Azure Kubernetes Service',
      serviceFamily: 'Compute',
      productName: 'Azure Kubernetes Service',
      skuName: 'Standard',
      meterName: 'Standard Uptime SLA',
      unit: '1 Hour',
      usd: unitPrices.aksUptimeHour.usd,
    },
  ];
  yield* sqlMeters();
  for (const [name, usd] of CACHES) {
    yield [
      `redis/Standard/${name}`,
      {
        serviceName: 'Redis Cache',
        serviceFamily: 'Databases',
        productName: 'Azure Redis Cache Standard',
        skuName: name,
        meterName: `${name} Cache`,
        unit: '1 Hour',
        usd,
      },
    ];
  }
  for (const vcores of [2, 4, 8, 16]) {
    yield [
      `postgresql/GeneralPurpose/Standard_D${vcores}s_v3`,
      {
        serviceName: 'Azure Database for PostgreSQL',
        serviceFamily: 'Databases',
        productName: 'Azure Database for PostgreSQL Flexible Server General Purpose Dsv3 Series Compute',
        skuName: `${vcores} vCore`,
        meterName: 'vCore',
        armSkuName: `Standard_D${vcores}s_v3`,
        unit: '1 Hour',
        usd: share(unitPrices.postgresqlD4sV3Hour.usd, vcores, 4),
      },
    ];
  }
}

function* sqlMeters(): Generator<readonly [string, MeterPart]> {
  const sql = { serviceName: 'SQL Database', serviceFamily: 'Databases' };
  const models = [
    [
      'GeneralPurpose',
      'General Purpose',
      'GP',
      share(unitPrices.sqlGpGen5FourVcoreHour.usd, 1, 4),
      unitPrices.sqlGpLicenceVcoreHour.usd,
    ],
    [
      'BusinessCritical',
      'Business Critical',
      'BC',
      share(unitPrices.sqlBcGen5EightVcoreHour.usd, 1, 8),
      unitPrices.sqlBcLicenceVcoreHour.usd,
    ],
  ] as const;
  for (const [tier, title, code, vcore, licence] of models) {
    const product = `SQL Database Single/Elastic Pool ${title}`;
    for (const vcores of [2, 4, 8, 16]) {
      yield [
        `sql/${tier}/${vcores}`,
        {
          ...sql,
          productName: `${product} - Compute Gen5`,
          skuName: `${vcores} vCore`,
          meterName: 'vCore',
          armSkuName: `SQLDB_${code}_Compute_Gen5_${vcores}`,
          unit: '1 Hour',
          usd: times(vcore, vcores),
        },
      ];
    }
    yield [
      `sql/${tier}/licence`,
      {
        ...sql,
        productName: `${product} - SQL License`,
        skuName: 'vCore',
        meterName: 'vCore',
        unit: '1 Hour',
        usd: licence,
      },
    ];
  }
  for (const [name, dtus, usd] of DTU_LEVELS) {
    yield [
      `sql/Standard/${name}`,
      {
        ...sql,
        productName: 'SQL Database Single Standard',
        skuName: name,
        meterName: `${name} DTUs`,
        unit: '1/Day',
        usd,
      },
    ];
    // A pool costs half as much again as a single database of as many DTUs. Source: Azure SQL Database pricing.
    if (dtus >= 50) {
      const hourly = share(unitPrices.sqlStandardPool200Hour.usd, dtus, 200);
      yield [
        `sql/StandardPool/${dtus}`,
        {
          ...sql,
          productName: 'SQL Database Elastic Pool - Standard',
          skuName: `${dtus} DTU Pack`,
          meterName: 'eDTUs',
          unit: '1/Day',
          usd: times(hourly, 24),
        },
      ];
    }
  }
}
