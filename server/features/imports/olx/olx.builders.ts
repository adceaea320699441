/** Makes small Open edX exports for tests. */
import { aZip } from './zip.builders.ts';

/** An export with these files below `course/`; `course.xml` and the run are written when they are not given. */
export function anExport(files: Record<string, string | Buffer>, root = 'course/'): Buffer {
  const all: Record<string, string | Buffer> = {
    'course.xml': '<course url_name="run" org="Org" course="Demo"/>',
    'course/run.xml': '<course display_name="Safe lifting" language="de"><chapter url_name="c1"/></course>',
    ...files,
  };
  return aZip(Object.entries(all).map(([name, bytes]) => ({ name: root + name, bytes })));
}

/** One chapter, one sequence, one unit with these blocks. */
export const aUnit = (blocks: string, title = 'Unit one'): Record<string, string> => ({
  'chapter/c1.xml': '<chapter display_name="Chapter one"><sequential url_name="s1"/></chapter>',
  'sequential/s1.xml': '<sequential display_name="Sequence one"><vertical url_name="v1"/></sequential>',
  'vertical/v1.xml': `<vertical display_name="${title}">${blocks}</vertical>`,
});

export const html = (name: string, body: string): Record<string, string> => ({
  [`html/${name}.xml`]: `<html filename="${name}" display_name="${name}"/>`,
  [`html/${name}.html`]: body,
});

export const rightAndWrong = (question = 'Which?'): string =>
  `<problem display_name="P"><multiplechoiceresponse><label>${question}</label><choicegroup><choice correct="true">Right</choice><choice correct="false">Wrong</choice></choicegroup></multiplechoiceresponse></problem>`;
