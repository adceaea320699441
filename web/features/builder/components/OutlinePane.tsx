// The left of the builder: the outline with its search, the one '+' menu, the tree and the field for typing.
import { ActionIcon, Skeleton, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconStack2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outline } from '#contract/catalog.ts';
import { ActionMenu } from '#web/ui/ActionMenu.tsx';
import { EmptyState } from '#web/ui/EmptyState.tsx';
import { Note } from '#web/ui/Note.tsx';
import { problemText } from '#web/ui/problem.ts';
import { draftQuery } from '../builder.queries.ts';
import { useBuilder } from '../builder-context.tsx';
import { orderForNew, placeForNew } from '../state/held.ts';
import { kindIcons } from '../state/lesson-kinds.ts';
import { type AddKind, addKinds } from '../state/quick-add.ts';
import { HelpCard } from './HelpCard.tsx';
import css from './Outline.module.css';
import { OutlineTree } from './OutlineTree.tsx';
import { QuickAdd } from './QuickAdd.tsx';
import { useAnnounce } from './use-announcer.ts';
import { useChanges } from './use-changes.ts';
import { useOutlineTree } from './use-outline-tree.ts';

export function OutlinePane() {
  const { t } = useTranslation('builder');
  const { course_id } = useBuilder();
  const { data: outline, error } = useQuery(draftQuery(course_id));
  return (
    <section className={css.pane} aria-label={t('outline.title')}>
      {outline && <LoadedOutline outline={outline} />}
      {!outline && error && <Note tone="overdue" title={problemText(error, t)} isAlert />}
      {!outline && !error && <OutlineSkeleton />}
    </section>
  );
}

function LoadedOutline({ outline }: { outline: Outline }) {
  const { t } = useTranslation('builder');
  const { course_id } = useBuilder();
  const [search, setSearch] = useState<string | null>(null);
  const tree = useOutlineTree(outline, search ?? '');
  const changes = useChanges(course_id, outline);
  const typing = useRef<HTMLInputElement>(null);
  const pane = useRef<HTMLDivElement>(null);
  const add = useAdding(outline, tree.active?.id, tree.setFocused);

  async function addUntitled(kind: AddKind): Promise<void> {
    const id = await add(kind, t(`add.untitled.${kind}`));
    if (id) tree.setRenaming(id);
  }
  const focusTree = () => pane.current?.querySelector<HTMLElement>('[role=treeitem][tabindex="0"]')?.focus();

  return (
    <div ref={pane} className={css.content}>
      <div className={css.head}>
        <h2 className={css.heading}>{t('outline.title')}</h2>
        <ActionIcon
          size="sm"
          aria-label={t('outline.search')}
          aria-expanded={search !== null}
          onClick={() => setSearch(search === null ? '' : null)}
        >
          <IconSearch size={18} stroke={1.5} aria-hidden="true" />
        </ActionIcon>
        <ActionMenu
          size="sm"
          label={t('add.menu')}
          icon={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
          actions={addKinds.map((kind) => ({
            label: t(`kind.${kind}`),
            icon: kindIcons[kind],
            separated: kind === 'module',
            onSelect: () => void addUntitled(kind),
          }))}
        />
      </div>
      {search !== null && <OutlineSearch value={search} onChange={setSearch} />}
      <div className={css.scroll}>
        {outline.modules.length === 0 && (
          <EmptyState icon={IconStack2} title={t('outline.empty')} level={3}>
            {t('outline.empty_help')}
          </EmptyState>
        )}
        {outline.modules.length > 0 && tree.rows.length === 0 && (
          <p className={css.nothing}>{t('outline.nothing_found', { search })}</p>
        )}
        {tree.rows.length > 0 && (
          <OutlineTree outline={outline} tree={tree} changes={changes} typing={typing} />
        )}
        <QuickAdd ref={typing} onAdd={(kind, title) => void add(kind, title)} onLeave={focusTree} />
      </div>
      <HelpCard held={tree.held && { title: tree.held.title, position: tree.position }} />
    </div>
  );
}

/** Adds beside the row with the focus, opens the new lesson, and says so. */
function useAdding(outline: Outline, beside: string | undefined, onAdded: (id: string) => void) {
  const { t } = useTranslation('builder');
  const { session, openLesson } = useBuilder();
  const announce = useAnnounce();
  return async (kind: AddKind, title: string): Promise<string | null> => {
    const { structure } = session;
    const id =
      kind === 'module'
        ? await structure.addModule({ title, order: orderForNew(outline, beside) })
        : await structure.addLesson({ title, kind, place: placeForNew(outline, beside) });
    if (id === null) return null;
    onAdded(id);
    if (kind !== 'module') openLesson(id);
    announce(t('add.done', { title }));
    return id;
  };
}

function OutlineSearch({ value, onChange }: { value: string; onChange: (value: string | null) => void }) {
  const { t } = useTranslation('builder');
  return (
    <TextInput
      size="xs"
      type="search"
      aria-label={t('outline.search')}
      placeholder={t('outline.search')}
      value={value}
      autoFocus
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && onChange(null)}
    />
  );
}

function OutlineSkeleton() {
  const widths = [180, 140, 200, 120, 160, 190, 150];
  return (
    <div className={css.skeleton} aria-hidden="true">
      {widths.map((width) => (
        <Skeleton key={width} height={14} width={width} />
      ))}
    </div>
  );
}
