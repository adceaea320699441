/** File storage in an S3 bucket. */
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AppError } from '../errors.ts';
import { type Storage, validKey } from './storage.ts';

/** `s3://bucket/prefix?endpoint=https://…&region=…`; credentials come from the usual AWS variables. */
export function s3Storage(url: URL, scratch: string): Storage {
  const endpoint = url.searchParams.get('endpoint');
  const client = new S3Client({
    region: url.searchParams.get('region') ?? 'us-east-1',
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    maxAttempts: 2,
  });
  const bucket = url.hostname;
  const prefix = url.pathname.replace(/^\/|\/$/g, '');
  const place = (key: string) => ({
    Bucket: bucket,
    Key: prefix ? `${prefix}/${validKey(key)}` : validKey(key),
  });
  const guarded = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw new AppError('service.unavailable', {
        cause: error,
        retry_after: 10,
        detail: 'File storage does not answer',
      });
    }
  };
  const exists = async (key: string) => {
    try {
      await client.send(new HeadObjectCommand(place(key)));
      return true;
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode === 404)
        return false;
      throw new AppError('service.unavailable', {
        cause: error,
        retry_after: 10,
        detail: 'File storage does not answer',
      });
    }
  };
  return {
    scratch,
    exists,
    async keep(key, source) {
      if (!(await exists(key))) {
        const { size } = await stat(source);
        await guarded(
          client.send(
            new PutObjectCommand({ ...place(key), Body: createReadStream(source), ContentLength: size }),
          ),
        );
      }
      await rm(source, { force: true });
    },
    async read(key, range) {
      const bytes = range ? { Range: `bytes=${range.start}-${range.end}` } : {};
      const answer = await guarded(client.send(new GetObjectCommand({ ...place(key), ...bytes })));
      return answer.Body as Readable;
    },
    async remove(key) {
      await guarded(client.send(new DeleteObjectCommand(place(key))));
    },
  };
}
