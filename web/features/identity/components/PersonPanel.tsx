// One person beside the list: what is known, and what the reader may do about it.
import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '#web/lib/clock.ts';
import { useCan } from '#web/lib/session.ts';
import { useFormat } from '#web/lib/use-format.ts';
import { AppLink } from '#web/ui/AppLink.tsx';
import { DateTime } from '#web/ui/DateTime.tsx';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { Note } from '#web/ui/Note.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { Section } from '#web/ui/Section.tsx';
import { SidePanel } from '#web/ui/SidePanel.tsx';
import { personQuery } from '../identity.queries.ts';
import type { UserDetail } from '../identity.types.ts';
import { PersonMenu } from './PersonMenu.tsx';
import css from './PersonPanel.module.css';
import { RoleWords } from './RoleWords.tsx';

type PersonPanelProps = {
  id: string;
  onClose: () => void;
  onPrevious?: () => void;
  onNext?: () => void;
};

export function PersonPanel({ id, ...panel }: PersonPanelProps) {
  const { t } = useTranslation('identity');
  const { data: person, error } = useQuery(personQuery(id));
  const mayEdit = useCan(person, 'update');
  return (
    <SidePanel
      title={person?.display_name ?? t('people.title')}
      detail={person && (person.position ?? person.email)}
      picture={
        person && (
          <PersonAvatar
            id={person.id}
            name={person.display_name}
            picture={person.profile_picture}
            size={48}
          />
        )
      }
      actions={
        person &&
        mayEdit && (
          <>
            <Button component={AppLink} href={`/manage/people/${person.id}`} variant="light">
              {t('people.edit')}
            </Button>
            <PersonMenu person={person} onGone={panel.onClose} />
          </>
        )
      }
      {...panel}
    >
      {error && !person ? <ErrorSummary error={error} /> : <PersonFacts person={person} />}
    </SidePanel>
  );
}

function PersonFacts({ person }: { person: UserDetail | undefined }) {
  const { t } = useTranslation('identity');
  const format = useFormat();
  const now = useNow();
  if (!person) return <Skeleton height={240} />;
  const failures = person.failed_login_attempts ?? 0;
  return (
    <div className={css.facts}>
      {!person.is_active && (
        <Note tone="due" title={t('people.deactivated')}>
          {t('people.off_why')}
        </Note>
      )}
      {failures > 0 && (
        <Note tone="due" title={t('people.failed', { count: failures })}>
          {t('people.failed_why')}
        </Note>
      )}
      <Section title={t('people.contact')}>
        <dl className={css.list}>
          <Fact word={t('field.email')}>
            <a href={`mailto:${person.email}`} className={css.link}>
              {person.email}
            </a>
          </Fact>
          {person.phone_number && (
            <Fact word={t('field.phone_number')}>
              <a href={`tel:${person.phone_number}`} className={`${css.link} ly-ltr`}>
                {person.phone_number}
              </a>
            </Fact>
          )}
        </dl>
        {person.bio && <p className={css.bio}>{person.bio}</p>}
      </Section>
      <Section title={t('people.work')}>
        <dl className={css.list}>
          <Fact word={t('field.department')}>{person.department ?? t('people.no_department')}</Fact>
          <Fact word={t('field.position')}>{person.position ?? t('people.no_position')}</Fact>
        </dl>
      </Section>
      <Section title={t('people.account')}>
        <dl className={css.list}>
          <Fact word={t('field.roles')}>
            <RoleWords roles={person.roles} />
          </Fact>
          <Fact word={t('field.username')}>{person.username}</Fact>
          <Fact word={t('people.column.last_active')}>
            {person.last_active ? format.recentDay(person.last_active, now) : t('people.never')}
          </Fact>
          <Fact word={t('people.created')}>
            <DateTime value={person.created_at} format="date" />
          </Fact>
          <Fact word={t('field.time_zone')}>{person.time_zone.replaceAll('_', ' ')}</Fact>
        </dl>
      </Section>
    </div>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{word}</dt>
      <dd>{children}</dd>
    </div>
  );
}
