/**
 * Every environment variable that an artefact sets exists in the configuration schema, or in the list below of what other
 * programs read; and the values that are set are values the schema takes.
 */
import { environmentSchema, readEnvironment } from '#server/platform/config.ts';
import type { Problem } from './artefacts.ts';

export const ownVariables = new Set(Object.keys(environmentSchema.shape));

/** Variables that are not ours, and who reads them. */
const foreignVariables: Record<string, string> = {
  POSTGRES_USER: 'the postgres image',
  POSTGRES_DB: 'the postgres image',
  POSTGRES_PASSWORD: 'the postgres image',
  POSTGRES_PASSWORD_FILE: 'the postgres image',
  POSTGRES_INITDB_ARGS: 'the postgres image',
  PGDATA: 'the postgres image',
  PGPASSWORD: 'pg_basebackup',
  REPLICATION_PASSWORD: 'deploy/kubernetes/base/postgres-init.sh',
  REDIS_PASSWORD: 'the command of the redis container',
  DATABASE_CA: 'deploy/docker/entrypoint.sh',
  AWS_ACCESS_KEY_ID: 'the AWS client behind STORAGE_URL',
  AWS_SECRET_ACCESS_KEY: 'the AWS client behind STORAGE_URL',
  AWS_SESSION_TOKEN: 'the AWS client behind STORAGE_URL',
  AWS_REGION: 'the AWS client behind STORAGE_URL',
  NODE_VERSION: 'Render',
};

/**
 * What a process of ours reads and nobody else may: named so, or an address that carries a password. Each may come as a file, which
 * deploy/docker/entrypoint.sh reads.
 */
export const secretVariables: string[] = [
  ...ownVariables,
  ...Object.keys(foreignVariables).filter((name) => foreignVariables[name]!.startsWith('the AWS client')),
].filter(
  (name) => /SECRET|PASSWORD|TOKEN|ACCESS_KEY/.test(name) || (name.endsWith('_URL') && name !== 'PUBLIC_URL'),
);

const ownFile = (name: string): boolean =>
  name.endsWith('_FILE') && secretVariables.includes(name.slice(0, -'_FILE'.length));

export function unknownVariables(
  file: string,
  where: string,
  names: Iterable<string>,
  more: string[] = [],
): Problem[] {
  return [...names]
    .filter(
      (name) =>
        !ownVariables.has(name) && !ownFile(name) && !(name in foreignVariables) && !more.includes(name),
    )
    .map((name) => ({
      file,
      rule: 'environment',
      message: `${where}: ${name} is neither in server/platform/config.ts nor in the list of foreign variables`,
    }));
}

/** A process of ours would start with these values. Values that are only known later are left out by the caller. */
export function refusedValues(file: string, where: string, values: Record<string, string>): Problem[] {
  const own = Object.fromEntries(Object.entries(values).filter(([name]) => ownVariables.has(name)));
  try {
    readEnvironment(own);
    return [];
  } catch (error) {
    return [{ file, rule: 'environment-value', message: `${where}: ${(error as Error).message}` }];
  }
}
