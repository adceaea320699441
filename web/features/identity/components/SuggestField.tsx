// A text field that suggests known names and takes new ones: department, position.
import { TextInput, type TextInputProps } from '@mantine/core';
import { useId } from 'react';

type SuggestFieldProps = TextInputProps & { suggestions: readonly string[] };

export function SuggestField({ suggestions, ...rest }: SuggestFieldProps) {
  const listId = useId();
  return (
    <>
      <TextInput autoComplete="off" list={listId} {...rest} />
      <datalist id={listId}>
        {suggestions.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}
