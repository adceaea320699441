// For the home of those who teach or lead: the few people who need them most, each with the gravest reason.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AppLink } from '#web/ui/AppLink.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';
import { RowItem, RowList } from '#web/ui/RowList.tsx';
import { Section } from '#web/ui/Section.tsx';
import { Status } from '#web/ui/Status.tsx';
import { attentionQuery } from '../activity.queries.ts';
import css from './AttentionTable.module.css';
import { attentionLooks, ReasonWords } from './AttentionTable.tsx';

const mostShown = 4;

/** Nothing where nobody needs the reader. The query is that of the whole list, which is then there at once. */
export function AttentionRows() {
  const { t } = useTranslation('activity');
  const list = useQuery(attentionQuery({ page: 1 })).data;
  const shown = list?.results.slice(0, mostShown) ?? [];
  if (shown.length === 0) return null;
  return (
    <Section
      title={t('attention.title')}
      count={list?.count ?? shown.length}
      action={<AppLink href="/people/attention">{t('attention.all')}</AppLink>}
    >
      <RowList label={t('attention.caption')}>
        {shown.map(({ user, reasons: [gravest] }) => (
          <RowItem
            key={user.id}
            picture={<PersonAvatar name={user.name} id={user.id} picture={user.avatar_url} />}
            title={<AppLink href={`/people/${user.id}/activity`}>{user.name}</AppLink>}
            detail={user.position ?? user.department}
            action={
              gravest && (
                <div className={css.gravest}>
                  <Status kind={attentionLooks[gravest.kind]}>
                    <ReasonWords reason={gravest} />
                  </Status>
                </div>
              )
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
