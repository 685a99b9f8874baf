import { z } from 'zod';
import { type Fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { AwsClient } from '../client.ts';
import { AskGroup } from './ask-group.ts';
import { oncePerRegion } from './once-per-region.ts';
import { parseAnswer } from './parse-answer.ts';

const operation = 'rds:DescribeOrderableDBInstanceOptions';

export const orderablePermissions = [operation] as const;

const Page = z.object({
  OrderableDBInstanceOptions: z
    .array(
      z.object({
        DBInstanceClass: z.string(),
        StorageType: z.string().optional(),
        MultiAZCapable: z.boolean().default(false),
        AvailabilityZones: z.array(z.object({ Name: z.string() })).default([]),
      }),
    )
    .default([]),
});

type Option = z.infer<typeof Page>['OrderableDBInstanceOptions'][number];

/** What has to stay as it is when the size changes. */
export interface OrderQuestion {
  readonly engine: string;
  readonly engineVersion: string;
  readonly licenceModel: string | undefined;
  readonly storageType: string | undefined;
  readonly zone: string | undefined;
  readonly multiAz: boolean;
}

/** The API gives up to 1,000 a page: one or two pages for a version of an engine. */
const options = oncePerRegion(async (aws: AwsClient, scope: Scope, key: string): Promise<readonly Option[]> => {
  const [Engine = '', EngineVersion = '', LicenseModel = ''] = key.split('\n');
  const input = { Engine, EngineVersion, ...(LicenseModel !== '' && { LicenseModel }), MaxRecords: 1000 };
  const found: Option[] = [];
  for await (const answer of aws.pagesBy('Marker', 'rds', 'DescribeOrderableDBInstanceOptions', scope, input)) {
    found.push(...parseAnswer(operation, Page, answer).OrderableDBInstanceOptions);
  }
  return found;
});

/** Asks each engine version of a listing once, and no more after a refusal. */
export class OrderableSizes {
  readonly #aws: AwsClient;
  readonly #scope: Scope;
  readonly #group = new AskGroup();
  readonly #offers = new Map<string, Fact<readonly Option[]>>();

  constructor(aws: AwsClient, scope: Scope) {
    this.#aws = aws;
    this.#scope = scope;
  }

  /** Sizes that a database may be changed to as it is, sorted. */
  async of(question: OrderQuestion): Promise<Fact<readonly string[]>> {
    const { engine, engineVersion, licenceModel = '' } = question;
    const key = [engine, engineVersion, licenceModel].join('\n');
    const offers = this.#offers.get(key) ?? (await this.#group.ask(() => options(this.#aws, this.#scope, key)));
    this.#offers.set(key, offers);
    return mapFact(offers, (all) => sizesThatFit(all, question));
  }
}

function sizesThatFit(offered: readonly Option[], { storageType, zone, multiAz }: OrderQuestion): readonly string[] {
  const fits = (option: Option): boolean =>
    (storageType === undefined || option.StorageType === undefined || option.StorageType === storageType) &&
    (!multiAz || option.MultiAZCapable) &&
    (zone === undefined ||
      option.AvailabilityZones.length === 0 ||
      option.AvailabilityZones.some(({ Name }) => Name === zone));
  return [...new Set(offered.filter(fits).map(({ DBInstanceClass }) => DBInstanceClass))].sort();
}
