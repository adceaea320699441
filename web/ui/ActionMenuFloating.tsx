// The floating part of ActionMenu. Opens at once, because it is only fetched when somebody asked for it.
import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { Fragment, type ReactElement, type ReactNode, useState } from 'react';
import type { MenuAction, OpenerProps } from './ActionMenu.tsx';
import { AppLink } from './AppLink.tsx';
import { Kbd } from './Kbd.tsx';

type FloatingProps = {
  id: string;
  actions: readonly MenuAction[];
  title?: string;
  label: string;
  draw: (opener: OpenerProps) => ReactNode;
};

export function ActionMenuFloating({ id, actions, title, label, draw }: FloatingProps) {
  const [opened, setOpened] = useState(true);
  const opener = {
    'aria-haspopup': 'menu',
    'data-opener': id,
    'aria-expanded': opened,
    onClick: () => undefined,
    onPointerEnter: () => undefined,
    onFocus: () => undefined,
  } as const;
  // The button was drawn anew when this part arrived, so the focus is brought back to it by hand.
  const returnFocus = () => {
    const focused = document.activeElement;
    if (focused !== document.body && !focused?.closest('[role=menu]')) return;
    document.querySelector<HTMLElement>(`[data-opener="${id}"]`)?.focus();
  };
  return (
    <Menu
      opened={opened}
      onChange={setOpened}
      onClose={returnFocus}
      withinPortal
      withInitialFocusPlaceholder={false}
      trapFocus
      returnFocus={false}
    >
      <Menu.Target>{draw(opener) as ReactElement}</Menu.Target>
      <Menu.Dropdown aria-label={label}>
        {title && <Menu.Label>{title}</Menu.Label>}
        {actions.map((action, index) => (
          <Fragment key={action.key ?? action.label}>
            {index > 0 && (action.separated || action.heading) && <Menu.Divider />}
            {action.heading && <Menu.Label>{action.heading}</Menu.Label>}
            <Choice action={action} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Choice({ action }: { action: MenuAction }) {
  const { icon: Icon, checked, shortcut } = action;
  const shared = {
    leftSection: Icon && <Icon size={18} stroke={1.5} />,
    rightSection: checked ? <IconCheck size={16} stroke={2} /> : shortcut && <Kbd>{shortcut}</Kbd>,
    'data-danger': action.danger || undefined,
    disabled: action.unavailable !== undefined,
    lang: action.lang,
    onClick: action.onSelect,
  };
  const words = (
    <>
      {action.label}
      {action.unavailable && <div className="ly-small">{action.unavailable}</div>}
    </>
  );
  if (action.href && !shared.disabled) {
    return (
      <Menu.Item component={AppLink} href={action.href} {...shared}>
        {words}
      </Menu.Item>
    );
  }
  return (
    <Menu.Item {...shared} aria-current={checked || undefined}>
      {words}
    </Menu.Item>
  );
}
