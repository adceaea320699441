/** What a handler may answer besides a plain body: another status, headers, cookies, or bytes. */
import type { Readable } from 'node:stream';

export type Cookie = {
  name: string;
  value: string;
  max_age_seconds: number;
  path: string;
  http_only: boolean;
};

export class HttpReply {
  readonly body: unknown;
  readonly status: number | undefined;
  readonly headers: Record<string, string>;
  readonly cookies: Cookie[];
  /** Sent as it is, without the response schema. */
  readonly stream: Readable | Buffer | undefined;
  /** A JSON answer that is ready, with its ETag. */
  readonly json: Buffer | undefined;
  readonly etag: string | undefined;

  constructor(parts: {
    body?: unknown;
    status?: number;
    headers?: Record<string, string>;
    cookies?: Cookie[];
    stream?: Readable | Buffer;
    json?: Buffer;
    etag?: string;
  }) {
    this.body = parts.body;
    this.status = parts.status;
    this.headers = parts.headers ?? {};
    this.cookies = parts.cookies ?? [];
    this.stream = parts.stream;
    this.json = parts.json;
    this.etag = parts.etag;
  }
}
