// Sends one file to the server and tells how far it is; other features use it wherever people add a file.
import type * as z from 'zod';
import { files, type StoredFile, type UploadPurpose } from '#contract/files.ts';
import { addressOf, unsafeHeaders } from '#web/lib/api.ts';
import { sendWithProgress } from '#web/ui/send-with-progress.ts';

export type UploadedFile = z.infer<typeof StoredFile>;

type UploadOptions = {
  /** What it is for; it decides which kinds and sizes the server accepts. */
  purpose: UploadPurpose;
  /** 0 to 1. */
  onProgress: (share: number) => void;
  signal: AbortSignal;
};

/** @throws the problem document of a refusal (`file.too-large`, `file.type-refused`, `file.quota-reached`), or a TypeError */
export const uploadFile = (
  file: File,
  { purpose, onProgress, signal }: UploadOptions,
): Promise<UploadedFile> =>
  sendWithProgress<UploadedFile>(file, {
    url: addressOf(files.uploadFile),
    headers: unsafeHeaders('POST', new FormData()),
    field: 'file',
    parts: { purpose },
    onProgress,
    signal,
  });
