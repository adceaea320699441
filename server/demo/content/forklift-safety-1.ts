/** Forklift safety, module 1: before the engine starts. */
import type { DemoModule } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const beforeYouStart: DemoModule = {
  title: 'Before you start the engine',
  hours: 1,
  lessons: [
    {
      kind: 'video',
      title: 'Why trucks tip over',
      minutes: 4,
      preview: true,
      asset: 'why-trucks-tip.webm',
      seconds: 48,
      watched_percent: 80,
      html: `
<p>The film shows in less than a minute what a counterbalance truck does with its weight, and why the same bend is
harmless with low forks and dangerous with a raised load. It has no sound; everything that matters is written in the
picture and told again below.</p>
<h2>The film in words</h2>
<ol>
<li><strong>The truck is a see-saw.</strong> Its front axle is the pivot. The load pulls down in front of it, the
counterweight behind it. As long as the rear side wins, the rear wheels keep their grip.</li>
<li><strong>It stands on a triangle.</strong> The two front wheels are two corners. The rear axle swings on one bolt in
its middle, and that bolt is the third corner. Two wheels at the back do not make a square.</li>
<li><strong>Weight has a centre.</strong> The centre of truck and load together must stay above the triangle. Lifting a
load moves it forward, raising the load moves it up.</li>
<li><strong>A bend pushes it sideways.</strong> The faster the bend and the higher the load, the further it moves. Once
it passes the edge of the triangle, no driver is quick enough to catch the truck.</li>
</ol>
<figure><img src="figure:stability-triangle" alt="A forklift seen from above. A triangle joins the two front wheels and the middle of the rear axle; one dot lies inside it, a second dot outside its edge.">
<figcaption>1 front wheels, 2 bolt of the rear axle, 3 centre of weight with low forks, 4 centre of weight in a fast
bend with a raised load: outside, and the truck goes over.</figcaption></figure>
<aside data-callout="stop"><p><strong>If it tips, stay in.</strong> People die because they jump and the overhead guard
lands on them. Keep the belt on, press your feet down, hold the wheel and lean away from the fall.</p></aside>
<h2>What you change from today</h2>
<ul>
<li>Forks 15 cm above the floor whenever you drive, loaded or not.</li>
<li>Brake before the bend, not in it.</li>
<li>Lift only when the truck stands still and the wheels are straight.</li>
</ul>`,
    },
    {
      kind: 'article',
      title: 'Who may drive, and who may not',
      minutes: 4,
      html: `
<p>A forklift weighs as much as three family cars and steers from the back. That is why nobody at Nordhavn drives one
because they “have done it before”. You need four things, and you need all of them at the same time.</p>
<h2>The four things</h2>
<table>
<thead><tr><th scope="col">You need</th><th scope="col">Who gives it</th><th scope="col">How long it holds</th></tr></thead>
<tbody>
<tr><td>Training for this <em>kind</em> of truck</td><td>A certified instructor</td><td>Three years here, then a refresher</td></tr>
<tr><td>Your name on the site list</td><td>The shift lead</td><td>Until you change site</td></tr>
<tr><td>An introduction to this <em>very</em> truck</td><td>Whoever knows it best</td><td>Ten minutes, once per model</td></tr>
<tr><td>A clear head today</td><td>You</td><td>Until the end of the shift</td></tr>
</tbody>
</table>
<p>Counterbalance, reach truck, order picker and pallet truck with a platform are four different kinds. A certificate for
one says nothing about the others: a reach truck steers the opposite way to what your hands expect.</p>
<h2>When you hand the key back</h2>
<p>Nobody is blamed for saying “not today”. These are good reasons:</p>
<ul>
<li>You take a medicine whose leaflet warns about driving or machines.</li>
<li>You slept less than five hours, or you notice that you read the same label three times.</li>
<li>You feel dizzy, feverish, or angry enough to slam doors.</li>
<li>You drank alcohol. The limit here is not 0.5 but 0.0, also the morning after.</li>
</ul>
<aside data-callout="warning"><p>Lending your key is lending your licence. If a colleague moves “just one pallet” with
your truck and something happens, both of you answer for it.</p></aside>
<h2>The key itself</h2>
<p>Our trucks start with a personal chip. It opens only the kinds of truck you are certified for and writes down who
drove when. That is not there to watch you: when a truck comes back with a dent, the list shows who can tell what
happened. Lost chips are reported the same shift, at the gate, day and night.</p>`,
    },
    {
      kind: 'article',
      title: 'The load plate',
      minutes: 5,
      html: `
<p>Every truck carries a small metal plate beside the driver’s seat. It says how much this truck may lift, how high, and
with the load how far from the mast. The plate is the law for that truck. Another attachment, such as a clamp or a side
shift, means another plate.</p>
<h2>Three numbers decide</h2>
<ol>
<li><strong>The weight of the load</strong>, in kilograms. It stands on the delivery note or the pallet label. If neither
says it, weigh the pallet; guessing is how trucks fall.</li>
<li><strong>The load centre</strong>: the distance from the front face of the forks to the middle of the load. A Euro
pallet lifted on its short side is 1,200 mm deep, so its centre lies at 600 mm.</li>
<li><strong>The height</strong> to which you lift. The higher, the less.</li>
</ol>
<figure><img src="figure:load-plate" alt="Side view of a truck with a pallet on its forks. An arrow runs from the fork face to the middle of the load, a second one from the floor to the forks.">
<figcaption>1 weight of the load, 2 load centre, measured from the front face of the forks, 3 lifting height.</figcaption></figure>
<h2>Read a plate</h2>
<table>
<caption>Plate of truck 14, standard forks</caption>
<thead><tr><th scope="col">Height</th><th scope="col">Load centre 500 mm</th><th scope="col">600 mm</th><th scope="col">700 mm</th></tr></thead>
<tbody>
<tr><th scope="row">3,300 mm</th><td>1,600 kg</td><td>1,480 kg</td><td>1,370 kg</td></tr>
<tr><th scope="row">4,500 mm</th><td>1,450 kg</td><td>1,340 kg</td><td>1,240 kg</td></tr>
<tr><th scope="row">5,400 mm</th><td>1,150 kg</td><td>1,060 kg</td><td>980 kg</td></tr>
</tbody>
</table>
<p>A pallet of tiles weighs 1,400 kg and is 1,200 mm deep. Its centre lies at 600 mm. Truck 14 may lift it to 3,300 mm,
because 1,480 is more than 1,400. To 4,500 mm it may not: there the plate says 1,340. In between, the lower figure
counts, never something in the middle.</p>
<aside data-callout="tip"><p>Cannot read the plate? Then it says zero. A painted-over or missing plate takes the truck out
of service until the workshop has replaced it.</p></aside>
<h2>What quietly changes the numbers</h2>
<p>A load that sticks out over the pallet moves the centre forward. So does a pallet that does not touch the fork backs,
and a mast that leans forward. Ten centimetres cost about a hundred kilograms. Push up to the fork backs, tilt back, and
look at the plate again when the load looks odd.</p>`,
    },
    {
      kind: 'quiz',
      title: 'Quick check: the load plate',
      minutes: 3,
      quiz: {
        description: 'Five questions on the first module. As many tries as you like; the best one counts.',
        pass_percent: 60,
        questions: [
          oneOf(
            'Where is the third corner of the triangle a counterbalance truck stands on?',
            'At the bolt in the middle of the rear axle',
            [
              [
                'At the left rear wheel',
                'Then there would be a fourth corner at the right one. The rear axle swings, so neither wheel is a corner.',
              ],
              ['Under the driver’s seat', 'The seat is above the triangle, not one of its corners.'],
            ],
            'The rear axle hangs on one bolt. It can swing, so only the bolt holds the truck up sideways.',
          ),
          inFigures(
            'The plate says 1,480 kg at 3,300 mm and a load centre of 600 mm. The pallet weighs 1,560 kg. By how many kilograms is it too heavy?',
            '80',
            0,
            '1,560 − 1,480 = 80 kg. It does not matter that it is “only” 5 %: the plate has no reserve for you.',
          ),
          trueOrFalse(
            'Between two heights on the plate you may take the middle of the two weights.',
            false,
            'The lower figure counts until the next height is reached. The mast does not know about averages.',
          ),
          severalOf(
            'Which of these move the load centre forward?',
            [
              'The load sticks out over the pallet',
              'The pallet does not touch the fork backs',
              'The mast leans forward',
            ],
            ['The load is shrink-wrapped', 'The forks are set wider apart'],
            'Everything that brings the middle of the load further from the front axle counts. Wrapping and fork spread do not.',
          ),
          inAWord(
            'What do you wear that keeps you inside the truck if it tips? One word.',
            ['belt', 'seat belt', 'seatbelt', 'the belt', 'a belt', 'a seat belt', 'safety belt'],
            'The belt. Those who are thrown out, or jump, are hit by the overhead guard.',
          ),
        ],
      },
    },
  ],
};
