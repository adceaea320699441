// Whether what one has written is safe: 'Saving…', 'Saved 10:42:07', 'Not saved, trying again', 'Offline'.
import {
  IconCloudCheck,
  IconCloudOff,
  IconCloudUpload,
  IconCloudX,
  IconDeviceMobile,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Format } from '#web/lib/format.ts';
import { useFormat } from '#web/lib/use-format.ts';
import css from './SaveState.module.css';

export type SaveStateValue =
  | { kind: 'idle' }
  | { kind: 'saving' }
  | { kind: 'saved'; saved_at: string }
  /** Kept here and sent when the line is back. */
  | { kind: 'on_device'; kept_at: string }
  | { kind: 'retrying' }
  | { kind: 'offline' };

const icons = {
  saving: IconCloudUpload,
  saved: IconCloudCheck,
  on_device: IconDeviceMobile,
  retrying: IconCloudX,
  offline: IconCloudOff,
};

/** Announced politely, but only what matters: a save every few seconds is not read aloud. */
export function SaveState({ value }: { value: SaveStateValue }) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  if (value.kind === 'idle') return null;
  const Icon = icons[value.kind];
  const isTrouble = value.kind === 'retrying' || value.kind === 'offline';
  return (
    <span className={css.state} data-kind={value.kind} role={isTrouble ? 'alert' : undefined}>
      <Icon size={18} stroke={1.5} aria-hidden="true" />
      {t(`save.${value.kind}`, { time: timeOf(value, format) })}
    </span>
  );
}

function timeOf(value: SaveStateValue, format: Format): string | undefined {
  if (value.kind === 'saved') return format.timeWithSeconds(value.saved_at);
  return value.kind === 'on_device' ? format.timeWithSeconds(value.kept_at) : undefined;
}
