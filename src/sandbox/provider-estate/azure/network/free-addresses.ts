import { DAY } from '../../../estate/generate/time.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { addPublicIp } from './public-ip-resource.ts';

type AddressRole = 'unattached' | 'dynamic' | 'keep';

const SHARES: Readonly<Record<AddressRole, number>> = { unattached: 0.66, dynamic: 0.17, keep: 0.17 };

/** Public addresses that nothing uses: static ones bill, a dynamic one has no address until it is used. */
export function makeFreeAddresses(context: AzureContext): void {
  castOf<AddressRole>(context, 'free addresses', SHARES, context.count(8, 3)).forEach((role, index) => {
    const random = context.random('free address', index);
    const place = context.places.pick(random);
    const identity = context.identity(random, place);
    const name = `pip-${context.nameOf(identity)}-${index}`;
    const address = addPublicIp(context, random, {
      place,
      resourceGroup: context.groupOf(identity, place),
      name,
      createdAt: context.now - random.between(40, 500) * DAY,
      tags: {
        ...context.tagsOf(random, identity, name),
        ...(role === 'keep' && { [KEEP_TAG]: 'on the allow list of a partner' }),
      },
      allocation: role === 'dynamic' ? 'Dynamic' : 'Static',
    });
    if (role === 'unattached') {
      const cost = monthly(usdOf('ip/Standard', place.region));
      context.waste(CHECK.publicIp, address, 'a static address that nothing uses', cost);
    } else if (role === 'dynamic') {
      context.fine(CHECK.publicIp, address, 'dynamic: it has no address, and costs nothing, until something uses it');
    } else context.fine(CHECK.publicIp, address, `protected by the tag ${KEEP_TAG}`);
  });
}
