// Detail beside the list. Not modal: the list stays usable, arrows walk through its rows, Escape closes. On a phone it
// covers the page.
import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFrameSlots } from './frame-slots.tsx';
import css from './SidePanel.module.css';

type SidePanelProps = {
  title: string;
  detail?: ReactNode;
  /** Before the title: an avatar, a cover. */
  picture?: ReactNode;
  /** Buttons below the title. */
  actions?: ReactNode;
  onClose: () => void;
  /** The neighbours in the list; the buttons are left out without them. */
  onPrevious?: () => void;
  onNext?: () => void;
  footer?: ReactNode;
  width?: 304 | 368 | 440;
  children: ReactNode;
};

export function SidePanel(props: SidePanelProps) {
  const { title, detail, picture, actions, onClose, footer, width = 440, children } = props;
  const { panel } = useFrameSlots();
  const id = useId();
  const heading = useFocusAndReturn(title);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  const drawn = (
    <aside className={css.panel} style={{ inlineSize: width }} aria-labelledby={id} onKeyDown={onKeyDown}>
      <div className={css.head}>
        <div className={css.line}>
          {picture}
          <div className={css.words}>
            <h2 id={id} ref={heading} tabIndex={-1} className={css.title}>
              {title}
            </h2>
            {detail && <div className="ly-dimmed">{detail}</div>}
          </div>
          <PanelButtons {...props} />
        </div>
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
      <div className={css.body}>{children}</div>
      {footer && <div className={css.foot}>{footer}</div>}
    </aside>
  );
  return panel ? createPortal(drawn, panel) : drawn;
}

/** The panel's title takes the focus when it opens; what had it before gets it back. */
function useFocusAndReturn(title: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another title is another thing to read
  useEffect(() => heading.current?.focus({ preventScroll: true }), [title]);
  return heading;
}

function PanelButtons({ onPrevious, onNext, onClose }: SidePanelProps) {
  const { t } = useTranslation('ui');
  const hasNeighbours = Boolean(onPrevious || onNext);
  return (
    <div className={css.buttons}>
      {hasNeighbours && (
        <>
          <ActionIcon aria-label={t('panel.previous')} disabled={!onPrevious} onClick={onPrevious}>
            <IconChevronUp size={20} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
          <ActionIcon aria-label={t('panel.next')} disabled={!onNext} onClick={onNext}>
            <IconChevronDown size={20} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        </>
      )}
      <ActionIcon aria-label={t('panel.close')} onClick={onClose}>
        <IconX size={20} stroke={1.5} aria-hidden="true" />
      </ActionIcon>
    </div>
  );
}
