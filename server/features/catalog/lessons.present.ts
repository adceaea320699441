/** Lesson row -> contract shape. The same for both faces: what differs is where the row was read. */
import { fileUrl } from '#server/features/files/index.ts';
import type { LessonRow } from './draft.sql.ts';

export function presentLesson(row: LessonRow) {
  const { file_name, file_media_type, file_byte_size, ...lesson } = row;
  return {
    ...lesson,
    file:
      row.file_id && file_name !== null && file_media_type !== null && file_byte_size !== null
        ? {
            id: row.file_id,
            name: file_name,
            media_type: file_media_type,
            byte_size: file_byte_size,
            url: fileUrl(row.file_id),
          }
        : null,
  };
}
