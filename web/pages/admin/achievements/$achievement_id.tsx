// One achievement and its rule, or a new one; archived instead of deleted, because people have it.
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RuleRecord } from '#contract/achievements.ts';
import { usePutAway } from '#web/features/achievements/achievements.mutations.ts';
import { ruleQuery } from '#web/features/achievements/achievements.queries.ts';
import { wordsFor } from '#web/features/achievements/achievements.types.ts';
import { RuleForm } from '#web/features/achievements/components/RuleForm.tsx';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';

const home = '/admin/achievements';

export function AchievementRulePage() {
  const { achievement_id = '' } = useParams({ strict: false }) as { achievement_id?: string };
  return achievement_id === 'new' ? <Editor record={undefined} /> : <Loaded id={achievement_id} />;
}

function Loaded({ id }: { id: string }) {
  const { data, error, isError, refetch } = useQuery(ruleQuery(id));
  if (data) return <Editor record={data} />;
  return isError ? (
    <ErrorScreen error={error} onRetry={() => void refetch()} />
  ) : (
    <Skeleton height={480} radius="lg" />
  );
}

function Editor({ record }: { record: RuleRecord | undefined }) {
  const { t, i18n } = useTranslation('achievements');
  const router = useRouter();
  const leave = () => void router.navigate({ href: home });
  const putAway = usePutAway(record?.id ?? '');
  const undoToast = useUndoToast();
  const archive = (archived: boolean) =>
    putAway.mutate(archived, {
      onSuccess: () => {
        undoToast(t(archived ? 'rules.archived_now' : 'rules.restored_now'), () => putAway.mutate(!archived));
        if (archived) leave();
      },
    });
  return (
    <>
      <PageHeader
        title={record ? wordsFor(record, i18n.language).name : t('rules.new')}
        breadcrumbs={[{ label: t('rules.title'), href: home }]}
        state={record && t('rules.earned', { count: record.earned_count })}
        menu={
          record
            ? [
                record.archived_at
                  ? { label: t('rules.restore'), onSelect: () => archive(false) }
                  : { label: t('rules.archive'), onSelect: () => archive(true) },
              ]
            : []
        }
      />
      <RuleForm
        key={record?.record_version ?? 'new'}
        record={record}
        onSaved={(saved) => {
          notify(t('rules.saved', { name: saved.name }));
          leave();
        }}
        onCancel={leave}
      />
    </>
  );
}
