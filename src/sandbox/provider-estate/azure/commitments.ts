import { DAY } from '../../estate/generate/time.ts';
import type { AzureContext } from './azure-context.ts';
import { CHECK } from './check-ids.ts';
import { usdOf } from './prices/catalogue.ts';
import { share, times } from './prices/money.ts';
import { castOf } from './roles.ts';
import { guidOf } from './tenant.ts';

type ReservationRole = 'used' | 'underused' | 'expiring' | 'renewed';

const SHARES = { underused: 0.25, expiring: 0.25, renewed: 0.25 };
const YEAR = 365 * DAY;
const SIZES = ['Standard_D4s_v5', 'Standard_E4s_v5', 'Standard_F8s_v2'];

/** Reservations of machines for a year, paid by the month: their use is told with them, and the amortized bill has it too. */
export function makeReservations(context: AzureContext): void {
  castOf<ReservationRole>(context, 'reservations', SHARES, context.count(5, 8), 'used').forEach((role, index) => {
    const random = context.random('reservation', index);
    const { accountId, region } = context.places.pick(random);
    const left = role === 'expiring' || role === 'renewed' ? random.between(8, 40) : random.between(100, 300);
    const expiresAt = context.now + left * DAY;
    const skuName = random.pick(SIZES);
    const [orderId, reservationId] = [guidOf(random), guidOf(random)];
    const quantity = random.integer(2, 12);
    const usedPercent = role === 'underused' ? random.integer(30, 70) : random.integer(98, 100);
    context.reservations.push({
      accountId,
      orderId,
      reservationId,
      displayName: `VM_RI_${region}_${index}`,
      skuName,
      region,
      quantity,
      term: 'P1Y',
      purchasedAt: expiresAt - YEAR,
      expiresAt,
      renew: role === 'renewed',
      appliedScopes: random.chance(0.3) ? [accountId] : [],
      usedPercent,
    });
    const id = `/providers/Microsoft.Capacity/reservationOrders/${orderId}/reservations/${reservationId}`;
    const planted = { id, accountId, region };
    const monthly = times(share(usdOf(`vm-reserved/${skuName}/1 Year`, region), 1, 12), quantity);
    if (role === 'underused') {
      const unused = share(monthly, 100 - usedPercent, 100);
      context.waste(CHECK.commitmentUnderused, planted, `${usedPercent} % of its hours are used`, unused);
    } else if (role === 'expiring') {
      context.waste(CHECK.commitmentExpiring, planted, 'ends within 40 days and does not renew itself', '0');
    } else if (role === 'renewed') {
      context.fine(CHECK.commitmentExpiring, planted, 'renews itself');
    } else context.fine(CHECK.commitmentUnderused, planted, '98 % of its hours and more are used');
  });
}
