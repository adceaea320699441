// Names the manager of a person, from now on; shows who it was before.
import { Button, Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#web/lib/use-format.ts';
import { ErrorSummary } from '#web/ui/ErrorSummary.tsx';
import { FormActions } from '#web/ui/FormActions.tsx';
import { notify } from '#web/ui/toast-store.ts';
import { useSetManager } from '../reporting.mutations.ts';
import { managerQuery } from '../reporting.queries.ts';
import { PersonField } from './PersonField.tsx';
import css from './Reporting.module.css';

type ManagerDialogProps = { person: { id: string; display_name: string }; onClose: () => void };

export function ManagerDialog({ person, onClose }: ManagerDialogProps) {
  const { t } = useTranslation('reporting');
  const { t: ui } = useTranslation('ui');
  const format = useFormat();
  const known = useQuery(managerQuery(person.id)).data;
  const set = useSetManager();
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const manager = known?.manager ?? undefined;
  const save = (manager_id: string | null) =>
    set.mutate(
      { person_id: person.id, manager_id },
      {
        onSuccess: (after) => {
          const words = { name: person.display_name, manager: after.manager?.display_name ?? '' };
          notify(t(after.manager ? 'manager.saved' : 'manager.cleared', words));
          onClose();
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!set.isPending) save(chosen === undefined ? (manager?.id ?? null) : chosen);
  };
  const before = known?.history.filter(({ valid_until }) => valid_until !== null) ?? [];
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('manager.title', { name: person.display_name })}
      closeButtonProps={{ 'aria-label': ui('dialog.close') }}
    >
      <form className={css.stack} onSubmit={submit} noValidate>
        <ErrorSummary error={set.error} labels={{ manager_id: t('manager.field') }} />
        <PersonField
          id="manager_id"
          label={t('manager.field')}
          description={t('manager.help')}
          initial={manager}
          value={chosen === undefined ? (manager?.id ?? null) : chosen}
          onChange={setChosen}
        />
        {before.length > 0 && (
          <div>
            <h3 className={css.heading}>{t('manager.history')}</h3>
            <ul className={css.list}>
              {before.map((one) => (
                <li key={one.valid_from}>
                  {one.manager.display_name}
                  <small className="ly-dimmed">
                    {t('manager.until', {
                      from: format.date(one.valid_from),
                      until: format.date(one.valid_until ?? one.valid_from),
                    })}
                    {one.set_by_name && ` · ${t('manager.set_by', { name: one.set_by_name })}`}
                  </small>
                </li>
              ))}
            </ul>
          </div>
        )}
        <FormActions submit={t('manager.save')} isSaving={set.isPending} onCancel={onClose}>
          {manager && (
            <Button variant="subtle" onClick={() => save(null)}>
              {t('manager.clear')}
            </Button>
          )}
        </FormActions>
      </form>
    </Modal>
  );
}
