// The framework of skills: the tree, import and export.
import { Button, Switch } from '@mantine/core';
import { IconDownload, IconFileImport, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { skills } from '#contract/skills.ts';
import { FrameworkTable } from '#web/features/skills/components/FrameworkTable.tsx';
import { ImportSkillsDialog } from '#web/features/skills/components/ImportSkillsDialog.tsx';
import { useRetire } from '#web/features/skills/skills.mutations.ts';
import { frameworkQuery } from '#web/features/skills/skills.queries.ts';
import type { Skill } from '#web/features/skills/skills.types.ts';
import { addressOf } from '#web/lib/api.ts';
import { ErrorScreen } from '#web/shell/ErrorScreen.tsx';
import { AppLink } from '#web/ui/AppLink.tsx';
import { FilterBar } from '#web/ui/FilterBar.tsx';
import { PageHeader } from '#web/ui/PageHeader.tsx';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';

export function FrameworkPage() {
  const { t } = useTranslation('skills');
  const router = useRouter();
  const [filter, setFilter] = useState({ search: '', retired: false, page: 1 });
  const [isImporting, setIsImporting] = useState(false);
  const list = useQuery(frameworkQuery({ ...filter, search: filter.search || undefined }));
  const retire = useRetireWithUndo();
  if (list.isError && !list.data)
    return <ErrorScreen error={list.error} onRetry={() => void list.refetch()} />;
  const add = (
    <Button
      component={AppLink}
      href="/admin/skills/new"
      variant="filled"
      leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
    >
      {t('framework.add')}
    </Button>
  );
  const isNarrowed = filter.search !== '' || filter.retired;
  return (
    <>
      <PageHeader
        title={t('framework.title')}
        state={list.data && !isNarrowed && t('framework.state', { count: list.data.count ?? 0 })}
        action={add}
        menu={[
          { label: t('import.title'), icon: IconFileImport, onSelect: () => setIsImporting(true) },
          { label: t('framework.export'), icon: IconDownload, href: addressOf(skills.exportSkills) },
        ]}
      />
      <FilterBar
        search={{
          value: filter.search,
          label: t('framework.search'),
          onChange: (search) => setFilter({ ...filter, search, page: 1 }),
        }}
      >
        <Switch
          label={t('framework.show_retired')}
          checked={filter.retired}
          onChange={(event) => setFilter({ ...filter, retired: event.currentTarget.checked, page: 1 })}
        />
      </FilterBar>
      <FrameworkTable
        skills={list.data?.results}
        count={list.data?.count}
        page={filter.page}
        isStale={list.isPlaceholderData}
        onPage={(page) => setFilter({ ...filter, page })}
        onOpen={(skill) => void router.navigate({ href: `/admin/skills/${skill.id}` })}
        onRetire={retire}
        empty={{
          title: isNarrowed ? t('framework.nothing') : t('framework.empty'),
          words: isNarrowed ? t('framework.nothing_words') : t('framework.empty_words'),
          action: isNarrowed ? undefined : add,
        }}
      />
      {isImporting && <ImportSkillsDialog onClose={() => setIsImporting(false)} />}
    </>
  );
}

/** Retiring is taken back from its toast; bringing back is simply told. */
function useRetireWithUndo() {
  const { t } = useTranslation('skills');
  const { mutate } = useRetire();
  const notifyUndo = useUndoToast();
  const onError = (error: unknown) => notifyProblem(problemText(error, t));
  const bringBack = ({ id, name }: Skill) =>
    mutate({ id, is_retired: false }, { onSuccess: () => notify(t('framework.back', { name })), onError });
  return (skill: Skill) => {
    if (skill.is_retired) bringBack(skill);
    else
      mutate(
        { id: skill.id, is_retired: true },
        {
          onSuccess: () => notifyUndo(t('framework.retired', { name: skill.name }), () => bringBack(skill)),
          onError,
        },
      );
  };
}
