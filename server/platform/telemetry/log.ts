/** Structured logs, one JSON line each, with the request id. Secrets and people's data are cut out before (redact.ts). */
import { type DestinationStream, pino } from 'pino';
import { cleanFields, cleanText } from './redact.ts';

export type Logger = {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
  child(fields: object): Logger;
};

/** @param destination  where lines go; standard output by default */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const settings = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    // Errors come here described already; pino's own serializer would describe them again.
    serializers: { err: (described: unknown) => described },
  };
  const writer = destination ? pino(settings, destination) : pino(settings);
  return careful(writer as unknown as Logger & { isLevelEnabled(level: string): boolean });
}

function careful(writer: Logger & { isLevelEnabled(level: string): boolean }): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message?: string) => {
    if (writer.isLevelEnabled(level))
      writer[level](cleanFields(fields), message === undefined ? undefined : cleanText(message));
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => careful(writer.child(cleanFields(fields)) as typeof writer),
  };
}
