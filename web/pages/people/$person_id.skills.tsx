// The skills of somebody one leads or teaches: to see, to rate, to judge certificates.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTargets } from '#web/features/gaps/components/RoleSkills.tsx';
import { PersonSkills } from '#web/features/skills/components/PersonSkills.tsx';
import { personSkillsQuery } from '#web/features/skills/skills.queries.ts';
import { useSkillsState } from '#web/features/skills/use-skills-state.ts';
import { useSession } from '#web/lib/session.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { PersonAvatar } from '#web/ui/PersonAvatar.tsx';

/** Waits for the list: it decides whether there is a page for the reader. */
export async function loader({ context: { queryClient }, params }: PageLoaderInput) {
  await found(queryClient.ensureQueryData(personSkillsQuery(params['person_id'] ?? '')));
}

export function PersonSkillsPage() {
  const { t } = useTranslation('skills');
  const person_id = usePathParam('person_id');
  const list = useQuery(personSkillsQuery(person_id));
  const state = useSkillsState(list.data?.results);
  const session = useSession();
  const isOfLine = session?.leads === true || session?.user.roles.includes('admin') === true;
  const targets = useTargets(person_id, isOfLine);
  if (!list.data)
    return list.error ? <ErrorScreen error={list.error} onRetry={() => void list.refetch()} /> : null;
  const { person } = list.data;
  const name = person.display_name;
  return (
    <>
      <PageHeader
        title={t('person.title', { name })}
        state={state}
        eyebrow={<PersonAvatar id={person.id} name={name} picture={person.avatar_url} size={40} />}
      />
      <PersonSkills
        person_id={person_id}
        caption={t('person.title', { name })}
        skills={list.data.results}
        targets={targets}
        empty={{ title: t('person.empty', { name }), words: t('person.empty_words') }}
      />
    </>
  );
}
