import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant, type Period, startOfDay } from '../../domain/instant.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { MetricPage, MetricQuestion, UnreadRow } from '../../domain/ports/provider.ts';
import type { Resource } from '../../domain/resources.ts';
import type { Samples } from '../shared/digest.ts';
import type { GcpClient } from './client.ts';
import type { MetricSpec, SeriesSpec } from './define-metrics.ts';
import { projectScope } from './gcp-scope.ts';
import { digestOf } from '../shared/metric-digest.ts';
import { typeMetrics } from './metric-specs/index.ts';
import { askedFor, nameGroups, readSeries } from './time-series.ts';

/** Of no series there is no sample; the digest says so. */
const nothing: Samples = { timesMs: [], values: [] };

/**
 * Digests of the subjects' metrics, one filter per metric and group of resources: Monitoring aligns and reduces, and
 * reading its own metrics costs nothing ("Google Cloud Observability pricing": up to the free API calls). What it did not
 * answer, or answered in part, is unread, never a short series.
 */
export async function* readMetrics(
  gcp: GcpClient,
  scope: Scope,
  { subjects, metrics, until }: MetricQuestion,
): AsyncGenerator<MetricPage, void, undefined> {
  for (const { type, specs } of typeMetrics) {
    const own = subjects.filter((subject) => subject.type === type);
    if (own.length === 0) continue;
    /** Resources of which a metric has samples: a spec that is for the others leaves them out. */
    const measured = new Map<MetricName, Set<string>>();
    const byId = new Map(own.map((subject) => [subject.resourceId, subject]));
    for (const spec of specs) {
      if (!metrics.has(spec.metric)) continue;
      const told = measured.get(spec.metric) ?? new Set<string>();
      measured.set(spec.metric, told);
      const wanted = own.filter(
        (subject) => spec.wants?.(subject) !== false && !(spec.otherwise === true && told.has(subject.resourceId)),
      );
      const hasOther = specs.some((one) => one.metric === spec.metric && one.otherwise === true && spec !== one);
      for await (const page of readSpec(gcp, scope, spec, wanted, until)) {
        for (const digest of page.digests) if (digest.sampleCount > 0) told.add(digest.resourceId);
        // An empty digest here would be written over by the other spec's, or over it: only the last word is kept.
        const digests = hasOther ? page.digests.filter((one) => isFinal(one, spec, specs, byId)) : page.digests;
        if (digests.length > 0 || page.unread.length > 0) yield { digests, unread: page.unread };
      }
    }
  }
}

/** Not an empty digest of a resource that another spec is asked for next. */
function isFinal(
  digest: MetricDigest,
  spec: MetricSpec<Resource>,
  specs: readonly MetricSpec<Resource>[],
  subjects: ReadonlyMap<string, Resource>,
): boolean {
  if (digest.sampleCount > 0) return true;
  const subject = subjects.get(digest.resourceId);
  const next = specs.find((one) => one !== spec && one.metric === spec.metric && one.otherwise === true);
  return subject === undefined || next?.wants?.(subject) === false;
}

async function* readSpec(
  gcp: GcpClient,
  scope: Scope,
  spec: MetricSpec<Resource>,
  subjects: readonly Resource[],
  until: Instant,
): AsyncGenerator<MetricPage, void, undefined> {
  const window = windowOf(spec, until);
  const [first] = spec.series;
  const unread: UnreadRow[] = [];
  /** By what a filter names of them, which several of them may share. */
  const byName = new Map<string, Resource[]>();
  for (const subject of subjects) {
    const key = first.key(subject);
    if (key === undefined) {
      unread.push({ resourceId: subject.resourceId, reason: `${spec.metric}: its name in Monitoring is not known` });
      continue;
    }
    const name = askedFor(first, key);
    const sharers = byName.get(name);
    if (sharers === undefined) byName.set(name, [subject]);
    else sharers.push(subject);
  }
  if (unread.length > 0) yield { digests: [], unread };
  const periods = (spec.lookbackDays * 86_400) / spec.periodSeconds;
  for (const group of nameGroups(first, [...byName.keys()], periods)) {
    const members = group.flatMap((name) => byName.get(name) ?? []);
    yield await readGroup(gcp, scope, spec, window, members);
  }
}

async function readGroup(
  gcp: GcpClient,
  scope: Scope,
  spec: MetricSpec<Resource>,
  window: Period,
  subjects: readonly Resource[],
): Promise<MetricPage> {
  try {
    const answers = await Promise.all(
      spec.series.map(async (series) => ({
        series,
        answer: await readSeries(
          gcp,
          projectScope(scope.accountId),
          { series, periodSeconds: spec.periodSeconds, window },
          keysOf(series, subjects),
        ),
      })),
    );
    const partial = answers.map(({ answer }) => answer.incomplete).find((reason) => reason !== undefined);
    if (partial !== undefined) return { digests: [], unread: unreadOf(spec, subjects, partial) };
    return {
      digests: subjects.map((subject) =>
        digestOf(
          subject,
          spec,
          window,
          answers.map(({ series, answer }) => answer.samples.get(series.key(subject) ?? '') ?? nothing),
          spec.change,
        ),
      ),
      unread: [],
    };
  } catch (error) {
    // One metric that Monitoring refuses leaves the others as they are; a refusal of all of them is told as such.
    if (!(error instanceof CloudError) || (error.category !== 'invalid' && error.category !== 'not-found')) throw error;
    // A metric that nothing ever wrote has no descriptor: "Cannot find metric(s) that match type". That is no sample.
    if (/cannot find metric/i.test(error.message)) {
      return { digests: subjects.map((subject) => digestOf(subject, spec, window, [nothing])), unread: [] };
    }
    return { digests: [], unread: unreadOf(spec, subjects, reasonOf(error)) };
  }
}

const keysOf = (series: SeriesSpec<Resource>, subjects: readonly Resource[]): readonly string[] => [
  ...new Set(subjects.flatMap((subject) => series.key(subject) ?? [])),
];

const unreadOf = (spec: MetricSpec<Resource>, subjects: readonly Resource[], reason: string): readonly UnreadRow[] =>
  subjects.map(({ resourceId }) => ({ resourceId, reason: `${spec.metric}: ${reason}` }));

function windowOf({ lookbackDays }: MetricSpec<Resource>, until: Instant): Period {
  return { start: startOfDay(addDays(dayOf(until), -lookbackDays)), end: startOfDay(dayOf(until)) };
}
