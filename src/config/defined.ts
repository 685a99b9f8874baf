type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Without the settings that were left out: `exactOptionalPropertyTypes` tells absent from undefined. */
export const defined = <T extends object>(settings: T): Defined<T> =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Defined<T>;
