// Books other people: found by name, kept in a list, booked together; says who got a seat and who did not.
import { ActionIcon, Button, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useBookOthers } from '../bookings.mutations.ts';
import { bookableQuery, type SessionDetail } from '../bookings.queries.ts';
import css from './Bookings.module.css';

type Person = { id: string; display_name: string };

export function BookOthersDialog({ session, onClose }: { session: SessionDetail; onClose: () => void }) {
  const { t } = useTranslation('bookings');
  const [chosen, setChosen] = useState<Person[]>([]);
  const book = useBookOthers(session.id);
  const refused =
    book.data?.results.filter(({ outcome }) => outcome === 'refused' || outcome === 'already') ?? [];
  const run = () =>
    book.mutate(
      { user_ids: chosen.map(({ id }) => id), note: '' },
      {
        onSuccess: ({ results, booked_count, waiting_count }) => {
          const left = results.filter(({ outcome }) => outcome === 'refused' || outcome === 'already');
          notify(t('others.done', { count: booked_count, waiting: waiting_count }));
          setChosen([]);
          if (left.length === 0) onClose();
        },
      },
    );
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('others.title', { title: session.title })}
      closeButtonProps={{ 'aria-label': t('ui:dialog.close') }}
    >
      <div className={css.stack}>
        <ErrorSummary error={book.error} labels={{ user_ids: t('others.people') }} />
        {refused.length > 0 && (
          <Note tone="due" title={t('others.not_booked')}>
            <ul className={css.lines}>
              {refused.map(({ user, problem }) => (
                <li key={user.id}>
                  {user.display_name}: {t(`ui:problem.${problem}`, { defaultValue: t('ui:problem.unknown') })}
                </li>
              ))}
            </ul>
          </Note>
        )}
        <p className={css.help}>
          {t('others.words', { count: Math.max(0, session.seats - session.seats_taken) })}
        </p>
        <Chosen people={chosen} onChange={setChosen} />
        <FindPerson
          runs={session.can.includes('see_people')}
          without={chosen}
          onFound={(person) => setChosen([...chosen, person])}
        />
        <div className={css.buttons}>
          <Button
            variant="filled"
            disabled={chosen.length === 0}
            aria-busy={book.isPending}
            onClick={() => !book.isPending && run()}
          >
            {t('others.confirm', { count: chosen.length })}
          </Button>
          <Button onClick={onClose}>{t('action.not_now')}</Button>
        </div>
      </div>
    </Modal>
  );
}

function Chosen({ people, onChange }: { people: readonly Person[]; onChange: (people: Person[]) => void }) {
  const { t } = useTranslation('bookings');
  if (people.length === 0) return null;
  return (
    <ul className={css.people} aria-label={t('others.people')}>
      {people.map(({ id, display_name }) => (
        <li key={id}>
          <PersonAvatar id={id} name={display_name} size={28} />
          <span>{display_name}</span>
          <ActionIcon
            variant="subtle"
            aria-label={t('others.remove', { name: display_name })}
            onClick={() => onChange(people.filter((one) => one.id !== id))}
          >
            <IconX size={18} stroke={1.5} aria-hidden="true" />
          </ActionIcon>
        </li>
      ))}
    </ul>
  );
}

type FindPersonProps = { runs: boolean; without: readonly Person[]; onFound: (person: Person) => void };

function FindPerson({ runs, without, onFound }: FindPersonProps) {
  const { t } = useTranslation('bookings');
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search, 200);
  const found = useQuery(bookableQuery(runs, asked)).data ?? [];
  const choices = found.filter(({ id }) => !without.some((person) => person.id === id));
  return (
    <Select
      id="user_ids"
      data-autofocus
      label={t('others.find')}
      description={t(runs ? 'others.find_all' : 'others.find_line')}
      searchable
      value={null}
      searchValue={search}
      onSearchChange={setSearch}
      data={choices.map(({ id, display_name, ...more }) => ({
        value: id,
        label: 'email' in more && more.email ? `${display_name} (${more.email})` : display_name,
      }))}
      filter={({ options }) => options}
      nothingFoundMessage={t('others.nobody')}
      onChange={(id) => {
        const person = choices.find((one) => one.id === id);
        if (person) onFound(person);
        setSearch('');
      }}
    />
  );
}
