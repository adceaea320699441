/** The course that is still being written. */
import type { DemoCourse } from './content.types.ts';

/** Stays a draft, so that trainers see one: its last module is still empty. */
export const workingAtHeight: DemoCourse = {
  code: 'HIGH-130',
  title: 'Working at height: order picker',
  category: 'Safety',
  difficulty: 'advanced',
  weeks: 2,
  motif: 'stairs',
  trainer: 'trainer',
  co_trainers: ['piotr.zielinski'],
  description:
    'Harness, rescue plan and inspection, for people who pick above two metres. In preparation for the new high bays in Odense.',
  outcomes: ['Put a harness on and have it checked', 'Know the rescue plan of your aisle'],
  valid_months: 36,
  modules: [
    {
      title: 'The harness',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Putting it on',
          minutes: 6,
          html: `
<p>A harness that sits wrong turns a fall of one metre into a hospital stay. Hold it up by the ring between the shoulder blades, shake
it until no strap is twisted, and step in like into trousers.</p>
<ol>
<li>Chest strap at breast-bone height, leg straps so that a flat hand fits in.</li>
<li>The ring at the back lies between the shoulder blades, not at the neck.</li>
<li>The lanyard goes to the marked eye of the cabin. It lets you kneel, not climb out.</li>
<li>A colleague checks: every buckle, aloud.</li>
</ol>
<p>Once a year a competent person inspects it. The next date is on the label at the right leg strap.</p>`,
        },
        {
          kind: 'article',
          title: 'Hanging is an emergency',
          minutes: 5,
          html: `
<p>Somebody who hangs in a harness loses consciousness within minutes, because the blood stays in the legs. So nobody works at height
alone, and the rescue plan of the aisle is known before the cabin goes up.</p>
<ul>
<li>The second person knows the emergency lowering valve: red lever, base of the mast.</li>
<li>If the cabin cannot be lowered, the rescue basket comes from gate 3 by forklift.</li>
<li>Down on the floor: half-sitting, not flat, and 112 in every case.</li>
</ul>`,
        },
      ],
    },
    { title: 'Practice in Odense', hours: 2, lessons: [] },
  ],
};
