// A place to drop or choose files: says what it takes, shows how each transfer stands, can stop and try again.
import { IconUpload } from '@tabler/icons-react';
import { type ChangeEvent, type DragEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import css from './FileDrop.module.css';
import type { FileLimits } from './file-drop.ts';
import { TransferRow } from './TransferRow.tsx';
import { type SendFile, useTransfers } from './use-transfers.ts';

type FileDropProps = FileLimits & {
  /** What may be dropped, in words: 'Video, PDF, images'. The size limit is added. */
  kinds: string;
  send: SendFile;
  /** Accessible name of the file field; the heading of the box when left out. */
  label?: string;
};

export function FileDrop({ kinds, send, label, ...limits }: FileDropProps) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const id = useId();
  const { transfers, add, remove, retry } = useTransfers(limits, send);
  const [isOver, setIsOver] = useState(false);
  const limit =
    limits.max_bytes === undefined ? '' : t('files.limit', { size: format.bytes(limits.max_bytes) });

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    void add([...event.dataTransfer.files]);
  }
  function onChoose(event: ChangeEvent<HTMLInputElement>) {
    const chosen = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    void add(chosen);
  }

  return (
    <div className={css.files}>
      <label
        className={css.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setIsOver(true);
        }}
        onDragLeave={() => setIsOver(false)}
        onDrop={onDrop}
      >
        <input
          type="file"
          className={css.input}
          multiple={limits.max_files !== 1}
          accept={limits.accept?.join()}
          aria-label={label ?? t('files.drop')}
          aria-describedby={id}
          onChange={onChoose}
        />
        <IconUpload size={24} stroke={1.5} aria-hidden="true" />
        <b>{t('files.drop')}</b>
        <span id={id} className={css.kinds}>
          {kinds}. {limit}
        </span>
      </label>
      {transfers.length > 0 && (
        <ul className={css.list} aria-label={t('files.list')}>
          {transfers.map((transfer) => (
            <TransferRow
              key={transfer.id}
              transfer={transfer}
              limits={limits}
              onRemove={remove}
              onRetry={retry}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
