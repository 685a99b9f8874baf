import { lifetime, constantSignal, counterSignal, gaugeSignal } from '../../estate/signals.ts';
import type { Signal } from '../../estate/signal.ts';
import type { AzureResource, Course } from '../../provider-estate/azure/model.ts';

/** The samples of one metric of one resource, every five minutes while it reported. */
export function signalOf(resource: AzureResource, metric: string, course: Course): Signal {
  const runs = course.runs ?? resource.runs ?? lifetime(resource.createdAt);
  const common = { key: resource.id, metric, unit: 'None', runs } as const;
  switch (course.of) {
    case 'gauge':
      return gaugeSignal({ ...common, ...course, unit: 'None', runs, decimals: course.unit === 'Bytes' ? 0 : 2 });
    case 'rest': {
      const used = gaugeSignal({ ...common, ...course, unit: 'None', runs, decimals: course.unit === 'Bytes' ? 0 : 2 });
      return { ...used, sample: (slot) => course.highest - (used.sample(slot) ?? 0) };
    }
    case 'counter':
      return counterSignal({ ...common, ...course, unit: 'None', runs });
    case 'constant':
      return constantSignal(common, course.value);
  }
}
