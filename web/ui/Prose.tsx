// Rich text for reading: what authors wrote and the server cleaned, in the type of a lesson.
import { useRouter } from '@tanstack/react-router';
import { type MouseEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Prose.module.css';
import { prepareHtml } from './prepare-html.ts';

type ProseProps = {
  /** Cleaned HTML, as the server sends it. */
  html: string;
  /** The language of the text, when it need not be the page's. */
  lang?: string;
  dir?: 'ltr' | 'rtl';
};

export function Prose({ html, lang, dir }: ProseProps) {
  const { t } = useTranslation('ui');
  const router = useRouter({ warn: false });
  const ref = useReachableScrollers(html);
  const prepared = useMemo(
    () =>
      prepareHtml(html, {
        callout: {
          note: t('prose.note'),
          tip: t('prose.tip'),
          warning: t('prose.warning'),
          stop: t('prose.stop'),
        },
        table: t('prose.table'),
        player: t('prose.player'),
      }),
    [html, t],
  );
  /** A link to a page of ours changes the page without a reload. */
  function follow(event: MouseEvent<HTMLElement>) {
    const href = (event.target as Element).closest('a')?.getAttribute('href') ?? '';
    const isPlain =
      event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!router || !isPlain || !href.startsWith('/') || href.startsWith('/api/')) return;
    event.preventDefault();
    void router.navigate({ href });
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only links are followed, and Enter on a link is a click
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div
      ref={ref}
      className={css.prose}
      lang={lang}
      dir={dir}
      onClick={follow}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server (server/platform/html)
      dangerouslySetInnerHTML={{ __html: prepared }}
    />
  );
}

/** Tables and code that are wider than the column can be reached by Tab, because only then arrow keys scroll them. */
function useReachableScrollers(html: string) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other HTML has other tables
  useEffect(() => {
    const prose = ref.current;
    if (!prose) return;
    const observer = new ResizeObserver(() => {
      for (const box of prose.querySelectorAll<HTMLElement>('[data-scrolls], pre')) {
        if (box.scrollWidth > box.clientWidth + 1) box.tabIndex = 0;
        else box.removeAttribute('tabindex');
      }
    });
    observer.observe(prose);
    return () => observer.disconnect();
  }, [html]);
  return ref;
}
