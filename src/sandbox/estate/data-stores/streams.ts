import type { FamilyContext } from '../family-context.ts';
import { keyed } from '../family-parts.ts';
import { commonOf, homeParts, type HomePart, plantMeant, type RoleSpec } from './home-parts.ts';
import type { Course, Stream } from './model.ts';
import { HOME } from './prices.ts';

const CHECK = 'aws-kinesis-stream-underused';

const ROLES = {
  plain: { perThousand: 1 },
  'on-demand': { perThousand: 0.4 },
  idle: { perThousand: 0.8, meant: [[CHECK, 'waste', 'nothing comes in and nothing is read']] },
  'idle-on-demand': { perThousand: 0.3, meant: [[CHECK, 'waste', 'nothing comes in and nothing is read']] },
  wide: { perThousand: 0.8, meant: [[CHECK, 'waste', 'twenty shards at 4 % of what they take']] },
  'wide-records': {
    perThousand: 0.3,
    meant: [[CHECK, 'fine', 'few bytes, in so many records that the shards are needed']],
  },
  'wide-reads': { perThousand: 0.3, meant: [[CHECK, 'fine', 'little comes in, and it is read many times']] },
  'kept-long': { perThousand: 0.3, meant: [[CHECK, 'fine', 'nothing comes in, and it keeps records for a year']] },
  'read-only': { perThousand: 0.3, meant: [[CHECK, 'fine', 'one shard; its records are read again']] },
  'young-idle': { perThousand: 0.3, meant: [[CHECK, 'fine', 'made a few days ago']] },
  'idle-keep': { perThousand: 0.3, meant: [[CHECK, 'fine', 'protected by the tag ballast:keep']] },
} as const satisfies Readonly<Record<string, RoleSpec>>;

type Role = keyof typeof ROLES;

export function buildStreams(context: FamilyContext): ReadonlyMap<string, Stream> {
  const all = [...homeParts(context, 'stream', ROLES)].map((part) => {
    const stream = streamOf(context, part);
    plantMeant(context, stream, (ROLES[part.role] as RoleSpec).meant);
    return stream;
  });
  return keyed(all, ({ arn }) => arn);
}

function streamOf(context: FamilyContext, part: HomePart<Role>): Stream {
  const { role, random, accountId, name } = part;
  const onDemand = role.endsWith('on-demand');
  const shards = role.startsWith('wide') ? 20 : role === 'read-only' ? 1 : 4;
  const retentionHours = role === 'kept-long' ? 8760 : random.pick([24, 24, 48, 168]);
  return {
    ...commonOf(context, part),
    service: 'kinesis',
    arn: `arn:aws:kinesis:${HOME}:${accountId}:stream/${name}`,
    mode: onDemand ? 'ON_DEMAND' : 'PROVISIONED',
    shards,
    retentionHours,
    consumers: 0,
    courses: coursesOf(role, shards),
    charges: onDemand
      ? [{ usageType: 'OnDemand-StreamHour', quantity: 1 }]
      : [
          { usageType: 'Storage-ShardHour', quantity: shards },
          ...(retentionHours > 24 ? [{ usageType: 'Extended-ShardHour', quantity: shards }] : []),
        ],
  };
}

const MIB = 2 ** 20;

/** Shares of what the shards take on average; the highest five minutes are 1.4 times that. */
function coursesOf(role: Role, shards: number): Readonly<Record<string, Course>> {
  if (role.includes('idle') || role === 'kept-long') return {};
  const count = (perShardSecond: number): Course => ({
    is: 'count',
    shape: 'steady',
    perHour: Math.round(perShardSecond * shards * 3600),
  });
  if (role === 'read-only') return { 'GetRecords.Bytes': count(0.01 * 2 * MIB) };
  const share = role.startsWith('wide') ? 0.04 : 0.5;
  return {
    IncomingBytes: count(share * MIB),
    IncomingRecords: count((role === 'wide-records' ? 0.5 : share) * 1000),
    'GetRecords.Bytes': count((role === 'wide-reads' ? 0.5 : share / 2) * 2 * MIB),
  };
}
