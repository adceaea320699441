// The visual editor: the paper to scale with its tools, beside it what can be set. On a phone the elements as a list.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { layoutProblems } from '#contract/certificate-layout.ts';
import { Note } from '#web/ui/Note.tsx';
import { useIsPhone } from '#web/ui/use-is-phone.ts';
import { elementOf } from '../state/layout-commands.ts';
import { useElementName } from '../use-element-name.ts';
import type { TemplateEditor as Editor } from '../use-template-editor.ts';
import { ElementFields } from './ElementFields.tsx';
import { ElementList } from './ElementList.tsx';
import { PaperCanvas } from './PaperCanvas.tsx';
import { PaperSettings } from './PaperSettings.tsx';
import css from './TemplateEditor.module.css';
import { TemplateTools } from './TemplateTools.tsx';

export function TemplateEditor({ editor }: { editor: Editor }) {
  const { t } = useTranslation('certificates');
  const isPhone = useIsPhone();
  const nameOf = useElementName();
  const [zoom, setZoom] = useState(0.75);
  const chosen = elementOf(editor.layout, editor.selected);
  useUndoKeys(editor);
  if (isPhone)
    return (
      <div className={css.side}>
        <Problems editor={editor} />
        <TemplateTools editor={editor} />
        <ElementList editor={editor} withFields />
        <PaperSettings layout={editor.layout} onChange={editor.change} />
      </div>
    );
  return (
    <div className={css.editor}>
      <div>
        <TemplateTools editor={editor} zoom={{ value: zoom, onChange: setZoom }} />
        <div className={css.desk}>
          <PaperCanvas editor={editor} zoom={zoom} />
        </div>
        <p className={css.help}>{t('template.keys')}</p>
      </div>
      <div className={css.side}>
        <Problems editor={editor} />
        {chosen ? (
          <fieldset className={css.group}>
            <legend>{nameOf(chosen)}</legend>
            <ElementFields key={chosen.id} layout={editor.layout} element={chosen} onChange={editor.change} />
          </fieldset>
        ) : (
          <PaperSettings layout={editor.layout} onChange={editor.change} />
        )}
        <section>
          <h2 className={css.groupTitle}>{t('template.elements')}</h2>
          <ElementList editor={editor} />
        </section>
      </div>
    </div>
  );
}

/** What would keep it from being saved, in words, as long as it is so. */
function Problems({ editor }: { editor: Editor }) {
  const { t } = useTranslation('certificates');
  const codes = [...new Set(layoutProblems(editor.layout).map(({ code }) => code))];
  if (codes.length === 0) return null;
  return (
    <Note tone="due" title={t('template.not_yet')}>
      <ul className={css.problems}>
        {codes.map((code) => (
          <li key={code}>{t(`template.problem.${code}`)}</li>
        ))}
      </ul>
    </Note>
  );
}

/** Ctrl or Cmd with Z and Y, where no field has its own. */
function useUndoKeys({ undo, redo }: Editor): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (
        !(event.ctrlKey || event.metaKey) ||
        (event.target as Element | null)?.closest?.('input, textarea, select')
      )
        return;
      const key = event.key.toLowerCase();
      const act = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [undo, redo]);
}
