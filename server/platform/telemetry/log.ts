/**
 * Structured logs, one JSON line each, in the fields of the Elastic Common Schema so that they go into Elasticsearch as they
 * are (docs/operations/monitoring.md). Secrets and people's data are cut out before (redact.ts).
 *
 * Four kinds, told apart by `event.dataset`: what the product says (`lyceum.application`), what failed (`lyceum.error`), one line
 * per answered request (`lyceum.access`, access-log.ts), and what matters to security (`lyceum.security`, features/activity/security-log.ts).
 */
import os from 'node:os';
import { type DestinationStream, pino } from 'pino';
import { version } from '../version.ts';
import { cleanFields, cleanText } from './redact.ts';

export type Logger = {
  debug(fields: object, message?: string): void;
  info(fields: object, message?: string): void;
  warn(fields: object, message?: string): void;
  error(fields: object, message?: string): void;
  child(fields: object): Logger;
  /** Something that happened, in fields that are ECS already and hold nothing that a caller wrote. The process's own only. */
  event?(fields: object, message: string): void;
};

type Writer = Omit<Logger, 'child' | 'event'> & {
  child(fields: object): Writer;
  isLevelEnabled(level: string): boolean;
};

const flushMilliseconds = 500;

/**
 * Lines are gathered for half a second and written without waiting: a line per request must not cost a system call each.
 * Warnings and errors go out at once, and so does everything when the process ends.
 *
 * @param destination  where lines go; standard output by default
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const output = destination ?? gatheredOutput(level);
  const writer = pino(
    {
      level,
      messageKey: 'message',
      base: {
        'ecs.version': '8.11.0',
        'service.name': 'lyceum',
        'service.version': version,
        'service.node.name': `${os.hostname()}:${process.pid}`,
      },
      timestamp: () => `,"@timestamp":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ 'log.level': label }) },
    },
    output,
  );
  return careful(
    writer as unknown as Writer,
    'flush' in output ? () => (output as { flush(): void }).flush() : () => {},
  );
}

function gatheredOutput(level: string): DestinationStream {
  const output = pino.destination({ fd: 1, sync: false, minLength: 4096 });
  if (level !== 'silent') setInterval(() => output.flush(), flushMilliseconds).unref();
  return output;
}

function careful(writer: Writer, flush: () => void): Logger {
  const at = (level: 'debug' | 'info' | 'warn' | 'error') => (fields: object, message?: string) => {
    if (!writer.isLevelEnabled(level)) return;
    const dataset = level === 'error' ? 'lyceum.error' : 'lyceum.application';
    writer[level](
      { 'event.dataset': dataset, ...ecsFields(cleanFields(fields)) },
      message === undefined ? undefined : cleanText(message),
    );
    if (level === 'warn' || level === 'error') flush();
  };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => careful(writer.child(ecsFields(cleanFields(fields))), flush),
    event(fields, message) {
      if (writer.isLevelEnabled('info')) writer.info(fields, message);
    },
  };
}

/** Our words for what ECS has a field for. Whatever it has none for stands under `lyceum.`, which is ours. */
const names: Record<string, string> = {
  request_id: 'http.request.id',
  trace_id: 'trace.id',
  method: 'http.request.method',
  route: 'url.path',
  status: 'http.response.status_code',
  user_id: 'user.id',
  ip: 'client.ip',
};

type Described = { type: string; message: string; stack: string; code?: string } & Record<string, unknown>;

function ecsFields(fields: object): object {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'err' && typeof value === 'object' && value !== null)
      Object.assign(result, errorFields(value as Described));
    else result[names[name] ?? `lyceum.${name}`] = value;
  }
  return result;
}

function errorFields({ type, message, stack, code, ...more }: Described): object {
  return {
    'error.type': type,
    'error.message': message,
    'error.stack_trace': stack,
    ...(code !== undefined && { 'error.code': code }),
    ...(Object.keys(more).length > 0 && { 'lyceum.error': more }),
  };
}
