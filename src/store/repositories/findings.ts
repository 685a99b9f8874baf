import { AppError } from '../../domain/errors.ts';
import type { StoredFinding } from '../../domain/findings.ts';
import type { Instant } from '../../domain/instant.ts';
import type { FindingFilter, FindingRepository, FindingTotals } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { findingCondition, findingOrders } from './finding-filter.ts';
import { SqliteFindingLoad } from './finding-load.ts';
import { type FindingRow, findingOf } from './finding-rows.ts';
import { findingTotals, noFindings, type TotalsKey } from './finding-totals.ts';

const selectFinding = 'SELECT a.provider, a.native_id, f.* FROM finding f JOIN account a USING (account_id)';

export class SqliteFindingRepository implements FindingRepository {
  readonly #connection: Connection;
  #loading = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** One at a time. */
  beginLoad(observedAt: Instant): Promise<SqliteFindingLoad> {
    return this.#connection.read(() => {
      if (this.#loading) throw new Error('a load of findings is under way');
      const load = new SqliteFindingLoad(this.#connection, observedAt, () => {
        this.#loading = false;
      });
      this.#loading = true;
      return load;
    });
  }

  /**
   * By savings where the filter names no order. The order is settled at the start, as a list of row numbers (eight
   * bytes a finding); the findings themselves are read batch by batch.
   */
  async *stream(filter: FindingFilter, batchSize: number): AsyncIterable<readonly StoredFinding[]> {
    const numbers = await this.#connection.read(() => {
      const { sql, parameters } = findingCondition(this.#connection, filter);
      return this.#connection
        .prepare<number>(
          `SELECT f.rowid FROM finding f WHERE ${sql}
           ORDER BY ${findingOrders[filter.sort ?? 'savings']} LIMIT :limit`,
        )
        .pluck()
        .all({ ...parameters, limit: filter.limit ?? -1 });
    });
    for (let at = 0; at < numbers.length; at += batchSize) {
      const batch = JSON.stringify(numbers.slice(at, at + batchSize));
      yield await this.#connection.read(() =>
        this.#connection
          .prepare<FindingRow>(
            `SELECT a.provider, a.native_id, f.* FROM json_each(?) wanted
             JOIN finding f ON f.rowid = wanted.value JOIN account a USING (account_id) ORDER BY wanted.key`,
          )
          .all(batch)
          .map(findingOf),
      );
    }
  }

  get(idOrResourceId: string): Promise<readonly StoredFinding[]> {
    return this.#connection.read(() => {
      const where = (condition: string): readonly StoredFinding[] =>
        this.#connection
          .prepare<FindingRow>(`${selectFinding} WHERE ${condition} ORDER BY f.finding_id`)
          .all({ id: idOrResourceId })
          .map(findingOf);
      const found = where('f.finding_id = :id OR f.resource_id = :id');
      if (found.length > 0) return found;
      // Ids of some clouds are paths of a dozen parts: the last one is what people know them by.
      return where("substr(f.resource_id, -length(:id) - 1) = '/' || :id");
    });
  }

  totals(filter: FindingFilter): Promise<FindingTotals> {
    return this.#connection.read(() => findingTotals(this.#connection, 'all', filter).get('') ?? noFindings);
  }

  totalsBy(key: TotalsKey, filter: FindingFilter): Promise<ReadonlyMap<string, FindingTotals>> {
    return this.#connection.read(() => findingTotals(this.#connection, key, filter));
  }

  /** Throws `finding-unknown`. A suppression that is over at `at` already is kept, and ends with the next load. */
  suppress(
    id: string,
    suppression: { readonly until: Instant | null; readonly reason: string } | null,
    at: Instant,
  ): Promise<void> {
    return this.#connection.write(() => {
      const inForce = suppression !== null && (suppression.until === null || suppression.until > at);
      const { changes } = this.#connection
        .prepare(
          `UPDATE finding SET suppression_reason = :reason, suppressed_until = :until,
             suppressed_by = CASE WHEN :reason IS NULL THEN NULL ELSE 'command' END,
             status = CASE WHEN status IN ('open', 'grace', 'suppressed') THEN :status ELSE status END
           WHERE finding_id = :id`,
        )
        .run({
          id,
          reason: suppression?.reason ?? null,
          until: suppression?.until ?? null,
          status: inForce ? 'suppressed' : 'open',
        });
      if (changes === 0) throw new AppError('finding-unknown', `there is no finding ${JSON.stringify(id)}`);
    });
  }
}
