/** Two short courses on safety. */
import type { DemoCourse } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const fireWardens: DemoCourse = {
  code: 'FIRE-120',
  title: 'Fire wardens: evacuation',
  category: 'Safety',
  difficulty: 'intermediate',
  weeks: 2,
  motif: 'flame',
  trainer: 'piotr.zielinski',
  description:
    'Sweep a hall in four minutes, count heads at the assembly point and report to the brigade. For everyone who wears the yellow vest, and for those who stand in for them.',
  outcomes: [
    'Sweep your zone in four minutes without walking twice',
    'Bring people out who do not want to go',
    'Report to the fire brigade in three sentences',
  ],
  valid_months: 12,
  published_days_ago: 340,
  modules: [
    {
      title: 'Before the alarm',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Your zone and your vest',
          minutes: 5,
          preview: true,
          html: `
<p>A warden does not fight fires. A warden makes sure that one zone is empty and says so. Your zone is the part of the hall you can
see from its two exits, never more. If it takes longer than four minutes to walk, it is too large: tell the safety office.</p>
<h2>Once a week, two minutes</h2>
<ul>
<li>Walk both ways out. Are they free for their full width, and does the door open with one hand?</li>
<li>Look at the vest’s pocket: list of names, pencil, whistle, lamp.</li>
<li>Ask your stand-in whether they are on shift when you are not.</li>
</ul>
<aside data-callout="tip"><p>New colleagues meet you before they meet their locker. A face they know is one they follow.</p></aside>`,
        },
        {
          kind: 'article',
          title: 'Sweeping in four minutes',
          minutes: 6,
          html: `
<p>When the alarm sounds, put the vest on first. It takes five seconds and makes you visible to everyone who needs help. Then walk
your zone from the far end towards the exit, always along the left wall, so that nobody is passed twice.</p>
<ol>
<li>Open every door, call “Fire, everybody out”, look behind it, close it. Closed means checked.</li>
<li>Toilets, cold store, lift, the cab of every truck: people with ear plugs hear nothing.</li>
<li>Do not argue. Say “Come with me” and go; most people follow a back.</li>
<li>Smoke or heat at a door: leave it shut and remember which one it was.</li>
</ol>
<aside data-callout="stop"><p>You never go back in. What you know, you tell the brigade.</p></aside>`,
        },
      ],
    },
    {
      title: 'At the assembly point',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Counting heads',
          minutes: 5,
          html: `
<p>The assembly point is a place to count, not to chat. Stand beneath your zone’s letter and hold the sign up. People find a letter
faster than a person.</p>
<figure><img src="figure:assembly-point" alt="A yard from above: a hall with two exits, and beyond the gate three signs in a row.">
<figcaption>1 ways out, 2 assembly point upwind, 3 gate, kept free for the brigade.</figcaption></figure>
<ul>
<li>Tick names, do not shout them. Ask each person: “Who was next to you?”</li>
<li>Visitors are counted by whoever signed them in.</li>
<li>Somebody missing? Name, where last seen, since when. Straight to the head of operations.</li>
</ul>
<p>Nobody drives home, and nobody goes back for a jacket, until the brigade has released the hall.</p>`,
        },
        {
          kind: 'article',
          title: 'Three sentences for the brigade',
          minutes: 3,
          html: `
<p>The officer who steps out of the first vehicle has one minute for you. Use three sentences:</p>
<ol>
<li><strong>People:</strong> “Everyone from Hall B is out,” or “One person is missing, last seen at packing.”</li>
<li><strong>Place:</strong> “Smoke in the north-east corner, door 4 was hot.”</li>
<li><strong>Danger:</strong> “Six pallets of lithium batteries in bay 2, gas bottles outside at the west wall.”</li>
</ol>
<p>Then hand over the bay list and stay within call. You will be asked about keys, hydrants and the slide of the retention basin.
Wear the vest until you are told to go; it is how they find you again.</p>
<aside data-callout="note"><p>If you do not know something, say so. A guess costs the brigade more time than a gap.</p></aside>`,
        },
        {
          kind: 'quiz',
          title: 'Are you ready for the vest?',
          minutes: 5,
          quiz: {
            description: 'Four questions; 75 % is a pass.',
            pass_percent: 75,
            questions: [
              oneOf(
                'What do you do first when the alarm sounds?',
                'Put the vest on',
                ['Look for the fire', 'Call 112', 'Count heads'],
                'The vest makes you the person people follow. It takes five seconds.',
              ),
              inFigures(
                'Within how many minutes should your zone be swept?',
                '4',
                0,
                'Four. If it takes longer, the zone is too large.',
                1,
              ),
              trueOrFalse(
                'A door that is hot is opened briefly to see whether somebody is inside.',
                false,
                'It stays shut, and you tell the brigade which one it was.',
              ),
              severalOf(
                'What belongs into the report?',
                ['Whether people are missing', 'Where smoke was seen', 'Special dangers such as batteries'],
                ['Who is to blame', 'How long the drill took last year'],
                'People, place, danger. Three sentences.',
              ),
            ],
          },
        },
      ],
    },
  ],
};

export const manualHandling: DemoCourse = {
  code: 'LIFT-105',
  title: 'Manual handling',
  category: 'Safety',
  difficulty: 'beginner',
  weeks: 1,
  motif: 'cross',
  trainer: 'piotr.zielinski',
  description:
    'Lift, turn and set down without hurting your back. With a two-minute warm-up and the aids you have but seldom use.',
  outcomes: [
    'Decide in three seconds whether to lift, share or fetch an aid',
    'Lift and turn without twisting',
    'Set up a packing place that spares your back',
  ],
  valid_months: 24,
  published_days_ago: 372,
  modules: [
    {
      title: 'Think, then lift',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Three seconds before you lift',
          minutes: 4,
          preview: true,
          html: `
<p>Backs are seldom hurt by the heaviest box. They are hurt by the fortieth, or by the one that was lighter than expected. Three
seconds of looking prevent most of it.</p>
<ol>
<li><strong>Weight.</strong> Read the label or tip the box over one edge. Above 25 kg: two people or an aid, no discussion.</li>
<li><strong>Way.</strong> Where does it go? Is the way free, the door open, the place empty?</li>
<li><strong>Grip.</strong> Handles, dry surface, gloves that fit. What cannot be held cannot be lifted.</li>
</ol>
<aside data-callout="tip"><p>“How heavy is it?” is the wrong question. “How often today?” is the right one: twelve kilograms, three
hundred times, are nearly four tonnes.</p></aside>`,
        },
        {
          kind: 'article',
          title: 'Lift, turn, set down',
          minutes: 5,
          html: `
<p>Stand close, feet apart, one a little ahead. Bend knees and hips, keep the back in its natural curve, and take the load against
your body. A box at arm’s length pulls on the spine like five boxes held close.</p>
<ul>
<li>Breathe out while lifting; do not hold your breath.</li>
<li>Straighten the legs first, then the back.</li>
<li><strong>Turn with your feet.</strong> Lifting and twisting at once is the movement that hurts.</li>
<li>Set down the way you picked up. More people are hurt on the way down, because they think it is over.</li>
</ul>
<aside data-callout="warning"><p>Never catch a falling box. Step back and let it fall; goods can be bought again.</p></aside>`,
        },
      ],
    },
    {
      title: 'Make it lighter',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Aids you already have',
          minutes: 4,
          html: `
<p>Every hall has them, and every hall walks past them.</p>
<table>
<thead><tr><th scope="col">Job</th><th scope="col">Aid</th><th scope="col">Where</th></tr></thead>
<tbody>
<tr><td>Emptying a pallet down to the floor</td><td>Lift table, set to hip height</td><td>Packing 1 to 4</td></tr>
<tr><td>Sacks over 15 kg</td><td>Vacuum lifter</td><td>Dock 2</td></tr>
<tr><td>Drums, gas bottles</td><td>Drum trolley with strap</td><td>Yard gate</td></tr>
<tr><td>A single heavy box, a long way</td><td>Sack truck</td><td>Every second pillar</td></tr>
</tbody>
</table>
<p>Fetching one takes a minute. If it takes longer, it hangs in the wrong place: tell your shift lead, and we move it. That has
happened nine times this year.</p>`,
        },
        {
          kind: 'article',
          title: 'Two minutes before the shift',
          minutes: 3,
          html: `
<p>Cold muscles tear, warm ones stretch. The warm-up at five to six is voluntary, and those who join have half as many sick days
with back pain.</p>
<ol>
<li>Roll your shoulders, ten times each way.</li>
<li>March on the spot, knees high, thirty seconds.</li>
<li>Hands on hips, lean gently to each side, five times.</li>
<li>Squat to a chair’s height, ten times, heels on the floor.</li>
</ol>
<p>Change the job every two hours if you can: pick, pack, drive. If something hurts for more than three days, report it. Early
help means a week with a lighter job; late help may mean a winter at home.</p>`,
        },
        {
          kind: 'quiz',
          title: 'What would you do?',
          minutes: 4,
          quiz: {
            description: 'Four everyday situations.',
            pass_percent: 75,
            questions: [
              inFigures(
                'Above how many kilograms do you always share the load or fetch an aid?',
                '25',
                0,
                'Above 25 kg: two people or an aid.',
                1,
              ),
              oneOf(
                'A box slips off the conveyor towards you. What do you do?',
                'Step back and let it fall',
                ['Catch it close to the body', 'Stop it with your foot'],
                'A falling box is heavier than its label. Goods can be replaced.',
              ),
              trueOrFalse(
                'You turn your upper body while you lift, because that saves a step.',
                false,
                'Lift first, then turn with your feet.',
              ),
              inAWord(
                'With which part of the body do you lift first?',
                ['legs', 'the legs', 'leg', 'my legs', 'knees'],
                'The legs. Then the back, in its natural curve.',
              ),
            ],
          },
        },
      ],
    },
  ],
};
