// A menu of secondary actions given as data. The floating part is fetched on the first hover, focus or click, so that
// pages do not carry it in their first view.
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronDown, IconDots } from '@tabler/icons-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type MenuAction = {
  /** Needed only where two actions have the same words. */
  key?: string;
  label: string;
  icon?: ComponentType<{ size?: number; stroke?: number }>;
  /** Where it leads, or what it does. */
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  /** Why it cannot be used now; shown below the words. */
  unavailable?: string;
  /** Starts a new group with a line above. */
  separated?: boolean;
  /** Starts a new group with these words above. */
  heading?: string;
  /** The language of `label`, when it is not the page's. */
  lang?: string;
  /** Marks the chosen one of a set. */
  checked?: boolean;
  /** The key that does the same. */
  shortcut?: string;
};

export type ActionMenuProps = {
  actions: readonly MenuAction[];
  /** Accessible name; shown as the button's words when `look` is `button`. */
  label?: string;
  /** `link` is a quiet button with words, for headers and footers. */
  look?: 'dots' | 'button' | 'link';
  /** Words on the button when they differ from the accessible name (which must contain them). */
  words?: string;
  icon?: ReactNode;
  /** A heading inside the menu. */
  title?: string;
  size?: 'xs' | 'sm' | 'md';
  /** Draws its own opener; receives what the opener must carry. */
  children?: (opener: OpenerProps) => ReactNode;
};

export type OpenerProps = {
  'aria-haspopup': 'menu';
  'data-opener': string;
  'aria-expanded': boolean;
  onClick: () => void;
  onPointerEnter: () => void;
  onFocus: () => void;
};

const loadFloating = () => import('./ActionMenuFloating.tsx');
const Floating = lazy(async () => ({ default: (await loadFloating()).ActionMenuFloating }));

export function ActionMenu(props: ActionMenuProps) {
  const { t } = useTranslation('ui');
  const [wasOpened, setWasOpened] = useState(false);
  const label = props.label ?? t('more_actions');
  const preload = () => void loadFloating();
  const draw = (opener: OpenerProps) =>
    props.children?.(opener) ?? <Opener {...props} label={label} opener={opener} />;
  const id = useId();
  const opener: OpenerProps = {
    'aria-haspopup': 'menu',
    'data-opener': id,
    'aria-expanded': false,
    onClick: () => setWasOpened(true),
    onPointerEnter: preload,
    onFocus: preload,
  };
  if (!wasOpened) return draw(opener);
  return (
    <Suspense fallback={draw(opener)}>
      <Floating id={id} actions={props.actions} title={props.title} label={label} draw={draw} />
    </Suspense>
  );
}

type OwnOpenerProps = ActionMenuProps & { opener: OpenerProps };

/** Passes on whatever the floating part adds to it (ref, ids, click). */
function Opener(props: OwnOpenerProps) {
  const { label, look = 'dots', words, icon, size, opener, actions, title, children, ...rest } = props;
  if (look === 'dots') {
    return (
      <ActionIcon aria-label={label} size={size ?? 'md'} {...opener} {...rest}>
        {icon ?? <IconDots size={18} stroke={1.5} aria-hidden="true" />}
      </ActionIcon>
    );
  }
  const chevron = look === 'button' && <IconChevronDown size={16} stroke={1.5} aria-hidden="true" />;
  const variant = look === 'link' ? 'subtle' : 'default';
  return (
    <Button
      variant={variant}
      size={size ?? 'sm'}
      leftSection={icon}
      rightSection={chevron || undefined}
      aria-label={words ? label : undefined}
      {...opener}
      {...rest}
    >
      {words ?? label}
    </Button>
  );
}
