// Type to find places, courses and people; arrows choose, Enter opens. A combobox whose list stands below it.
import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  IconArrowDown,
  IconArrowRight,
  IconArrowUp,
  IconBook,
  IconSearch,
  IconUser,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '#web/lib/session.ts';
import { type NavigationEntry, navigationFor } from '#web/shell/navigation.ts';
import { Kbd } from '#web/ui/Kbd.tsx';
import { foundCoursesQuery, foundPeopleQuery } from '../search.queries.ts';
import { grouped, moved, placesFor, type ResultGroup, type SearchResult } from '../search-results.ts';
import css from './SearchDialog.module.css';

const icons = { place: IconArrowRight, course: IconBook, person: IconUser };
const further: NavigationEntry[] = [
  { id: 'notifications', href: '/notifications', icon: IconArrowRight, section: 'main' },
  { id: 'profile', href: '/profile', icon: IconArrowRight, section: 'main' },
  { id: 'security', href: '/profile/security', icon: IconArrowRight, section: 'main' },
];

export function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('search');
  const router = useRouter();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [index, setIndex] = useState(0);
  const { groups, isPending, seesPeople } = useResults(typed);
  const results = groups.flatMap((group) => group.results);
  const marked = results[Math.min(index, results.length - 1)];
  const idOf = (result: SearchResult) => `${id}-${result.kind}-${result.id}`;

  const markedId = marked && idOf(marked);
  useEffect(() => {
    if (markedId) document.getElementById(markedId)?.scrollIntoView({ block: 'nearest' });
  }, [markedId]);

  function go(result: SearchResult): void {
    onClose();
    void router.navigate({ href: result.href });
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter' && marked && !event.nativeEvent.isComposing) go(marked);
    const next = moved(Math.min(index, results.length - 1), results.length, event.key);
    if (next === null) return;
    event.preventDefault();
    setIndex(next);
  }

  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={560}
      centered={false}
      yOffset="12vh"
      aria-label={t('title')}
    >
      <div className={css.field}>
        <IconSearch size={20} stroke={1.5} aria-hidden="true" />
        <input
          className={css.input}
          type="text"
          role="combobox"
          aria-label={t(seesPeople ? 'field' : 'field_learner')}
          aria-expanded={results.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={markedId}
          aria-autocomplete="list"
          placeholder={t(seesPeople ? 'field' : 'field_learner')}
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          data-autofocus
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={`${id}-list`} className={css.list} role="listbox" aria-label={t('results')}>
        {groups.map((group) => (
          <Group key={group.kind} group={group} marked={marked} idOf={idOf} onMark={setIndexOf} onGo={go} />
        ))}
      </div>
      {results.length === 0 && !isPending && (
        <p className={css.nothing}>
          {t('nothing', { words: typed.trim() })} <span>{t('nothing_help')}</span>
        </p>
      )}
      <p className={css.said} role="status">
        {isPending ? '' : t('found', { count: results.length })}
      </p>
      <p className={css.keys} aria-hidden="true">
        <Kbd>
          <IconArrowUp size={12} />
        </Kbd>{' '}
        <Kbd>
          <IconArrowDown size={12} />
        </Kbd>{' '}
        {t('to_choose')} · <Kbd>{t('key.enter')}</Kbd> {t('to_open')} · <Kbd>{t('key.escape')}</Kbd>{' '}
        {t('to_close')}
      </p>
    </Modal>
  );

  function setIndexOf(result: SearchResult): void {
    setIndex(results.indexOf(result));
  }
}

/** Places at once; courses and people as the server finds them. */
function useResults(typed: string): { groups: ResultGroup[]; isPending: boolean; seesPeople: boolean } {
  const { t } = useTranslation(['search', 'shell']);
  const session = useSession();
  const roles = session?.user.roles ?? [];
  const seesPeople = roles.includes('manager') || roles.includes('admin');
  const [words] = useDebouncedValue(typed.trim(), 150);
  const courses = useQuery(foundCoursesQuery(words));
  const people = useQuery(foundPeopleQuery(words, seesPeople));
  const nameOf = ({ id }: NavigationEntry) =>
    further.some((one) => one.id === id) ? t(`search:place.${id}`) : t(`shell:navigation.${id}`);
  const isShort = typed.trim().length < 2;
  const groups = grouped([
    {
      kind: 'place',
      results: placesFor([...navigationFor(roles, session?.leads), ...further], nameOf, typed),
    },
    { kind: 'course', results: isShort ? [] : (courses.data ?? []) },
    { kind: 'person', results: isShort ? [] : (people.data ?? []) },
  ]);
  return { groups, isPending: words !== typed.trim() || courses.isFetching || people.isFetching, seesPeople };
}

type GroupProps = {
  group: ResultGroup;
  marked: SearchResult | undefined;
  idOf: (result: SearchResult) => string;
  onMark: (result: SearchResult) => void;
  onGo: (result: SearchResult) => void;
};

function Group({ group, marked, idOf, onMark, onGo }: GroupProps) {
  const { t } = useTranslation('search');
  const Icon = icons[group.kind];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be inside a listbox
    <div role="group" aria-label={t(`group.${group.kind}`)}>
      <p className={css.heading} aria-hidden="true">
        {t(`group.${group.kind}`)}
      </p>
      {group.results.map((result) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and its keys do the same
        // biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant instead of taking the focus
        <div
          key={result.id}
          id={idOf(result)}
          role="option"
          aria-selected={result === marked}
          className={css.result}
          onPointerMove={() => result !== marked && onMark(result)}
          onClick={() => onGo(result)}
        >
          <Icon size={18} stroke={1.5} aria-hidden="true" className={css.icon} />
          <span className={css.title}>{result.title}</span>
          {result.detail && <span className={css.detail}>{result.detail}</span>}
        </div>
      ))}
    </div>
  );
}
