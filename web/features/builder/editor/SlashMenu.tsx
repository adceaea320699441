// The menu that '/' opens in a text: grouped, filtered by what is typed on, chosen by arrows and Enter or by pointer. The
// focus stays in the text.
import { Portal } from '@mantine/core';
import { IconCornerDownLeft } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { Fragment, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '#web/ui/Kbd.tsx';
import { ArrowKeys } from '../components/ArrowKeys.tsx';
import css from './SlashMenu.module.css';
import { type Slash, slashKey } from './slash-command.ts';
import { calloutFor, findItems, type SlashHelpers, type SlashItem } from './slash-items.ts';

type SlashMenuProps = { editor: Editor; helpers: SlashHelpers };

export function SlashMenu({ editor, helpers }: SlashMenuProps) {
  const slash = useEditorState({
    editor,
    selector: ({ editor }) => slashKey.getState(editor.state)?.slash ?? null,
  });
  if (!slash) return null;
  return (
    <Portal>
      <OpenMenu key={slash.from} editor={editor} helpers={helpers} slash={slash} />
    </Portal>
  );
}

function OpenMenu({ editor, helpers, slash }: SlashMenuProps & { slash: Slash }) {
  const { t } = useTranslation('builder');
  const id = useId();
  const [at, setAt] = useState(0);
  const items = findItems(slash.query, (item) => `${t(`slash.${item}.title`)},${t(`slash.${item}.words`)}`);
  const chosen = items[Math.min(at, items.length - 1)];
  const box = useMenuPlace(editor, slash.from, items.length);

  function choose(item: SlashItem): void {
    const callout = calloutFor(slash.query, (kind) => t(`editor.callout.${kind}`));
    editor.chain().focus().deleteRange({ from: slash.from, to: slash.to }).run();
    item.run(editor, helpers, { callout });
  }
  useMenuKeys(editor, (key) => {
    if (!chosen) return false;
    const index = items.indexOf(chosen);
    if (key === 'Enter' || key === 'Tab') choose(chosen);
    else if (key === 'ArrowDown') setAt((index + 1) % items.length);
    else if (key === 'ArrowUp') setAt((index + items.length - 1) % items.length);
    else return false;
    return true;
  });
  useMenuOfText(editor, id, chosen && `${id}-${chosen.id}`);

  if (items.length === 0) return null;
  return (
    <section ref={box} className={css.menu} aria-label={t('slash.label')}>
      <div id={id} role="listbox" tabIndex={0} aria-label={t('slash.label')} className={css.list}>
        {items.map((item, index) => (
          <Fragment key={item.id}>
            {item.group !== items[index - 1]?.group && (
              <div className={css.group} role="presentation">
                {t(`slash.group.${item.group}`)}
              </div>
            )}
            <Item
              id={`${id}-${item.id}`}
              item={item}
              isChosen={item === chosen}
              onChoose={() => choose(item)}
            />
          </Fragment>
        ))}
      </div>
      <p className={css.keys}>
        <ArrowKeys /> {t('slash.choose')} <Kbd>{t('key.escape')}</Kbd> {t('slash.close')}
      </p>
    </section>
  );
}

type ItemProps = { id: string; item: SlashItem; isChosen: boolean; onChoose: () => void };

function Item({ id, item, isChosen, onChoose }: ItemProps) {
  const { t } = useTranslation('builder');
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isChosen) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  const Icon = item.icon;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, which names this row as its active one
    // biome-ignore lint/a11y/useKeyWithClickEvents: the text reads the keys
    <div
      ref={ref}
      id={id}
      role="option"
      aria-selected={isChosen}
      className={css.item}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <span className={css.icon} aria-hidden="true">
        <Icon size={18} stroke={1.5} />
      </span>
      <span className={css.words}>
        <b>{t(`slash.${item.id}.title`)}</b>
        <span className={css.detail}>{t(`slash.${item.id}.detail`)}</span>
      </span>
      {isChosen && (
        <Kbd>
          <IconCornerDownLeft size={12} stroke={1.75} aria-hidden="true" />
        </Kbd>
      )}
    </div>
  );
}

function useMenuKeys(editor: Editor, onKey: (key: string) => boolean): void {
  useEffect(() => {
    editor.storage.slashCommand.onKey = onKey;
    return () => {
      editor.storage.slashCommand.onKey = null;
    };
  });
}

/** Tells assistive technology which row of which list the text is at. */
function useMenuOfText(editor: Editor, list: string, row: string | undefined): void {
  useEffect(() => {
    const { dom } = editor.view;
    dom.setAttribute('aria-controls', list);
    if (row) dom.setAttribute('aria-activedescendant', row);
    return () => {
      dom.removeAttribute('aria-controls');
      dom.removeAttribute('aria-activedescendant');
    };
  }, [editor, list, row]);
}

/** Below the slash, or above it where there is no room; follows when the page scrolls. */
function useMenuPlace(editor: Editor, at: number, count: number) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    function place(): void {
      if (!box.current || count === 0 || editor.isDestroyed) return;
      const { left, top, bottom } = editor.view.coordsAtPos(at);
      const { width, height } = box.current.getBoundingClientRect();
      const hasRoom = bottom + height + 8 < window.innerHeight || top < height + 8;
      box.current.style.left = `${Math.max(8, Math.min(left, window.innerWidth - width - 8))}px`;
      box.current.style.top = `${hasRoom ? bottom + 6 : top - height - 6}px`;
    }
    place();
    window.addEventListener('scroll', place, true);
    window.addEventListener('resize', place);
    return () => {
      window.removeEventListener('scroll', place, true);
      window.removeEventListener('resize', place);
    };
  }, [editor, at, count]);
  return box;
}
