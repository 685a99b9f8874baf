import { type CheckInfo } from '../domain/findings.ts';
import { providerIds } from '../domain/ids.ts';
import { catalogue } from './catalogue.ts';
import { kindsOf } from './check-kinds.ts';
import { defaultOf } from './check-params.ts';
import type { Check } from './define-check.ts';
import { idleInstance } from './waste/idle-instance.ts';
import { longStoppedInstance } from './waste/long-stopped-instance.ts';
import { previousGenerationVolumeType } from './waste/previous-generation-volume-type.ts';
import { unassociatedAddress } from './waste/unassociated-address.ts';
import { unattachedVolume } from './waste/unattached-volume.ts';

/** Every check there is: an explicit list, so that one can be found by searching and none depends on import order. */
export const checks: readonly Check[] = [
  unattachedVolume,
  unassociatedAddress,
  longStoppedInstance,
  previousGenerationVolumeType,
  idleInstance,
];

/** One entry per check and cloud, in order of cloud and id. */
export function checkInfos(): readonly CheckInfo[] {
  return providerIds.flatMap((provider) =>
    checks
      .flatMap((check) => {
        const id = check.ids[provider];
        if (id === undefined) return [];
        const { name, title, kind, description, risk, action, savings, ignores = [], evidence = {} } = check;
        const { service, category = 'waste', priority } = catalogue.get(id) ?? {};
        const params = Object.fromEntries(
          Object.entries(check.params).map(([name, spec]) => [
            name,
            { default: defaultOf(spec, provider), why: spec.why },
          ]),
        );
        return [
          {
            id,
            name,
            provider,
            ...(service !== undefined && { service }),
            category,
            ...(priority !== undefined && { priority }),
            title,
            kind,
            kinds: [...new Set(kindsOf(check))],
            metrics: check.needs.metrics ?? [],
            description,
            ...(savings !== undefined && { savings }),
            ignores,
            evidence,
            risk,
            action,
            params,
          },
        ];
      })
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
}
