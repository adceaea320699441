// What an administrator does about a person besides editing: send a link, switch off and on, delete.
import { IconKey, IconTrash, IconUserCheck, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan, useSession } from '#web/lib/session.ts';
import { ActionMenu, type MenuAction } from '#web/ui/ActionMenu.tsx';
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx';
import { problemText } from '#web/ui/problem.ts';
import { notify, notifyProblem } from '#web/ui/toast-store.ts';
import { useUndoToast } from '#web/ui/use-undo-toast.ts';
import { useDeletePerson, useRequestReset, useSetActive } from '../identity.mutations.ts';
import type { UserDetail } from '../identity.types.ts';

type PersonMenuProps = { person: UserDetail; onGone: () => void };

export function PersonMenu({ person, onGone }: PersonMenuProps) {
  const { t } = useTranslation(['identity', 'ui']);
  const [isAsking, setIsAsking] = useState(false);
  const isOwn = useSession()?.user.id === person.id;
  const mayDelete = useCan(person, 'delete') && !isOwn;
  const request = useRequestReset();
  const remove = useDeletePerson();
  const offerUndo = useUndoToast();
  const setActive = useSetActive();
  const { id, display_name: name, email, is_active: isActive } = person;

  const sendReset = () =>
    request.mutate(
      { email },
      {
        onSuccess: () => notify(t('people.reset_sent', { email })),
        onError: (error) => notifyProblem(problemText(error, t)),
      },
    );
  const toggle = () =>
    setActive.mutate(
      { id, is_active: !isActive },
      {
        onSuccess: () =>
          offerUndo(
            isActive ? t('people.was_deactivated', { name }) : t('people.was_reactivated', { name }),
            () => setActive.mutate({ id, is_active: isActive }),
          ),
      },
    );
  const deleteNow = async () => {
    await remove.mutateAsync(id);
    notify(t('people.deleted', { name }));
    onGone();
  };

  const actions: MenuAction[] = [
    ...(isActive ? [{ label: t('people.send_reset'), icon: IconKey, onSelect: sendReset }] : []),
    ...(isOwn
      ? []
      : [
          {
            label: isActive ? t('people.deactivate') : t('people.reactivate'),
            icon: isActive ? IconUserOff : IconUserCheck,
            onSelect: toggle,
          },
        ]),
    ...(mayDelete
      ? [
          {
            label: t('people.delete'),
            icon: IconTrash,
            danger: true,
            separated: true,
            onSelect: () => setIsAsking(true),
          },
        ]
      : []),
  ];
  return (
    <>
      <ActionMenu actions={actions} label={t('people.more', { name })} />
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        title={t('people.delete_title', { name })}
        confirm={t('people.delete_confirm', { name })}
        keep={t('people.keep')}
        onConfirm={deleteNow}
      >
        {t('people.delete_why', { name })}
      </ConfirmDialog>
    </>
  );
}
