import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, numericId, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpAddress } from './model.ts';
import { computeName } from './names.ts';
import { addressRate, HOURS_PER_MONTH } from './prices.ts';

/** Addresses that no machine holds, and how many there are in a thousand resources. */
const ROLES = { unused: 6, 'unused-global': 1, young: 2, internal: 2, keep: 1.5 } as const;
type Role = keyof typeof ROLES;

const FINE: Readonly<Partial<Record<Role, string>>> = {
  young: 'reserved less than 7 days ago',
  internal: 'an internal address bills nothing',
  keep: `protected by the label ${KEEP_LABEL}`,
};

export function buildAddresses(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) {
      const address = addressOf(builder, role, index);
      builder.addresses.push(address);
      const at = { accountId: address.projectId, region: address.region };
      const id = computeName('addresses', address);
      const because = FINE[role];
      if (because !== undefined) builder.context.plantFine(CHECK.addressUnused, at, id, because);
      else {
        const monthly = decimalOf(addressRate('unused', address.region) * HOURS_PER_MONTH);
        builder.context.plantWaste(CHECK.addressUnused, at, id, 'reserved for weeks and used by nothing', monthly);
      }
    }
  }
}

function addressOf(builder: GcpBuilder, role: Role, index: number): GcpAddress {
  const { random, place, name, labels } = partOf(builder, 'address', role, index, { keep: role === 'keep' });
  return {
    projectId: place.accountId,
    region: role === 'unused-global' ? 'global' : place.region,
    id: numericId(random),
    name: `${name}-ip`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(0.5, 5) : random.between(14, 500)),
    labels,
    ...(role === 'internal'
      ? {
          address: `10.128.${random.integer(0, 250)}.${random.integer(2, 250)}`,
          addressType: 'INTERNAL',
          purpose: 'GCE_ENDPOINT',
        }
      : { address: builder.publicAddress(), addressType: 'EXTERNAL' }),
    status: 'RESERVED',
  };
}
