/** Structured logs, one JSON line each, with the request id. Secrets are cut out before they are written. */
import { pino } from 'pino';

export type Logger = {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
  child(fields: object): Logger;
};

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'password',
        '*.password',
        'authorization',
        '*.authorization',
        'cookie',
        '*.cookie',
        'token',
        '*.token',
        'refresh',
        '*.refresh',
      ],
      censor: '[hidden]',
    },
  }) as unknown as Logger;
}
