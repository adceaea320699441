// Where toasts appear. The region is always in the page, so that screen readers announce politely; a toast waits while
// the pointer or the focus is on it.
import { IconAlertCircle, IconCheck, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from './Kbd.tsx';
import css from './ToastRegion.module.css';
import { type Toast, toastStore } from './toast-store.ts';

export function ToastRegion() {
  const { t } = useTranslation('ui');
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.read);
  useUndoKey(toasts);
  return (
    <section
      className={css.region}
      aria-label={t('toast.region')}
      aria-live="polite"
      aria-relevant="additions"
    >
      {toasts.map((toast) => (
        <ToastCard key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function useUndoKey(toasts: readonly Toast[]): void {
  useEffect(() => {
    const latest = toasts.findLast((toast) => toast.action?.shortcut);
    if (!latest) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo || (event.target as Element | null)?.closest?.('input, textarea, [contenteditable]'))
        return;
      event.preventDefault();
      takeAction(latest);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [toasts]);
}

function takeAction(toast: Toast): void {
  toastStore.close(toast.id);
  toast.action?.run();
}

/** Closes the toast in its time, but never while the pointer or the focus is on it. */
function useTimeLimit({ id, lasts_ms }: Toast) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (lasts_ms === null) return;
    let timer = setTimeout(closeOrWait, lasts_ms);
    function closeOrWait() {
      const isHeld = ref.current?.matches(':hover, :focus-within');
      if (isHeld) timer = setTimeout(closeOrWait, 1000);
      else toastStore.close(id);
    }
    return () => clearTimeout(timer);
  }, [id, lasts_ms]);
  return ref;
}

function ToastCard({ toast }: { toast: Toast }) {
  const { t } = useTranslation('ui');
  const ref = useTimeLimit(toast);
  const { id, action } = toast;
  const Mark = toast.tone === 'problem' ? IconAlertCircle : IconCheck;
  return (
    <div ref={ref} className={css.toast} data-tone={toast.tone}>
      <Mark size={18} stroke={1.75} aria-hidden="true" />
      <span className={css.text}>{toast.text}</span>
      {action && (
        <button type="button" className={css.action} onClick={() => takeAction(toast)}>
          {action.label}
          {action.shortcut && <Kbd>Ctrl Z</Kbd>}
        </button>
      )}
      <button
        type="button"
        className={css.close}
        aria-label={t('toast.close')}
        onClick={() => toastStore.close(id)}
      >
        <IconX size={16} stroke={1.75} aria-hidden="true" />
      </button>
    </div>
  );
}
