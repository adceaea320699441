/**
 * Applies `migrations/NNNN_*.sql` in order, each in its own transaction, under one advisory lock so that two instances
 * starting together apply each once. A changed file that was already applied is refused: migrations are forward only.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

const lockKey = 4_815_162_342;

export async function migrate(options: {
  connection_string: string;
  folder: string;
  on_progress?: (message: string) => void;
}): Promise<{ applied: string[] }> {
  const files = (await readdir(options.folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).sort();
  const client = new pg.Client({
    connectionString: options.connection_string,
    application_name: 'lyceum-migrate',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    await client.query(
      `create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
    );
    const known = new Map<string, string>(
      (
        await client.query<{ name: string; checksum: string }>('select name, checksum from schema_migrations')
      ).rows.map((row) => [row.name, row.checksum]),
    );
    const unknown = [...known.keys()].filter((name) => !files.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `The database was migrated by a newer version of Lyceum (${unknown.join(', ')}). Start that version, or restore a backup.`,
      );
    }
    const applied: string[] = [];
    for (const name of files) {
      const text = await readFile(path.join(options.folder, name), 'utf8');
      const checksum = createHash('sha256').update(text).digest('hex');
      const before = known.get(name);
      if (before === checksum) continue;
      if (before)
        throw new Error(
          `Migration ${name} was changed after it had been applied. Write a following migration instead.`,
        );
      options.on_progress?.(name);
      await applyOne(client, name, text, checksum);
      applied.push(name);
    }
    return { applied };
  } finally {
    await client.end();
  }
}

async function applyOne(client: pg.Client, name: string, text: string, checksum: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(text);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
