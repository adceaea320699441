// The signed sheet of paper, scanned or photographed and kept with the session.
import { Button } from '@mantine/core';
import { IconFileTypePdf } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { AttendanceSheet } from '#contract/attendance.ts';
import { acceptedExtensions } from '#contract/files.ts';
import { FileDrop } from '#web/ui/FileDrop.tsx';
import { useAttachSheet } from '../attendance.mutations.ts';
import css from './Attendance.module.css';

export type UploadScan = (
  file: File,
  options: { purpose: 'proof'; onProgress: (share: number) => void; signal: AbortSignal },
) => Promise<{ id: string }>;

type SheetScanProps = { sheet: AttendanceSheet; upload: UploadScan };

export function SheetScan({ sheet, upload }: SheetScanProps) {
  const { t } = useTranslation('attendance');
  const attach = useAttachSheet(sheet.session_id);
  const { sheet_file } = sheet;
  if (sheet_file)
    return (
      <div className={css.scan}>
        <IconFileTypePdf size={20} stroke={1.5} aria-hidden="true" />
        <a href={sheet_file.url} target="_blank" rel="noreferrer">
          {sheet_file.name}
        </a>
        <Button
          size="xs"
          variant="subtle"
          aria-busy={attach.isPending}
          onClick={() => !attach.isPending && attach.mutate(null)}
        >
          {t('scan.remove')}
        </Button>
      </div>
    );
  return (
    <FileDrop
      kinds={t('scan.kinds')}
      label={t('scan.choose')}
      accept={[...acceptedExtensions.proof]}
      max_files={1}
      send={async (file, options) => {
        const { id } = await upload(file, { ...options, purpose: 'proof' });
        await attach.mutateAsync(id);
      }}
    />
  );
}
