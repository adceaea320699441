/** Files: uploads, their metadata and their bytes. Contract T-13, T-25, U-23. */
import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { can, id, idParams, instant, listQuery, ordering, page } from './values/common.ts';

/** What a file is uploaded for; it decides the kinds and size that are accepted. */
export const uploadPurposes = ['avatar', 'cover', 'lesson', 'import', 'proof'] as const;
export type UploadPurpose = (typeof uploadPurposes)[number];
export const filePurposes = [...uploadPurposes, 'certificate'] as const;
export type FilePurpose = (typeof filePurposes)[number];

/** Pictures are small on purpose; everything else may have `UPLOAD_LIMIT_MB`. */
export const pictureLimitBytes = 10 * 1024 * 1024;

/** What a file chooser offers per purpose; the server decides by content. */
export const acceptedExtensions: Record<UploadPurpose, readonly string[]> = {
  avatar: ['.png', '.jpg', '.jpeg', '.webp', '.gif'],
  cover: ['.png', '.jpg', '.jpeg', '.webp', '.gif'],
  lesson: ['.png', '.jpg', '.jpeg', '.webp', '.gif', '.mp4', '.webm', '.mp3', '.pdf', '.vtt'],
  import: ['.zip', '.txt', '.gift', '.xml'],
  proof: ['.pdf', '.png', '.jpg', '.jpeg', '.webp'],
};

export const StoredFile = z.object({
  id,
  name: z.string(),
  media_type: z.string(),
  byte_size: z.int(),
  purpose: z.enum(filePurposes),
  /** Pixels, for pictures. */
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Address of the bytes; it answers only to people who may see the file. */
  url: z.string(),
  owner_id: id.nullable(),
  in_use: z.boolean(),
  created_at: instant,
  can,
});
export type StoredFile = z.infer<typeof StoredFile>;

export const files = {
  listFiles: endpoint({
    method: 'GET',
    path: '/api/files/',
    ability: 'file.upload',
    summary: 'My files; administrators see all',
    rows: ['T-13', 'U-23'],
    query: z.strictObject({
      ...listQuery,
      purpose: z.enum(filePurposes).optional(),
      ordering: ordering(['created_at', 'name', 'byte_size']).default('-created_at'),
    }),
    response: page(StoredFile),
  }),
  uploadFile: endpoint({
    method: 'POST',
    path: '/api/files/',
    cost: 'costly',
    ability: 'file.upload',
    summary:
      'Upload one file: multipart fields `purpose` (avatar, cover, lesson, import, proof), then `file`',
    rows: ['T-13', 'T-25', 'U-23'],
    accepts: 'multipart',
    status: 201,
    response: StoredFile,
    errors: ['file.too-large', 'file.type-refused', 'file.quota-reached', 'access.denied'],
  }),
  getFile: endpoint({
    method: 'GET',
    path: '/api/files/:id/',
    ability: 'public',
    summary: 'What is known about a file',
    rows: ['U-23'],
    params: idParams,
    response: StoredFile,
    errors: ['record.not-found'],
  }),
  getFileContent: endpoint({
    method: 'GET',
    path: '/api/files/:id/content/',
    ability: 'public',
    summary: 'The bytes, with ranges and ETag; who may see them follows what the file is used for',
    rows: ['U-23'],
    params: idParams,
    produces: 'application/octet-stream',
    response: z.unknown(),
    errors: ['record.not-found'],
  }),
  deleteFile: endpoint({
    method: 'DELETE',
    path: '/api/files/:id/',
    ability: 'file.upload',
    summary: 'Delete my file, unless something uses it',
    rows: ['U-23'],
    params: idParams,
    errors: ['record.not-found', 'access.denied', 'record.in-use'],
  }),
};
