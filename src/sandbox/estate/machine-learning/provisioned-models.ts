import type { FamilyContext } from '../family-context.ts';
import { familyParts } from '../family-parts.ts';
import { DAY, daysBefore } from '../generate/time.ts';
import type { ProvisionedModel } from './model.ts';
import { monthOf, unitRates } from './prices.ts';

const CHECK = 'aws-bedrock-provisioned-throughput-idle';

/** For each thousand resources. */
const ROLES = {
  uncalled: 0.7,
  'uncalled-committed': 0.4,
  called: 0.3,
  'called-by-id': 0.3,
  'called-once': 0.3,
  young: 0.3,
  'being-changed': 0.3,
  keep: 0.3,
} as const;

const MODELS = ['amazon.nova-pro-v1:0', 'amazon.nova-lite-v1:0', 'amazon.titan-text-express-v1'];

export function buildProvisionedModels(context: FamilyContext): readonly ProvisionedModel[] {
  return [...familyParts(context, 'provisioned model', ROLES)].map(({ role, random, place, name, tags }) => {
    const { accountId, region } = place;
    const committed = role === 'uncalled-committed';
    const model: ProvisionedModel = {
      arn: `arn:aws:bedrock:${region}:${accountId}:provisioned-model/${random.hex(12)}`,
      name,
      accountId,
      region,
      modelId: random.pick(MODELS),
      units: random.integer(1, 2),
      status: role === 'being-changed' ? 'Updating' : 'InService',
      createdAt: daysBefore(context.now, role === 'young' ? random.between(1, 5) : random.between(18, 120)),
      ...(committed && {
        commitment: { duration: 'SixMonths' as const, endsAt: context.now + Math.round(random.between(20, 50)) * DAY },
      }),
      tags,
      requests: {
        kind: role.startsWith('called') ? (role === 'called-once' ? 'once' : 'daily') : 'none',
        perDay: role === 'called-once' ? 12 : 8000,
        by: role === 'called-by-id' ? 'id' : 'arn',
      },
    };
    const fine = (because: string): void => context.plantFine(CHECK, model, model.arn, because);
    switch (role) {
      case 'uncalled':
      case 'uncalled-committed': {
        const hour = committed ? unitRates.committedHour : unitRates.hour;
        const because = committed ? 'nobody calls it, and it is committed for some weeks more' : 'nobody calls it';
        context.plantWaste(CHECK, model, model.arn, because, monthOf(hour, model.units));
        break;
      }
      case 'called':
        fine('called all day');
        break;
      case 'called-by-id':
        fine('called all day, by the id at the end of its ARN');
        break;
      case 'called-once':
        fine('called on one day of the window');
        break;
      case 'young':
        fine('younger than the window of 7 days');
        break;
      case 'being-changed':
        fine('being changed');
        break;
      case 'keep':
        fine('protected by a tag');
        break;
    }
    return model;
  });
}
