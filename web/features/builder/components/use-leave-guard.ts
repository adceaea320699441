// Leaving the builder: what is unsaved is written first; only if that fails is the person asked.
import { useBlocker } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BuilderSession } from '../state/session.ts';

export function useLeaveGuard(session: BuilderSession): void {
  const { t } = useTranslation('builder');
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname || (await session.flush())) return false;
      return !window.confirm(t('guard.leave'));
    },
    enableBeforeUnload: () => !session.isSafe(),
  });
}
