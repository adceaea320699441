// The search of the top bar: a button and Ctrl/Cmd+K. The dialog's code comes when it is about to be needed.
import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { loadNamespaces } from '#web/lib/i18n.ts';
import { SearchBox } from '#web/shell/SearchBox.tsx';

const loadDialog = async () => {
  const [{ SearchDialog }] = await Promise.all([import('./SearchDialog.tsx'), loadNamespaces(['search'])]);
  return { default: SearchDialog };
};
const Dialog = lazy(loadDialog);

export function Search() {
  const [isOpen, setIsOpen] = useState(false);
  const open = () => setIsOpen(true);
  // From inside text fields too: nothing else there answers to these keys.
  useHotkeys([['mod+K', open]], []);
  return (
    <>
      <SearchBox onOpen={open} onPreload={() => void loadDialog()} />
      {isOpen && (
        <Suspense fallback={null}>
          <Dialog onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
