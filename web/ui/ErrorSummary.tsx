// What stops a form, above the form: one sentence and a link to each field. Takes the focus when it appears, so that
// nobody has to look for what went wrong.
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import css from './ErrorSummary.module.css';
import { fieldMessages } from './form-problems.ts';
import { Note } from './Note.tsx';
import { problemOf, problemText } from './problem.ts';

type ErrorSummaryProps = {
  /** What the request threw; nothing is drawn without it. */
  error: unknown;
  /** Label of each field by path, as it stands above the field. */
  labels?: Readonly<Record<string, string>>;
  /** The id of a field's control; by default the path itself. */
  idOf?: (path: string) => string;
};

export function ErrorSummary({ error, labels = {}, idOf = (path) => path }: ErrorSummaryProps) {
  const { t } = useTranslation('ui');
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error) ref.current?.focus();
  }, [error]);
  if (!error) return null;
  const messages = Object.entries(fieldMessages(error, t));
  const request_id = problemOf(error)?.status === 500 ? problemOf(error)?.request_id : undefined;
  return (
    <div ref={ref} tabIndex={-1}>
      <Note tone="overdue" title={problemText(error, t)} isAlert>
        {messages.length > 0 && (
          <ul className={css.list}>
            {messages.map(([path, message]) => (
              <li key={path}>
                <a href={`#${idOf(path)}`} onClick={(event) => focusField(event, idOf(path))}>
                  {labels[path] ?? path}
                </a>
                : {message}
              </li>
            ))}
          </ul>
        )}
        {request_id && t('form.request', { request_id })}
      </Note>
    </div>
  );
}

function focusField(event: React.MouseEvent, id: string): void {
  event.preventDefault();
  const field =
    document.getElementById(id) ?? document.querySelector<HTMLElement>(`[name="${CSS.escape(id)}"]`);
  field?.focus();
}
