// One skill of the framework, or a new one at `/admin/skills/new`.
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { SkillForm } from '#web/features/skills/components/SkillForm.tsx';
import { skillQuery } from '#web/features/skills/skills.queries.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { found } from '#web/shell/found.ts';
import type { PageLoaderInput } from '#web/shell/lazy-page.ts';
import { usePathParam } from '#web/shell/use-path-param.ts';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { Status } from '#web/ui/Status.tsx';
import { notify } from '#web/ui/toast-store.ts';

const isNew = (skill_id: string): boolean => skill_id === 'new';

export async function loader({ context: { queryClient }, params }: PageLoaderInput) {
  const { skill_id = '' } = params;
  if (!isNew(skill_id)) await found(queryClient.ensureQueryData(skillQuery(skill_id)));
}

export function SkillPage() {
  const { t } = useTranslation('skills');
  const router = useRouter();
  const skill_id = usePathParam('skill_id');
  const { data: skill, error, refetch } = useQuery({ ...skillQuery(skill_id), enabled: !isNew(skill_id) });
  if (!isNew(skill_id) && !skill)
    return error ? <ErrorScreen error={error} onRetry={() => void refetch()} /> : null;
  const toList = () => void router.navigate({ href: '/admin/skills' });
  return (
    <>
      <PageHeader
        title={skill?.name ?? t('framework.add')}
        breadcrumbs={[{ label: t('framework.title'), href: '/admin/skills' }]}
        eyebrow={
          skill?.is_retired && (
            <Status kind="archived" look="badge">
              {t('retired')}
            </Status>
          )
        }
        state={
          skill &&
          `${t('framework.used_people', { count: skill.people_count })} ${t('framework.used_courses', { count: skill.course_count })}`
        }
      />
      <SkillForm
        key={skill ? `${skill.id}-${skill.record_version}` : 'new'}
        skill={skill}
        onSaved={({ name }) => {
          notify(t('framework.saved', { name }));
          toList();
        }}
        onCancel={toList}
      />
    </>
  );
}
