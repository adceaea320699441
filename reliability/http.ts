/**
 * The client of the checks: one request on a kept connection, nothing repeated, nothing followed. Whoever writes a ledger must
 * know exactly what was sent once and what was answered.
 */
import http from 'node:http';

export type Answer = {
  status: number;
  headers: http.IncomingHttpHeaders;
  /** JSON when it is JSON, else the text. */
  body: Record<string, unknown>;
  bytes: Buffer;
  milliseconds: number;
};

export type Ask = {
  method?: string;
  token?: string | undefined;
  body?: object | undefined;
  /** Instead of `body`: ready bytes with their type. */
  raw?: { type: string; bytes: Buffer };
  headers?: Record<string, string>;
  timeout_milliseconds?: number;
};

const agent = new http.Agent({ keepAlive: true, maxSockets: 2048, maxFreeSockets: 256 });

/** @throws when there was no whole answer: refused, reset, cut off, or none in time (then nobody knows what happened) */
export function ask(url: string, wanted: Ask = {}): Promise<Answer> {
  const body = wanted.raw?.bytes ?? (wanted.body ? Buffer.from(JSON.stringify(wanted.body)) : undefined);
  const type = wanted.raw?.type ?? 'application/json';
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const request = http.request(url, {
      agent,
      method: wanted.method ?? 'GET',
      headers: {
        ...(body ? { 'content-type': type, 'content-length': String(body.length) } : {}),
        ...(wanted.token ? { authorization: `Bearer ${wanted.token}` } : {}),
        ...wanted.headers,
      },
    });
    const late = setTimeout(
      () => request.destroy(new Error('no answer in time')),
      wanted.timeout_milliseconds ?? 30_000,
    );
    const fail = (error: Error) => {
      clearTimeout(late);
      reject(error);
    };
    request.on('error', fail);
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', fail);
      response.on('close', () => {
        if (!response.complete) fail(new Error('the answer was cut off'));
      });
      response.on('end', () => {
        if (!response.complete) return;
        clearTimeout(late);
        const bytes = Buffer.concat(parts);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: parse(bytes, response.headers['content-type']),
          bytes,
          milliseconds: performance.now() - startedAt,
        });
      });
    });
    request.end(body);
  });
}

function parse(bytes: Buffer, type = ''): Record<string, unknown> {
  if (!/json/.test(type)) return {};
  return JSON.parse(bytes.toString()) as Record<string, unknown>;
}

/** The same, for preparing: anything but a success is an error that names it. */
export async function must(url: string, wanted: Ask = {}): Promise<Record<string, unknown>> {
  const answer = await ask(url, wanted);
  if (answer.status >= 300)
    throw new Error(
      `${wanted.method ?? 'GET'} ${url}: ${answer.status} ${answer.bytes.toString().slice(0, 300)}`,
    );
  return answer.body;
}

/** One file as a browser's form sends it. */
export function upload(purpose: string, name: string, type: string, bytes: Buffer): NonNullable<Ask['raw']> {
  const boundary = `----lyceum${Math.random().toString(36).slice(2)}`;
  const before =
    `--${boundary}\r\ncontent-disposition: form-data; name="purpose"\r\n\r\n${purpose}\r\n` +
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(before), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
