// Whether everything is safe, in one line: what passes by itself, and what waits for the person.
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SaveState } from '#web/ui/SaveState.tsx';
import { useBuilder, useSaveSum } from '../builder-context.tsx';
import css from './BuilderHead.module.css';

export function SaveSumLine() {
  const { t } = useTranslation('builder');
  const { session } = useBuilder();
  const sum = useSaveSum();
  if (sum.kind !== 'refused' && sum.kind !== 'conflict') return <SaveState value={sum} />;
  return (
    <span className={css.waiting} role="alert">
      <IconAlertTriangle size={18} stroke={1.5} aria-hidden="true" />
      {t(`save.${sum.kind}`)}
      {sum.kind === 'refused' && (
        <button type="button" className={css.retry} onClick={session.retry}>
          {t('common:action.retry')}
        </button>
      )}
    </span>
  );
}
