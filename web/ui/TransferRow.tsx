// One file of a FileDrop: its name, how far it is, what went wrong and what can be done about it.
import { ActionIcon, Button } from '@mantine/core';
import { IconFile, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import css from './FileDrop.module.css';
import type { FileLimits, Transfer } from './file-drop.ts';
import { ProgressBar } from './ProgressBar.tsx';
import { Status } from './Status.tsx';

type TransferRowProps = {
  transfer: Transfer;
  limits: FileLimits;
  onRemove: (id: number) => void;
  onRetry: (transfer: Transfer) => Promise<void>;
};

export function TransferRow({ transfer, limits, onRemove, onRetry }: TransferRowProps) {
  const { t } = useTranslation('ui');
  const { file, state, share, refusal, id } = transfer;
  return (
    <li className={css.row}>
      <IconFile size={18} stroke={1.5} aria-hidden="true" />
      <span className={css.name} title={file.name}>
        {file.name}
      </span>
      <span className={css.state} role="status">
        {state === 'sending' && (
          <ProgressBar percent={share * 100} label={t('files.progress', { name: file.name })} size="thin" />
        )}
        {state === 'waiting' && <span className="ly-dimmed">{t('files.waiting')}</span>}
        {state === 'done' && <Status kind="ok">{t('files.done')}</Status>}
        {state === 'failed' && <FailureWords refusal={refusal} limits={limits} />}
      </span>
      {state === 'failed' && refusal === undefined && (
        <Button size="xs" onClick={() => void onRetry(transfer)}>
          {t('files.retry')}
        </Button>
      )}
      {state !== 'done' && (
        <ActionIcon
          size="sm"
          aria-label={t('files.remove', { name: file.name })}
          onClick={() => onRemove(id)}
        >
          <IconX size={16} stroke={1.5} aria-hidden="true" />
        </ActionIcon>
      )}
    </li>
  );
}

function FailureWords({ refusal, limits }: { refusal: Transfer['refusal']; limits: FileLimits }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const details = { size: format.bytes(limits.max_bytes ?? 0), count: limits.max_files ?? 0 };
  return (
    <Status kind="failed">{refusal ? t(`files.refused.${refusal}`, details) : t('files.failed')}</Status>
  );
}
