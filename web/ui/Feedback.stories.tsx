// Toasts, the dialog for what cannot be undone, and small parts.
import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { ColorSchemeMenu } from './ColorSchemeMenu.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { DateTime } from './DateTime.tsx';
import { Kbd } from './Kbd.tsx';
import { LanguageMenu } from './LanguageMenu.tsx';
import { notify, notifyProblem } from './toast-store.ts';
import { useUndoToast } from './use-undo-toast.ts';

export const meta = { title: 'ui/Feedback' };

export function Toasts() {
  const notifyUndo = useUndoToast();
  return (
    <Group>
      <Button onClick={() => notify('Certificate sent')}>Say</Button>
      <Button onClick={() => notifyUndo('12 people reminded', () => notify('Taken back'))}>
        Say with undo
      </Button>
      <Button onClick={() => notifyProblem('The server cannot be reached.')}>Say a problem</Button>
    </Group>
  );
}

export function Confirm() {
  const [isOpen, setIsOpen] = useState(true);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>Delete for good…</Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        title="Delete this course for good?"
        confirm="Delete and tell 18 people"
        onConfirm={() => undefined}
      >
        18 people are enrolled. Their completions stay as evidence; the lessons are gone.
      </ConfirmDialog>
    </>
  );
}

export function Small() {
  return (
    <Group>
      <Kbd>Esc</Kbd>
      <DateTime value="2026-11-20T16:00:00Z" />
      <DateTime value="2026-11-20T16:00:00Z" format="long" second_zone="America/New_York" />
      <LanguageMenu />
      <ColorSchemeMenu />
    </Group>
  );
}
