// A title that is being changed where it stands: Enter or leaving keeps it, Escape does not.
import { type KeyboardEvent, useRef } from 'react';
import css from './Outline.module.css';

type RenameFieldProps = { label: string; title: string; onDone: (title: string) => void };

export function RenameField({ label, title, onDone }: RenameFieldProps) {
  const isDone = useRef(false);
  function finish(next: string): void {
    if (isDone.current) return;
    isDone.current = true;
    onDone(next);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') finish(event.currentTarget.value);
    if (event.key === 'Escape') finish(title);
  }
  return (
    <input
      className={css.rename}
      aria-label={label}
      defaultValue={title}
      maxLength={200}
      // biome-ignore lint/a11y/noAutofocus: the person just asked to type here
      autoFocus
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onClick={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onMouseDown={(event) => event.stopPropagation()}
    />
  );
}
