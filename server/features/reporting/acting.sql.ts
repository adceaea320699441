/** Queries on acting managers. */
import { actorId, type Ctx } from '#server/platform/context.ts';
import { type Db, onConstraint } from '#server/platform/db/database.ts';
import { loginSessionId } from '#server/platform/db/in-transaction.ts';
import { type Sql, sql } from '#server/platform/db/sql.ts';
import { AppError } from '#server/platform/errors.ts';
import { iso, type PersonJson, personJson } from './lines.sql.ts';

export type ActingRow = {
  id: string;
  manager: PersonJson;
  acting: PersonJson;
  valid_from: string;
  valid_until: string;
  reason: string;
};

const columns = sql`a.id, ${personJson('m')} as manager, ${personJson('s')} as acting, a.valid_from, a.valid_until, a.reason`;
const tables = sql`
  acting_managers a join v_identity_people m on m.user_id = a.manager_id join v_identity_people s on s.user_id = a.acting_id`;

export const selectActing = (
  db: Db,
  slice: { where: Sql; order: Sql; limit: number; offset: number },
): Promise<ActingRow[]> =>
  db.rows(sql`
    select ${columns} from ${tables} where ${slice.where} order by ${slice.order} limit ${slice.limit} offset ${slice.offset}`);

export const selectOneActing = (db: Db, id: string): Promise<ActingRow | undefined> =>
  db.maybe(sql`select ${columns} from ${tables} where a.id = ${id}`);

export async function countActing(db: Db, where: Sql): Promise<number> {
  const { count } = await db.one<{ count: number }>(
    sql`select count(*)::int as count from ${tables} where ${where}`,
  );
  return count;
}

export type ActingPeriod = {
  manager_id: string;
  acting_id: string;
  valid_from: Date;
  valid_until: Date;
  reason: string;
};

/**
 * Writes periods and their facts in one statement.
 *
 * @throws AppError `record.conflict` when somebody would act for the same manager twice at one time
 */
export const insertActing = (ctx: Ctx, periods: readonly ActingPeriod[]): Promise<{ id: string }[]> =>
  onConstraint(
    ctx.db.rows(sql`
      with made as (
        insert into acting_managers (id, manager_id, acting_id, valid_from, valid_until, reason, set_by, created_at)
        select new_uuid_v7(${ctx.now}), p.manager_id, p.acting_id, p.valid_from, p.valid_until, p.reason, ${actorId(ctx)}::uuid, ${ctx.now}
          from unnest(${periods.map((one) => one.manager_id)}::uuid[], ${periods.map((one) => one.acting_id)}::uuid[],
                      ${periods.map((one) => one.valid_from.toISOString())}::timestamptz[],
                      ${periods.map((one) => one.valid_until.toISOString())}::timestamptz[],
                      ${periods.map((one) => one.reason)}::text[]) as p(manager_id, acting_id, valid_from, valid_until, reason)
        returning id, manager_id, acting_id),
      told as (
        insert into facts (id, name, payload, actor_id, request_id, login_session_id, ip)
        select new_uuid_v7(${ctx.now}), 'acting-manager.changed', jsonb_build_object('manager_id', manager_id, 'recipient_id', acting_id),
               ${actorId(ctx)}::uuid, ${ctx.request_id}, ${loginSessionId(ctx)}::uuid, ${ctx.origin.ip} from made)
      select id from made`),
    {
      acting_managers_once_excl: () =>
        new AppError('record.conflict', {
          detail: 'This person already acts for the manager in a part of this time',
          fields: [
            { path: 'valid_from', code: 'overlaps', message: 'Already acting in a part of this time' },
          ],
        }),
    },
  );

/** @returns rows touched: 0 when it was over already */
export const endActingRow = (ctx: Ctx, id: string): Promise<number> =>
  ctx.db.run(sql`
    update acting_managers set valid_until = greatest(valid_from, ${ctx.now}::timestamptz) where id = ${id} and valid_until > ${ctx.now}`);

export type StoredPeriod = {
  manager_id: string;
  manager_email: string;
  acting_id: string;
  acting_email: string;
  valid_from: string;
  valid_until: string;
};

/** What has not ended yet, for the file. */
export const selectPeriods = (db: Db, now: Date): Promise<StoredPeriod[]> =>
  db.rows(sql`
    select a.manager_id, m.email::text as manager_email, a.acting_id, s.email::text as acting_email,
           ${iso(sql`a.valid_from`)} as valid_from, ${iso(sql`a.valid_until`)} as valid_until
      from ${tables} where a.valid_until > ${now} order by a.valid_from, a.id`);
