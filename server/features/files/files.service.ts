/** Use cases of files: take one in, attach it, give it up. */
import type { Readable } from 'node:stream';
import { Readable as NodeReadable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { FilePurpose, files, StoredFile } from '#contract/files.ts';
import type { Page } from '#contract/values/common.ts';
import { actorId, type Ctx, hasRole } from '#server/platform/context.ts';
import { all, identifier, sql } from '#server/platform/db/sql.ts';
import { AppError, invalidField } from '#server/platform/errors.ts';
import { offsetOf, offsetPage } from '#server/platform/http/paging.ts';
import { newId } from '#server/platform/ids.ts';
import { services } from '#server/platform/services.ts';
import { acceptedFor, recognize } from './file-kinds.rules.ts';
import { accessFile, isMine, mayUpload, spaceFor } from './files.policy.ts';
import { presentFile } from './files.present.ts';
import {
  announceFile,
  confirmFile,
  countFiles,
  deleteFileRow,
  deleteUse,
  type FileRow,
  type FileUse,
  forgetHash,
  insertUse,
  listFiles as listFileRows,
  type NewFile,
} from './files.sql.ts';
import { repaint } from './images.ts';
import { cleanName, withExtension } from './names.rules.ts';
import { discard, limitFor, type Received, receive, receiveUpload } from './receive.ts';

export const storageKey = (sha256: string): string => `${sha256.slice(0, 2)}/${sha256}`;

type ListQuery = z.output<(typeof files)['listFiles']['query']>;

export async function listFiles(
  ctx: Ctx,
  query: ListQuery,
  request: FastifyRequest,
): Promise<Page<StoredFile>> {
  const descending = query.ordering.startsWith('-');
  const column = identifier(`f.${query.ordering.replace('-', '')}`);
  const where = all([
    sql`f.stored_at is not null`,
    !hasRole(ctx.actor, 'admin') && sql`f.owner_id = ${actorId(ctx)}`,
    query.purpose && sql`f.purpose = ${query.purpose}`,
    query.search &&
      sql`search_normal(f.name) like '%' || search_normal(${query.search.replace(/[\\%_]/g, '\\$&')}) || '%'`,
  ]);
  const order = descending ? sql`${column} desc, f.id desc` : sql`${column}, f.id`;
  const [rows, count] = await Promise.all([
    listFileRows(ctx.db, where, order, query.page_size, offsetOf(query)),
    countFiles(ctx.db, where),
  ]);
  return offsetPage(
    request,
    query,
    count,
    rows.map((row) => presentFile(ctx, row)),
  );
}

/**
 * Takes in a multipart upload. Its content decides what it is; the name must agree and the purpose allow it.
 *
 * @throws AppError `file.too-large`, `file.type-refused`, `file.quota-reached`, `access.denied` for a purpose that is not theirs
 */
export async function uploadFile(ctx: Ctx, request: FastifyRequest): Promise<StoredFile> {
  const { name, purpose, ...received } = await receiveUpload(request);
  if (!mayUpload(ctx, purpose)) {
    await discard(received);
    throw new AppError('access.denied', {
      detail: `You may not upload files for ${purpose}`,
      params: { purpose },
    });
  }
  const row = await keep(ctx, received, {
    name,
    purpose,
    owner_id: actorId(ctx),
    limit_bytes: spaceFor(ctx),
  });
  return presentFile(ctx, row);
}

export type BytesToStore = {
  bytes: Buffer | Readable;
  /** Its extension must fit the bytes. */
  name: string;
  purpose: FilePurpose;
  /** Whose space it takes; nobody's when null. Default: the actor. */
  owner_id?: string | null;
};

/**
 * Stores bytes the product made or unpacked itself (certificates, imports, the demo). The same checks as for an upload hold;
 * pictures are written anew, so the stored media type is the row's, not the caller's.
 *
 * @throws AppError `file.too-large`, `file.type-refused`, `file.quota-reached`
 */
export async function storeBytes(ctx: Ctx, wanted: BytesToStore): Promise<FileRow> {
  const source = Buffer.isBuffer(wanted.bytes) ? NodeReadable.from([wanted.bytes]) : wanted.bytes;
  const limit = limitFor(wanted.purpose === 'certificate' ? undefined : wanted.purpose);
  const owner = wanted.owner_id === undefined ? actorId(ctx) : wanted.owner_id;
  return keep(ctx, await receive(source, limit), { ...wanted, owner_id: owner, limit_bytes: spaceFor(ctx) });
}

type Keeping = { name: string; purpose: FilePurpose; owner_id: string | null; limit_bytes: number };

/**
 * From a scratch file to a stored one: row first (it reserves space and protects equal bytes), bytes second, visible last.
 * Killed in between, the invisible row is collected a day later.
 */
async function keep(ctx: Ctx, received: Received, wanted: Keeping): Promise<FileRow> {
  const { content, file } = await examine(received, wanted, ctx.now);
  try {
    await announceFile(ctx.db, file, ctx.now, wanted.limit_bytes);
    await services().storage.keep(storageKey(file.sha256), content.path);
  } catch (error) {
    await discard(content);
    // Whatever went wrong, the reserved space must not stay taken until the collection.
    await deleteFileRow(ctx.db, file.id);
    throw error;
  }
  await confirmFile(ctx, file.id);
  return { ...file, created_at: ctx.now.toISOString(), uses: [] };
}

async function examine(
  received: Received,
  wanted: Keeping,
  now: Date,
): Promise<{ content: Received; file: NewFile }> {
  const name = cleanName(wanted.name);
  const kind = recognize(received.head, name, wanted.purpose);
  if (!kind) {
    await discard(received);
    const accepted = acceptedFor(wanted.purpose);
    throw new AppError('file.type-refused', {
      detail: `This is not a file of an accepted kind, or its content is not what its name says. Accepted: ${accepted.join(', ')}`,
      params: { accepted },
    });
  }
  const base = { id: newId(now.getTime()), purpose: wanted.purpose, owner_id: wanted.owner_id };
  if (!kind.media_type.startsWith('image/')) {
    const { sha256, byte_size } = received;
    return {
      content: received,
      file: { ...base, sha256, byte_size, media_type: kind.media_type, name, width: null, height: null },
    };
  }
  const picture = await repaint(received, wanted.purpose, kind.media_type);
  const { sha256, byte_size, width, height } = picture;
  return {
    content: picture,
    file: {
      ...base,
      sha256,
      byte_size,
      media_type: 'image/webp',
      name: withExtension(name, 'webp'),
      width,
      height,
    },
  };
}

export async function getFile(ctx: Ctx, id: string): Promise<StoredFile> {
  return presentFile(ctx, await accessFile(ctx, id));
}

/** @throws AppError `record.in-use` while anything uses it; the foreign keys decide, not a look beforehand */
export async function deleteFile(ctx: Ctx, id: string): Promise<null> {
  await accessFile(ctx, id, 'delete');
  if (!(await removeUnused(ctx, id)))
    throw new AppError('record.in-use', { detail: 'Something still uses this file' });
  return null;
}

/** Removes a file and its bytes; false when a row anywhere still points at it. */
export async function removeUnused(ctx: Ctx, id: string): Promise<boolean> {
  const hash = await deleteFileRow(ctx.db, id).catch((error: unknown) => {
    if ((error as { code?: string }).code === '23503') return null;
    throw error;
  });
  if (hash === null) return false;
  // Bytes do not come back with a rollback, so they go after the commit.
  if (hash)
    await ctx.db.whenCommitted(() =>
      forgetHash(ctx.db, hash, () => services().storage.remove(storageKey(hash))),
    );
  return true;
}

/**
 * Attaches a file to something, which keeps it from being collected and opens it to whoever may see that thing. Repeating
 * it changes nothing. Own files may be attached; people who make courses may also attach what they can see.
 *
 * @throws AppError `record.not-found`, `access.denied`, `input.invalid` (field `file_id`) when its kind does not fit
 */
export async function useFile(ctx: Ctx, use: FileUse): Promise<FileRow> {
  const file = await accessFile(ctx, use.file_id);
  if (!isMine(ctx, file) && !hasRole(ctx.actor, 'trainer')) throw new AppError('access.denied');
  const picture = file.media_type.startsWith('image/');
  if ((use.subject === 'user' || use.subject === 'course') && !picture)
    throw invalidField('file_id', 'This is not a picture');
  if (use.subject === 'lesson' && file.purpose === 'import')
    throw invalidField('file_id', 'This file was uploaded for an import');
  await insertUse(ctx.db, use);
  return file;
}

/** Detaches a file. The caller has checked that the actor may change the subject; a file nothing uses is collected later. */
export async function releaseFile(ctx: Ctx, use: FileUse): Promise<void> {
  await deleteUse(ctx.db, use);
}

/** The bytes of a stored file, for the product itself. The caller has checked access. */
export const readFileBytes = (file: Pick<FileRow, 'sha256'>): Promise<Readable> =>
  services().storage.read(storageKey(file.sha256));
