/** What there is to copy: tables with their columns and key, partitions, sequences, migrations, jobs. Asked of the database itself. */
import type pg from 'pg';

export type TableShape = {
  name: string;
  /** Without generated ones, which make themselves. */
  columns: string[];
  /** SQL of the key's order, the same under every collation. */
  order: string;
  partitions: { name: string; bound: string }[];
  /** About how much there is, for progress. */
  bytes: number;
};

/** Tables of the product, partitioned ones as a whole, in the order of their names. */
export async function listTables(client: pg.Client): Promise<TableShape[]> {
  const { rows } = await client.query<Omit<TableShape, 'bytes'> & { bytes: string }>(`
    select c.relname::text as name,
           (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
           (select string_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then '::text collate "C"' else '' end, ', '
                     order by array_position(k.conkey, a.attnum))
              from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
             where k.conrelid = c.oid and k.contype = 'p') as "order",
           coalesce((select jsonb_agg(jsonb_build_object('name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid)) order by p.relname)
              from pg_inherits i join pg_class p on p.oid = i.inhrelid where i.inhparent = c.oid), '[]') as partitions,
           (select coalesce(sum(pg_table_size(t.relid)), 0) from pg_partition_tree(c.oid) t) + pg_table_size(c.oid) as bytes
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
     order by c.relname`);
  for (const { name, order } of rows) if (!order) throw new Error(`Table ${name} has no primary key`);
  return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
}

const quoted = (names: readonly string[]): string => names.map((one) => `"${one}"`).join(', ');

/** All rows in the order of the key: the same text for the same content, wherever it is asked. */
export const copyOut = ({ name, columns, order }: Pick<TableShape, 'name' | 'columns' | 'order'>): string =>
  `copy (select ${quoted(columns)} from "${name}" order by ${order}) to stdout`;

export const copyIn = ({ name, columns }: Pick<TableShape, 'name' | 'columns'>): string =>
  `copy "${name}" (${quoted(columns)}) from stdin`;

/**
 * Jobs that still have to run, as `add_job` takes them. Their tables belong to the queue's own version, so not the tables are
 * kept but the jobs: one that was running when the snapshot was taken is one that still has to run.
 */
export const copyJobsOut = `copy (
  select t.identifier, j.payload::text, q.queue_name, j.run_at, j.max_attempts, j.key, j.priority
    from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id
    left join graphile_worker._private_job_queues q on q.id = j.job_queue_id
   where j.attempts < j.max_attempts order by j.id) to stdout`;

export const makeJobsTable = `create temporary table restored_jobs (
  identifier text, payload text, queue_name text, run_at timestamptz, max_attempts integer, key text, priority integer) on commit drop`;
export const copyJobsIn = 'copy restored_jobs from stdin';
export const addJobs = `select graphile_worker.add_job(identifier, payload::json, queue_name, run_at, max_attempts, key, priority) from restored_jobs`;

export async function listSequences(
  client: pg.Client,
): Promise<{ name: string; last_value: string; is_called: boolean }[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname::text as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S' order by relname`,
  );
  const states = [];
  for (const { name } of rows) {
    const state = await client.query<{ last_value: string; is_called: boolean }>(
      `select last_value::text as last_value, is_called from "${name}"`,
    );
    states.push({ name, ...state.rows[0]! });
  }
  return states;
}
