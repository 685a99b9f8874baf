import { AppError } from '../../domain/errors.ts';
import type { BillingFile, CostView } from '../charges/schema.ts';

/** What the rows of one file, billing account and month give away about the view on costs that they have. */
export interface Evidence {
  readonly file: string;
  readonly billingAccountId: string;
  readonly billingMonth: string;
  /** Usage or hours of a commitment that have a cost: amortized exports alone have such rows. */
  readonly amortized: boolean;
  /** Commitments that were bought, or usage that one paid for at no cost: actual exports alone have such rows. */
  readonly actual: boolean;
  readonly subAccountIds: readonly string[];
}

/** The files of one billing account and month by view. */
export interface ViewsOfMonth {
  readonly billingAccountId: string;
  readonly billingMonth: string;
  readonly actual: readonly string[];
  readonly amortized: readonly string[];
  /** Whether the view of each is known, and exports of one view are of different subscriptions: none counts twice. */
  readonly isReconciled: boolean;
}

/** Which files of each month are actual and which amortized. Throws `import-invalid` where one could be of either. */
export function viewsOf(evidence: readonly Evidence[], files: readonly BillingFile[]): readonly ViewsOfMonth[] {
  const fileOf = new Map(files.map((file) => [file.path, file]));
  const byMonth = Map.groupBy(evidence, (each) => JSON.stringify([each.billingAccountId, each.billingMonth]));
  return [...byMonth.values()].map((of) => {
    const views = Map.groupBy(of, ({ file }) => viewOf(file, of, fileOf));
    const inView = (view: CostView | undefined): readonly Evidence[] => views.get(view) ?? [];
    const [actual, amortized] = [inView('actual'), inView('amortized')];
    const [doubtful] = inView(undefined);
    if (doubtful !== undefined && actual.length > 0 && amortized.length > 0) {
      throw cannotTell(fileOf.get(doubtful.file)?.name ?? doubtful.file, doubtful);
    }
    const exportOf = ({ file }: Evidence): string | undefined => fileOf.get(file)?.exportId;
    return {
      billingAccountId: of[0]?.billingAccountId ?? '',
      billingMonth: of[0]?.billingMonth ?? '',
      actual: actual.map(({ file }) => file),
      amortized: amortized.map(({ file }) => file),
      isReconciled: doubtful === undefined && areApart(actual, exportOf) && areApart(amortized, exportOf),
    };
  });
}

/** What the manifest says; else what the rows of all the export's files of the month give away. */
function viewOf(path: string, of: readonly Evidence[], fileOf: ReadonlyMap<string, BillingFile>): CostView | undefined {
  const { costView, exportId } = fileOf.get(path) ?? {};
  if (costView !== undefined) return costView;
  const own = of.filter(
    ({ file }) => file === path || (exportId !== undefined && fileOf.get(file)?.exportId === exportId),
  );
  if (own.some(({ amortized }) => amortized)) return 'amortized';
  return own.some(({ actual }) => actual) ? 'actual' : undefined;
}

/** Whether no two exports have a subscription in common. */
function areApart(of: readonly Evidence[], exportOf: (each: Evidence) => string | undefined): boolean {
  const ownerOf = new Map<string, string | undefined>();
  return of.every((each) =>
    each.subAccountIds.every((id) => {
      const isOwn = !ownerOf.has(id) || ownerOf.get(id) === exportOf(each);
      ownerOf.set(id, exportOf(each));
      return isOwn;
    }),
  );
}

const cannotTell = (name: string, { billingAccountId, billingMonth }: Evidence): AppError =>
  new AppError(
    'import-invalid',
    `${name}: its rows do not show whether it is of the actual or of the amortized export of billing account ${billingAccountId} for ${billingMonth.slice(0, 7)}, and there are files of both: import the files of one export alone, or with their manifests`,
  );
