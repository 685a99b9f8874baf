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

/**
 * Functions: what machines that stand ready bill by, and calls. Sources: the price file's rows of `azurerm_function_app`
 * (Infracost's expected outputs, East US, as of 2024-07: 126.29 USD a vCPU-month, 8.979 a GB-month, 0.000016 a GB-second,
 * 0.20 a million calls), by the units of the Retail Prices API; the grant of each month is free.
 */
const FUNCTIONS = [
  ['functions/premium/vcpu', 'Premium Functions', 'Premium', 'Premium vCPU Duration', '1 Hour', '0.173', 0],
  ['functions/premium/memory', 'Premium Functions', 'Premium', 'Premium Memory Duration', '1 GiB Hour', '0.0123', 0],
  ['functions/time/free', 'Functions', 'Standard', 'Standard Execution Time', '1 GB Second', '0', 0],
  ['functions/time', 'Functions', 'Standard', 'Standard Execution Time', '1 GB Second', '0.000016', 400_000],
  ['functions/calls/free', 'Functions', 'Standard', 'Standard Total Executions', '10', '0', 0],
  ['functions/calls', 'Functions', 'Standard', 'Standard Total Executions', '10', '0.000002', 100_000],
] as const;

/**
 * Azure Cache for Redis: tier, size, USD per hour of a primary and its replica. Sources: C3, P1 and P2 stand in the price
 * file by the node; the others on the pricing page, East US, as of 2026.
 */
const CACHES = [
  ['Standard', 'C1', '0.138'],
  ['Standard', 'C2', '0.225'],
  ['Standard', 'C3', share(times(unitPrices.redisStandardC3Month.usd, 2), 1, 730)],
  ['Premium', 'P1', '0.554'],
  ['Premium', 'P2', '1.11'],
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
  for (const [key, productName, skuName, meterName, unit, usd, from] of FUNCTIONS) {
    const part = { serviceName: 'Functions', serviceFamily: 'Compute', productName, skuName, meterName, unit, usd };
    yield [key, { ...part, tierMinimumUnits: from }];
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
  for (const [tier, name, usd] of CACHES) {
    const cache = {
      serviceName: 'Redis Cache',
      serviceFamily: 'Databases',
      productName: `Azure Redis Cache ${tier}`,
      skuName: name,
      unit: '1 Hour',
    };
    yield [`redis/${tier}/${name}`, { ...cache, meterName: `${name} Cache`, usd }];
    // The list has each size twice: as a pair, and by the node.
    yield [`redis-node/${tier}/${name}`, { ...cache, meterName: `${name} Cache Instance`, usd: share(usd, 1, 2) }];
  }
  yield* flexibleServerMeters();
  yield* instanceMeters();
  yield* documentMeters();
  // Azure Synapse Analytics pricing, dedicated SQL pool: DW100c in East US.
  yield [
    'synapse/dwu',
    {
      serviceName: 'Azure Synapse Analytics',
      serviceFamily: 'Analytics',
      productName: 'Azure Synapse Analytics Dedicated SQL Pool',
      skuName: 'DWU',
      meterName: '100 DWUs',
      unit: '1/Hour',
      usd: '1.2',
    },
  ];
}

/**
 * PostgreSQL has a price for each size, MySQL one for a vCore of each series. Sources: compute from the price file; storage
 * is the meter "Storage Data Stored" of East US.
 */
function* flexibleServerMeters(): Generator<readonly [string, MeterPart]> {
  const postgresql = { serviceName: 'Azure Database for PostgreSQL', serviceFamily: 'Databases' };
  for (const vcores of [2, 4, 8, 16]) {
    yield [
      `postgresql/GeneralPurpose/Standard_D${vcores}s_v3`,
      {
        ...postgresql,
        productName: 'Azure Database for PostgreSQL Flexible Server General Purpose Dsv3 Series Compute',
        skuName: `${vcores} vCore`,
        meterName: 'vCore',
        armSkuName: `Standard_D${vcores}s_v3`,
        unit: '1 Hour',
        usd: share(unitPrices.postgresqlD4sV3Hour.usd, vcores, 4),
      },
    ];
  }
  const mysql = { serviceName: 'Azure Database for MySQL', serviceFamily: 'Databases' };
  yield [
    'mysql/GeneralPurpose/Dadsv5',
    {
      ...mysql,
      productName: 'Azure Database for MySQL Flexible Server General Purpose Dadsv5 Series Compute',
      skuName: 'vCore',
      meterName: 'vCore',
      armSkuName: 'AzureDB_MySQL_Flexible_Server_General_Purpose_Compute_Dadsv5_Series',
      unit: '1 Hour',
      usd: '0.0975',
    },
  ];
  for (const [label, service] of [
    ['PostgreSQL', postgresql],
    ['MySQL', mysql],
  ] as const) {
    yield [
      `${label.toLowerCase()}/storage`,
      {
        ...service,
        productName: `Azure Database for ${label} Flexible Server Storage`,
        skuName: 'Storage',
        meterName: 'Storage Data Stored',
        unit: '1 GB/Month',
        usd: '0.115',
      },
    ];
  }
}

/**
 * Cosmos DB, by 100 request units a second. Source: Azure Cosmos DB pricing: 0.008 an hour, with autoscale half as much again,
 * 0.25 a GB stored.
 */
function* documentMeters(): Generator<readonly [string, MeterPart]> {
  const cosmos = { serviceName: 'Azure Cosmos DB', serviceFamily: 'Databases', unit: '1/Hour' };
  const manual = { ...cosmos, productName: 'Azure Cosmos DB', skuName: 'RUs' };
  yield ['cosmos/manual', { ...manual, meterName: '100 RU/s', usd: '0.008' }];
  yield ['cosmos/storage', { ...manual, meterName: 'Data Stored', unit: '1 GB/Month', usd: '0.25' }];
  const product = 'Azure Cosmos DB autoscale';
  yield [
    'cosmos/autoscale',
    { ...cosmos, productName: product, skuName: 'AP1', meterName: 'AP1 100 RUs', usd: '0.012' },
  ];
}

/** Managed instances, of the general purpose tier. Sources: compute from the price file, which has storage beside it. */
function* instanceMeters(): Generator<readonly [string, MeterPart]> {
  const sql = { serviceName: 'SQL Managed Instance', serviceFamily: 'Databases' };
  const product = 'SQL Managed Instance General Purpose';
  for (const vcores of [4, 8, 16]) {
    yield [
      `sql-instance/GeneralPurpose/${vcores}`,
      {
        ...sql,
        productName: `${product} - Compute Gen5`,
        skuName: `${vcores} vCore`,
        meterName: 'vCore',
        armSkuName: `SQLMI_GP_Compute_Gen5_${vcores}`,
        unit: '1 Hour',
        usd: share(unitPrices.sqlMiGpFourVcoreHour.usd, vcores, 4),
      },
    ];
  }
  yield [
    'sql-instance/GeneralPurpose/storage',
    {
      ...sql,
      productName: `${product} - Storage`,
      skuName: 'General Purpose',
      meterName: 'General Purpose Data Stored',
      unit: '1 GB/Month',
      usd: '0.137',
    },
  ];
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
