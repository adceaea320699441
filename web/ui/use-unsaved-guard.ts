// Keeps unsaved words from being lost: asks before the browser leaves, and before the router changes the page.
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

/** Only for forms without autosave. The question is the browser's own, so that it works when we are being closed. */
export function useUnsavedGuard(isDirty: boolean): void {
  const { t } = useTranslation('ui');
  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm(t('form.unsaved')),
    enableBeforeUnload: isDirty,
    disabled: !isDirty,
  });
}
