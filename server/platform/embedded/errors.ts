// The one error class of the embedded PostgreSQL, with a closed list of codes an operator can look up.

export type EmbeddedPostgresErrorCode =
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_VERSION'
  | 'DATA_DIR_OWNER'
  | 'DATA_DIR_MISSING'
  | 'NO_BINARIES'
  | 'INITDB_FAILED'
  | 'START_FAILED'
  | 'ORPHAN_STUCK';

/** A refusal or failure whose message is written for the operator: it names the folder and what to do next. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}

/** The closing advice of every failure that our own binaries cannot solve. */
export const USE_OWN_DATABASE = 'Or set DATABASE_URL to a PostgreSQL server of your own.';

/** The system error code of a caught value (`ENOENT`, `EEXIST` …), or undefined for anything else. */
export function systemCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
