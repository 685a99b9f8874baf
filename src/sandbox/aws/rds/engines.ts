import { isGraviton } from '../../estate/databases/classes.ts';
import { licenceModel, majorVersions, offeredClasses, otherVersions } from '../../estate/databases/versions.ts';
import type { Call } from '../call.ts';
import { itemsAfter } from '../paging.ts';
import { named } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { listed, rdsInput } from './listing.ts';

const STORAGE_TYPES = ['gp2', 'gp3', 'io1', 'io2'];

/** DescribeDBMajorEngineVersions: how long each major version is supported. */
export function describeMajorEngineVersions(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = rdsInput(fields);
  const engine = input.optionalText('Engine');
  const major = input.optionalText('MajorEngineVersion');
  const all = [
    ...majorVersions.map((of) => ({ Engine: of.engine, MajorEngineVersion: of.major, lifecycles: lifecyclesOf(of) })),
    ...Object.entries(otherVersions).map(([Engine, version]) => ({
      Engine,
      MajorEngineVersion: version
        .split('.')
        .slice(0, Engine.startsWith('oracle') ? 1 : 2)
        .join('.'),
      lifecycles: [],
    })),
  ];
  const positionOf = (of: (typeof all)[number]): string => `${of.Engine} ${of.MajorEngineVersion}`;
  const { items, Marker } = listed(call, fields, {
    name: 'DescribeDBMajorEngineVersions',
    items: (after) => itemsAfter(all, after, positionOf),
    keep: (of) =>
      (engine === undefined || of.Engine === engine) && (major === undefined || of.MajorEngineVersion === major),
    positionOf,
  });
  const DBMajorEngineVersions = items.map(({ lifecycles, ...of }) => ({
    ...of,
    SupportedEngineLifecycles: named('SupportedEngineLifecycle', lifecycles),
  }));
  return { DBMajorEngineVersions: named('DBMajorEngineVersion', DBMajorEngineVersions), Marker };
}

const midnight = (day: string) => new Timestamp(Date.parse(`${day}T00:00:00Z`));
const lastSecond = (day: string) => new Timestamp(Date.parse(`${day}T23:59:59Z`));

function lifecyclesOf({ standardFrom, standardEnd, extendedEnd }: (typeof majorVersions)[number]): readonly object[] {
  const dayAfter = new Date(Date.parse(`${standardEnd}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return [
    {
      LifecycleSupportName: 'open-source-rds-standard-support',
      LifecycleSupportStartDate: midnight(standardFrom),
      LifecycleSupportEndDate: lastSecond(standardEnd),
    },
    ...(extendedEnd === undefined
      ? []
      : [
          {
            LifecycleSupportName: 'open-source-rds-extended-support',
            LifecycleSupportStartDate: midnight(dayAfter),
            LifecycleSupportEndDate: lastSecond(extendedEnd),
          },
        ]),
  ];
}

/** DescribeOrderableDBInstanceOptions: each class with each storage type that it takes. */
export function describeOrderableOptions(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = rdsInput(fields);
  const engine = input.text('Engine');
  const version = input.optionalText('EngineVersion');
  const classname = input.optionalText('DBInstanceClass');
  const licence = input.optionalText('LicenseModel');
  const versions = [
    ...majorVersions.filter((of) => of.engine === engine).map((of) => of.version),
    ...(otherVersions[engine] === undefined ? [] : [otherVersions[engine]]),
  ];
  const isAurora = engine.startsWith('aurora');
  const storageTypes = isAurora ? ['aurora', 'aurora-iopt1'] : STORAGE_TYPES;
  const all = versions
    .filter((each) => version === undefined || each === version)
    .flatMap((EngineVersion) =>
      [...offeredClasses(engine, EngineVersion), ...(isAurora ? ['db.serverless'] : [])].flatMap((DBInstanceClass) =>
        storageTypes.map((StorageType) => ({ Engine: engine, EngineVersion, DBInstanceClass, StorageType })),
      ),
    );
  const positionOf = (of: (typeof all)[number]): string =>
    `${of.EngineVersion} ${of.DBInstanceClass} ${of.StorageType}`;
  const { items, Marker } = listed(call, fields, {
    name: 'DescribeOrderableDBInstanceOptions',
    items: (after) => itemsAfter(all, after, positionOf),
    keep: (of) =>
      (classname === undefined || of.DBInstanceClass === classname) &&
      (licence === undefined || licence === licenceModel(engine)),
    positionOf,
    most: 1000,
  });
  const options = items.map((of) => ({
    ...of,
    LicenseModel: licenceModel(engine),
    AvailabilityZones: named(
      'AvailabilityZone',
      ['a', 'b', 'c'].map((letter) => ({ Name: `${call.region}${letter}` })),
    ),
    MultiAZCapable: !isAurora,
    ReadReplicaCapable: true,
    Vpc: true,
    SupportsStorageEncryption: true,
    SupportsIops: /^io|gp3/.test(of.StorageType),
    SupportsStorageThroughput: of.StorageType === 'gp3',
    SupportsEnhancedMonitoring: true,
    SupportsIAMDatabaseAuthentication: !engine.startsWith('sqlserver'),
    SupportsPerformanceInsights: true,
    AvailableProcessorFeatures: named('AvailableProcessorFeature', []),
    SupportedEngineModes: ['provisioned'],
    SupportsStorageAutoscaling: !isAurora,
    SupportsKerberosAuthentication: of.DBInstanceClass !== 'db.serverless' && !isGraviton(of.DBInstanceClass),
    OutpostCapable: false,
    SupportedActivityStreamModes: [],
    SupportsGlobalDatabases: isAurora,
    SupportsClusters: isAurora,
    SupportsDedicatedLogVolume: !isAurora,
    SupportedNetworkTypes: ['IPV4', 'DUAL'],
  }));
  return { OrderableDBInstanceOptions: named('OrderableDBInstanceOption', options), Marker };
}
