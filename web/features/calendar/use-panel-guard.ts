// Keeps what was typed in the panel: other weeks may be looked at meanwhile, but leaving the panel asks first.
import { useBlocker } from '@tanstack/react-router';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';

type Place = { pathname: string; search: unknown };
const openIn = ({ search }: Place): unknown => (search as { open?: string }).open;

/** @returns call it when what was typed is saved, before going elsewhere */
export function usePanelGuard(isDirty: boolean): () => void {
  const { t } = useTranslation('ui');
  const isReleased = useRef(false);
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const isStaying = current.pathname === next.pathname && openIn(current) === openIn(next);
      return isDirty && !isStaying && !isReleased.current && !window.confirm(t('form.unsaved'));
    },
    enableBeforeUnload: () => isDirty && !isReleased.current,
    disabled: !isDirty,
  });
  return useCallback(() => {
    isReleased.current = true;
  }, []);
}
