// Adding by typing: a title and Enter make a lesson; '/' offers the other kinds.
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kindIcons } from '../state/lesson-kinds.ts';
import { type AddKind, addKinds, completed, readTyped } from '../state/quick-add.ts';
import css from './Outline.module.css';

type QuickAddProps = {
  ref?: Ref<HTMLInputElement>;
  onAdd: (kind: AddKind, title: string) => void;
  /** Leads back to the tree. */
  onLeave: () => void;
};

export function QuickAdd({ ref, onAdd, onLeave }: QuickAddProps) {
  const { t } = useTranslation('builder');
  const [text, setText] = useState('');
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const words = Object.fromEntries(addKinds.map((kind) => [kind, t(`kind.${kind}`)])) as Record<
    AddKind,
    string
  >;
  const typed = readTyped(text, words);
  const kinds = typed.state === 'choosing' ? typed.kinds : [];

  function write(next: string): void {
    setText(next);
    const { state } = readTyped(next, words);
    if (state === 'choosing') {
      combobox.openDropdown();
      combobox.selectFirstOption();
    } else combobox.closeDropdown();
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && !combobox.dropdownOpened) {
      setText('');
      onLeave();
    }
    if (event.key !== 'Enter' || typed.state !== 'ready') return;
    event.preventDefault();
    onAdd(typed.kind, typed.title);
    setText('');
  }

  return (
    <Combobox
      store={combobox}
      position="top-start"
      onOptionSubmit={(kind) => {
        setText(completed(kind as AddKind, words));
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={ref}
          variant="unstyled"
          className={css.quick}
          role="combobox"
          aria-label={t('add.typing_label')}
          placeholder={t('add.typing')}
          value={text}
          maxLength={220}
          autoComplete="off"
          leftSection={<IconPlus size={18} stroke={1.5} aria-hidden="true" />}
          onChange={(event) => write(event.currentTarget.value)}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={kinds.length === 0}>
        <Combobox.Options aria-label={t('add.menu')}>
          {kinds.map((kind) => (
            <KindOption key={kind} kind={kind} />
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function KindOption({ kind }: { kind: AddKind }) {
  const { t } = useTranslation('builder');
  const Icon = kindIcons[kind];
  return (
    <Combobox.Option value={kind} className={css.kind}>
      <Icon size={18} stroke={1.5} aria-hidden="true" />
      <span>
        {t(`kind.${kind}`)}
        <span className={css.kindHelp}>{t(`kind_help.${kind}`)}</span>
      </span>
    </Combobox.Option>
  );
}
