// The code itself: to scan, to type, and for how long. Never one that is dead.
import { Skeleton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Note } from '#web/ui/Note.tsx';
import { useCode } from '../use-code.ts';
import css from './Attendance.module.css';

type CodeViewProps = { day_id: string; size: 'small' | 'large' };

export function CodeView({ day_id, size }: CodeViewProps) {
  const { t } = useTranslation('attendance');
  const { shown, isFailing } = useCode(day_id);
  if (!shown)
    return isFailing ? (
      <Note tone="due" title={t('code.none')}>
        {t('code.none_why')}
      </Note>
    ) : (
      <Skeleton height={size === 'large' ? 480 : 160} radius="lg" />
    );
  const { code, url, qr_svg } = shown.code;
  const address = new URL(url);
  return (
    <div className={css.code} data-size={size}>
      <img
        className={css.qr}
        alt={t('code.qr')}
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(qr_svg)}`}
      />
      <div className={css.codeWords}>
        <p className={css.letters} data-testid="check-in-code">
          <span aria-hidden="true">
            {code.slice(0, 3)} {code.slice(3)}
          </span>
          {/* Letter by letter, as one would read it out. */}
          <span className={css.hidden}>{[...code].join(' ')}</span>
        </p>
        <p className={css.dimmed}>{t('code.left', { count: shown.seconds_left })}</p>
        <p className={css.address}>{`${address.host}/check-in`}</p>
      </div>
    </div>
  );
}
