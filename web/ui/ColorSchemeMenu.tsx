// Chooses light, dark or the system's scheme.
import { useMantineColorScheme } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ActionMenu, type MenuAction } from './ActionMenu.tsx';

const schemes = [
  { scheme: 'light', icon: IconSun },
  { scheme: 'dark', icon: IconMoon },
  { scheme: 'auto', icon: IconDeviceDesktop },
] as const;

/** The choices as menu entries, for a menu that has more than these. */
export function useColorSchemeActions({ heading }: { heading?: string } = {}): MenuAction[] {
  const { t } = useTranslation('ui');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return schemes.map(({ scheme, icon }, index) => ({
    label: t(`color_scheme.${scheme}`),
    heading: index === 0 ? heading : undefined,
    icon,
    checked: colorScheme === scheme,
    onSelect: () => setColorScheme(scheme),
  }));
}

export function ColorSchemeMenu() {
  const { t } = useTranslation('ui');
  const { colorScheme } = useMantineColorScheme();
  const Icon = schemes.find(({ scheme }) => scheme === colorScheme)?.icon ?? IconDeviceDesktop;
  return (
    <ActionMenu
      actions={useColorSchemeActions()}
      label={t('color_scheme.label')}
      icon={<Icon size={18} stroke={1.5} aria-hidden="true" />}
    />
  );
}
