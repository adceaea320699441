/** Two short courses on warehouse work. */
import type { DemoCourse } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const loadingDock: DemoCourse = {
  code: 'DOCK-201',
  title: 'Safe work at the loading dock',
  category: 'Warehouse',
  difficulty: 'beginner',
  weeks: 1,
  motif: 'tunnel',
  trainer: 'piotr.zielinski',
  description:
    'Wheel chocks, dock locks, gaps, and the five steps before you drive into a trailer. For everyone who loads, unloads or walks past.',
  outcomes: [
    'Name the five steps before entering a trailer',
    'Stop a departure that begins too early',
    'Leave the dock so that nobody can fall off it',
  ],
  valid_months: 36,
  published_days_ago: 378,
  modules: [
    {
      title: 'The dock',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Why docks are special',
          minutes: 4,
          preview: true,
          html: `
<p>At a dock two worlds meet that do not see each other: the hall, where people hurry, and the yard, where drivers sit behind mirrors.
Between them is a drop of 1.20 m and a steel plate that somebody else may pull away.</p>
<figure><img src="figure:dock-gap" alt="A trailer at a dock from the side. A plate bridges the gap; chocks hold the wheels.">
<figcaption>1 wheel chocks, 2 dock plate over the gap, 3 signal inside and outside.</figcaption></figure>
<p>Three things happen there again and again: a lorry creeps forward while a truck drives in; somebody steps off the edge in the dark;
a hand is between plate and bed. All three are prevented before the first pallet moves.</p>`,
        },
        {
          kind: 'article',
          title: 'Five steps before you drive in',
          minutes: 5,
          html: `
<ol>
<li><strong>Key.</strong> The lorry’s key hangs on your hook, not in the cab. No key, no entry.</li>
<li><strong>Chocks.</strong> Both rear wheels, yourself, from outside. Air suspension lowered.</li>
<li><strong>Lock and lamp.</strong> Dock lock closed; inside green, outside red.</li>
<li><strong>Plate.</strong> At least 10 cm on the bed, on both sides. Look at what it is rated for.</li>
<li><strong>Trailer.</strong> Light on, floor whole and dry, support legs down if the tractor is away.</li>
</ol>
<p>Only now the truck, at walking pace, forks low. If any one of the five is missing, the answer is no, also when four lorries wait
behind. Your shift lead will say the same.</p>
<aside data-callout="stop"><p>A trailer without tractor and without legs tips over its front axle as soon as your truck is inside.</p></aside>`,
        },
      ],
    },
    {
      title: 'Before and after',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'When it departs too early',
          minutes: 4,
          html: `
<p>It happens when two people believe that the other one has said something. So only one sentence counts, and it is said face to face:
<em>“Dock 4 is finished, here is your key.”</em></p>
<ul>
<li>You feel the bed move while you are inside: horn, stop, forks down, stay seated. Do not race for the door.</li>
<li>You see it from the hall: emergency button beside the gate. It turns every outside signal red.</li>
<li>You are the driver: if the key is not in your hand, the answer is no.</li>
</ul>
<p>Afterwards the dock stays closed until the plate and its hinges have been looked at, also when nothing seems bent.</p>`,
        },
        {
          kind: 'article',
          title: 'Leaving the dock',
          minutes: 3,
          html: `
<p>An open dock without a trailer is a cliff with a good view. Leave it in this order and nobody falls:</p>
<ol>
<li>Look into the trailer once more. People have been locked in.</li>
<li>Plate up, gate down, chain across if the gate is broken.</li>
<li>Lock open, lamp inside red, outside green.</li>
<li>Chocks away, key to the driver, one sentence.</li>
<li>Broom: foil, straps and splinters lie where the next one walks.</li>
</ol>
<aside data-callout="note"><p>Broken gate? Chain and cone, and a call to the workshop. A gate that is “only a little stuck” was the
beginning of last year’s worst fall.</p></aside>`,
        },
        {
          kind: 'quiz',
          title: 'At the dock',
          minutes: 4,
          quiz: {
            description: 'Five questions; 80 % is a pass.',
            pass_percent: 80,
            questions: [
              oneOf(
                'Where is the lorry’s key while you load?',
                'On your hook',
                ['In the ignition', 'With the driver in the cab', 'On the dashboard'],
                'No key, no entry. The key on your hook is the only thing that cannot drive off.',
              ),
              inFigures(
                'How many centimetres must the plate lie on the bed at least?',
                '10',
                0,
                'Ten centimetres on both sides.',
                1,
              ),
              severalOf(
                'What belongs to the five steps?',
                ['Chocks at both rear wheels', 'Lock and lamp', 'A look at the trailer’s floor'],
                ['A signature of the driver', 'A count of the pallets'],
                'Key, chocks, lock and lamp, plate, trailer.',
              ),
              trueOrFalse(
                'If the bed moves while you are inside, you drive out as fast as you can.',
                false,
                'Horn, stop, forks down, stay seated.',
              ),
              inAWord(
                'What do you look for in the trailer before you close it?',
                ['people', 'persons', 'a person', 'somebody', 'someone', 'colleagues'],
                'People. They have been locked in before.',
              ),
            ],
          },
        },
      ],
    },
  ],
};

export const stockCounting: DemoCourse = {
  code: 'STOCK-210',
  title: 'Counting stock that agrees',
  category: 'Warehouse',
  difficulty: 'intermediate',
  weeks: 2,
  motif: 'shelf',
  trainer: 'katrin.schaefer',
  description:
    'Count a little every day instead of everything once a year. How to pick what to count, count blind, and find out why a figure is wrong.',
  outcomes: [
    'Explain why we count every day',
    'Count blind and enter it once',
    'Find the four usual causes of a difference',
  ],
  published_days_ago: 305,
  modules: [
    {
      title: 'Counting',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'A little every day',
          minutes: 4,
          preview: true,
          html: `
<p>The yearly count closes the hall for two days and finds in January what went wrong in May. Cycle counting takes twenty minutes a
day and finds it the same week, while somebody still remembers.</p>
<ul>
<li><strong>A items</strong>, the few that move most: every month.</li>
<li><strong>B items</strong>: every quarter.</li>
<li><strong>C items</strong>, the many that hardly move: once a year.</li>
<li>Whatever is empty, negative or was just complained about: today.</li>
</ul>
<p>The system proposes a list each morning. It is short on purpose. Finish it rather than starting a longer one; what is half counted
has not been counted.</p>`,
        },
        {
          kind: 'article',
          title: 'Counting blind',
          minutes: 4,
          html: `
<p>Whoever sees the figure they ought to find, finds it. That is why the scanner does not show it. Blind counting feels slower and is
quicker, because nobody counts a third time.</p>
<ol>
<li>Scan the place, not the article. The place tells the system where you are.</li>
<li>Count whole layers, then loose boxes, then pieces. Say the figure aloud before you type it.</li>
<li>Type it once. If the scanner asks again, count again from the start and do not correct from memory.</li>
<li>Open boxes are counted piece by piece, sealed ones by their label.</li>
</ol>
<aside data-callout="tip"><p>Lay a pencil across what you have counted. It is the cheapest bookmark there is.</p></aside>`,
        },
      ],
    },
    {
      title: 'When it does not agree',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Four usual causes',
          minutes: 5,
          html: `
<table>
<thead><tr><th scope="col">You find</th><th scope="col">Look for</th></tr></thead>
<tbody>
<tr><td>Exactly one box too few</td><td>A pick that was booked twice, or never</td></tr>
<tr><td>A multiple of twelve wrong</td><td>Piece and carton mixed up</td></tr>
<tr><td>Two articles, one too many, one too few</td><td>Swapped labels in neighbouring places</td></tr>
<tr><td>Zero in the system, goods on the shelf</td><td>Received but not put away, or a return</td></tr>
</tbody>
</table>
<p>Look at the place’s last five movements before you post a difference. Four times out of five the answer stands there, with a name
and a time. Ask the name; do not accuse it. People who are blamed for a miscount stop reporting miscounts, and from then on
nobody knows what is on the shelf.</p>`,
        },
        {
          kind: 'article',
          title: 'Posting a difference',
          minutes: 3,
          html: `
<p>A posted difference is a statement: we looked, and this is true. Up to 50 euros you post it yourself. Up to 1,000 your shift lead
confirms it, above that finance does, on the same day.</p>
<ul>
<li>Choose the cause from the list. “Other” needs a sentence that somebody else will understand in March.</li>
<li>Attach a photo when goods are damaged.</li>
<li>Never “balance” one article with another. Two wrong figures do not make a right one.</li>
</ul>
<p>Every Friday the team looks at the three largest causes of the week. Last spring one swapped label cost more than all thefts of
the year.</p>`,
        },
        {
          kind: 'quiz',
          title: 'Does it agree?',
          minutes: 4,
          quiz: {
            description: 'Four questions; 75 % is a pass.',
            pass_percent: 75,
            questions: [
              oneOf(
                'Why does the scanner not show the expected figure?',
                'Because people find what they expect to find',
                ['To save battery', 'Because it does not know it', 'To make counting harder'],
                'Blind counting keeps the eye honest.',
              ),
              inFigures(
                'The shelf holds 3 layers of 8 cartons and 5 loose cartons. How many cartons?',
                '29',
                0,
                '3 × 8 + 5 = 29.',
                1,
              ),
              trueOrFalse(
                'If one article has two too many and its neighbour two too few, you balance them without looking.',
                false,
                'Look for swapped labels first, then post each one with its cause.',
              ),
              severalOf(
                'Which articles are counted today, whatever the list says?',
                ['One that just ran empty', 'One with a negative stock', 'One a customer complained about'],
                ['One that has not moved for a year', 'One that was counted yesterday'],
                'Empty, negative, complained about: today.',
              ),
            ],
          },
        },
      ],
    },
  ],
};
