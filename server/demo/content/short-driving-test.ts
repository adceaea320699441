/** A course that is finished by being there: a short reading, then the driving test in Hall B. */
import type { DemoCourse } from './content.types.ts';

export const drivingTest: DemoCourse = {
  code: 'FORK-120',
  title: 'Forklift driving test',
  category: 'Safety',
  difficulty: 'intermediate',
  weeks: 1,
  motif: 'forklift',
  trainer: 'trainer',
  co_trainers: ['piotr.zielinski'],
  description:
    'Two hours in Hall B with Marta: the daily check, a slalom with a load, and a pallet at four metres. Read how the test goes, book a session, drive.',
  outcomes: [
    'Show the daily check on a truck you do not know',
    'Drive a loaded slalom forwards and backwards without touching a cone',
    'Put a pallet into the rack at four metres and take it out again',
  ],
  valid_months: 24,
  published_days_ago: 210,
  modules: [
    {
      title: 'Before you drive',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'How the test goes',
          minutes: 5,
          preview: true,
          html: `
<p>The test takes two hours and eight people drive in turns. You see the others drive before it is your turn, unless you are first.</p>
<ol>
<li><strong>Daily check, ten minutes.</strong> One thing on the truck is not right. Find it, and say what you would do.</li>
<li><strong>Slalom, fifteen minutes.</strong> Eight cones, one pallet with a water barrel on it, forwards and back. A cone that falls
costs a point. Water on the floor costs the test.</li>
<li><strong>Rack, fifteen minutes.</strong> A pallet to four metres, hands off, and down again. Nobody counts seconds.</li>
</ol>
<p>Bring safety shoes and your high-visibility vest. Trucks and helmets are here. If you have not slept, say so: another session is a
matter of two clicks, a foot is not.</p>`,
        },
      ],
    },
    {
      title: 'Hall B',
      hours: 2,
      lessons: [
        {
          kind: 'session',
          title: 'The driving test',
          minutes: 120,
          html: '<p>Meet at the yellow gate of Hall B, five minutes early. Check in with the code on the screen beside the gate.</p>',
        },
      ],
    },
  ],
};
