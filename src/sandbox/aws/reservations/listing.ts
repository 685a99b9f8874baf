import { commitmentsFamily } from '../../estate/commitments/family.ts';
import type { Reservation, ReservedService } from '../../estate/commitments/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import type { DocumentInput } from '../document-input.ts';
import { itemsAfter, pageOf } from '../paging.ts';

/** The reservations of a service in the caller's account and region, in order of their ids. */
export const reservationsIn = (call: Call, service: ReservedService): readonly Reservation[] =>
  [...familyState(call.world.estate, commitmentsFamily).reservations.values()]
    .filter((of) => of.service === service && of.accountId === call.accountId && of.region === call.region)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));

export const secondsOf = ({ years }: Reservation): number => years * 31_536_000;

/** What is paid by the hour; services list nothing where all is paid ahead. */
export const recurringCharges = ({ hourly }: Reservation): readonly object[] =>
  Number(hourly) === 0 ? [] : [{ RecurringChargeAmount: Number(hourly), RecurringChargeFrequency: 'Hourly' }];

/** A page by `Marker` or `NextToken`, with the id of one that is asked for. */
export function reservationPage(
  call: Call,
  input: DocumentInput,
  of: {
    readonly service: ReservedService;
    readonly id: string;
    readonly token: string;
    readonly limit: string;
    readonly limits: { readonly min: number; readonly max: number };
    readonly notFound: (id: string) => Error;
    readonly badToken: (message: string) => Error;
  },
): { readonly items: readonly Reservation[]; readonly nextToken: string | undefined } {
  const all = reservationsIn(call, of.service);
  const id = input.optionalText(of.id);
  if (id !== undefined && !all.some((one) => one.id === id)) throw of.notFound(id);
  return pageOf(call, {
    listing: JSON.stringify([of.service, id]),
    token: input.optionalText(of.token),
    limit: input.optionalInteger(of.limit, of.limits) ?? 100,
    items: (after) => itemsAfter(all, after, (one) => one.id),
    keep: (one) => id === undefined || one.id === id,
    positionOf: (one) => one.id,
    badToken: () => of.badToken('The pagination token is invalid.'),
  });
}
