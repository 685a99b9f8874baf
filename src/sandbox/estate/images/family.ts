import type { EstateFamily } from '../family.ts';
import { buildFastRestores } from './fast-restores.ts';
import { buildImages } from './images.ts';
import { buildLaunchers } from './launchers.ts';
import { fastRestoreMetrics } from './metrics.ts';
import type { ImagesState } from './model.ts';
import { buildPolicies } from './policies.ts';
import { fastRestoreUsage } from './usage.ts';

/** Machine images that accounts own, what names them, and what is done with their snapshots. */
export const imagesFamily: EstateFamily<ImagesState> = {
  name: 'images',
  generate(context) {
    const images = buildImages(context);
    const launchers = buildLaunchers(context, images);
    return {
      images: new Map(images.map(({ image }) => [image.id, image])),
      ...launchers,
      fastRestores: buildFastRestores(context),
      policies: buildPolicies(context, images),
    };
  },
  metrics: ({ fastRestores }, estate) => fastRestoreMetrics(fastRestores, estate),
  *usage({ fastRestores }) {
    for (const restore of fastRestores.values()) yield* fastRestoreUsage(restore);
  },
};
