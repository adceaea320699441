// The line below a picture or video in the editor: what it shows, for people who cannot see it.
import css from './RichText.module.css';

type MediaNameFieldProps = { label: string; value: string; onChange: (value: string) => void };

export function MediaNameField({ label, value, onChange }: MediaNameFieldProps) {
  return (
    <input
      className={css.mediaName}
      contentEditable={false}
      aria-label={label}
      placeholder={label}
      value={value}
      maxLength={300}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
