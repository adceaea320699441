// The outline on a phone: it comes in over the lesson and leaves when a lesson was chosen.
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

type OutlineDrawerProps = { opened: boolean; onClose: () => void; children: ReactNode };

export function OutlineDrawer({ opened, onClose, children }: OutlineDrawerProps) {
  const { t } = useTranslation('player');
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={t('outline.title')}
      closeButtonProps={{ 'aria-label': t('common:action.close') }}
      padding={0}
      size="100%"
      styles={{ header: { paddingInline: 20, minHeight: 56 } }}
    >
      <nav aria-label={t('outline.title')}>{children}</nav>
    </Drawer>
  );
}
