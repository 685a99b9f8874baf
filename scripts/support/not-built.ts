/**
 * Checks of the catalogue with priority P1 or P2 that are not built, by id, with the reason. A test holds that every
 * such row of AWS is either a check or stands here, and that none of P1 does.
 */
export const notBuilt: Readonly<Record<string, string>> = {};
