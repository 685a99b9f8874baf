import type { Size } from '../../domain/prices.ts';

/** Families whose names count generations in a way of their own, or that are no general purpose at all. */
const special = /^(hpc|mac|u)/;

/** T types are younger than their numbers: T2 is of the age of M4, T4g of that of M6g. */
const agedBy: Readonly<Record<string, number>> = { t: 2 };

/** Letters after the generation that name the processor (Intel, AMD, Graviton), which the API tells by itself. */
const processors = /[iag]/g;

/**
 * What an instance type's name tells of its hardware: `m6id.large` is series `m+d`, generation 6. Source: EC2 instance
 * types guide, "Naming conventions". Families of a special purpose have no generation that compares with others.
 */
export function nameFacts(name: string): Pick<Size, 'family' | 'series' | 'generation'> {
  const family = name.slice(0, Math.max(0, name.indexOf('.'))) || name;
  const match = /^([a-z]+)(\d+)([a-z]*)(?:-([a-z0-9]+))?$/.exec(family);
  const [, letters = '', number = '', options = '', more = ''] = match ?? [];
  if (match === null || special.test(letters)) return { family };
  // `-flex` is another way to sell the same hardware: its baseline tells.
  const capabilities = options.replace(processors, '') + (more === 'flex' ? '' : more);
  return {
    family,
    series: capabilities === '' ? letters : `${letters}+${capabilities}`,
    generation: Number(number) + (agedBy[letters] ?? 0),
  };
}
