/** Securing loads on the road, module 3: on the job, and the final test. */
import type { DemoModule } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const onTheJob: DemoModule = {
  title: 'On the job',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'A worked example',
      minutes: 6,
      html: `
<p>Tuesday, 05:40, gate 7. Samir has a lorry with strong side walls (EN 12642 XL), plywood floor, and this list. Before you read
on, decide yourself what goes where.</p>
<table>
<thead><tr><th scope="col">Goods</th><th scope="col">Weight</th><th scope="col">Remarks</th></tr></thead>
<tbody>
<tr><td>8 pallets of bottled water</td><td>900 kg each</td><td>Delivered second</td></tr>
<tr><td>1 switch cabinet</td><td>400 kg</td><td>2.0 m high, 0.6 m wide; delivered first</td></tr>
<tr><td>6 pallets of paper towels</td><td>120 kg each</td><td>1.8 m high; delivered last</td></tr>
</tbody>
</table>
<h2>Weight first</h2>
<p>8 × 900 + 400 + 6 × 120 = 8,320 kg. Allowed are 12,000. The water is nearly everything, so the water decides where the common
centre lies: it stands in the middle of the bed, in two rows of four.</p>
<h2>Then the order</h2>
<p>Last delivery to the front: towels against the headboard, three rows of two. Behind them the water, close up. At the rear the
cabinet, because it comes off first.</p>
<h2>Then holding</h2>
<ol>
<li><strong>Forward.</strong> Water pushes against towels, towels against the headboard. Would the towels stand that? No: eight
tonnes would flatten them. So a bar goes across the bed between towels and water, and mats under the water. On mats 0.2 × 7,200
= 1,440 kg are left for the bar; it holds 2,000.</li>
<li><strong>Sideways.</strong> Two Euro pallets across make 2.40 m in a bed of 2.45 m. The gap of 5 cm is less than 8, so the
walls hold.</li>
<li><strong>The cabinet.</strong> 1.0 ÷ 0.3 = 3.3: it tips in every direction. Standing upright, back to the water, one strap
round at two thirds of its height to each side rail, one over the top, edge protectors, mat. A locking bar behind.</li>
<li><strong>After the first stop</strong> the cabinet is gone and the last row of water has nothing behind it. Samir moves the
bar forward. Two minutes.</li>
</ol>
<aside data-callout="note"><p>Your plan was different? Good. Ask of each piece: what stops it forward, left, right, backward and
upward? Five answers per piece, and any plan will do.</p></aside>`,
    },
    {
      kind: 'article',
      title: 'Checks on the way',
      minutes: 4,
      html: `
<p>A load settles. Cartons give, film stretches, pallets find their place in the first ten kilometres, and straps that were tight
at the gate hang like washing. That is not a mistake, it is physics, and it is why the first check comes early.</p>
<h2>When</h2>
<ul>
<li>After the first <strong>10 to 20 km</strong>, at the first safe place.</li>
<li>At every break, so at the latest after four and a half hours.</li>
<li>After every emergency stop, every pothole that made you swear, and every part delivery.</li>
<li>When the weather turns: frost and rain change straps and floor.</li>
</ul>
<h2>How, in three minutes</h2>
<ol>
<li>Walk round from the outside. Does a curtain bulge? Did a light or a number plate disappear behind something?</li>
<li>Open the rear, standing at the side, one hand on the door. Nobody stands behind it.</li>
<li>Press on every strap with the flat hand. It should give by no more than a finger’s width.</li>
<li>Retighten, close levers, look at the mats.</li>
<li>Write down the time. Two letters and four digits are enough: “OK 0915”.</li>
</ol>
<h2>What you may decide alone</h2>
<table>
<thead><tr><th scope="col">Situation</th><th scope="col">You may</th></tr></thead>
<tbody>
<tr><td>Load has shifted, but stands firm</td><td>Retighten, drive on, tell dispatch at the next break</td></tr>
<tr><td>Load leans or has left its place</td><td>Stop. Call dispatch. Nobody pushes it back by hand</td></tr>
<tr><td>The customer will not give you time to secure</td><td>Not drive. Call dispatch; they talk to the customer</td></tr>
<tr><td>Police ask for the papers</td><td>Show certificate, diagram and your notes. They help you</td></tr>
</tbody>
</table>
<aside data-callout="stop"><p>Something hangs out over the road or a drop is leaking: hazard lights, next safe place, triangle,
112 if others are in danger. Only then dispatch.</p></aside>
<p>And when you hand over the trailer: say what you saw. The next driver starts with your knowledge instead of with a surprise at
the first roundabout.</p>`,
    },
    {
      kind: 'file',
      title: 'Loading checklist to print',
      minutes: 2,
      handout: 'loading-checklist',
      html: `
<p>The five questions for every piece, the friction table and the rules of thumb of this course on one page. It fits behind the
sun visor. Numbers are those of the lessons; your vehicle’s own papers come first.</p>`,
    },
    {
      kind: 'quiz',
      title: 'Final test: securing loads',
      minutes: 12,
      quiz: {
        description:
          'Nine questions, twenty-five minutes, three attempts. You pass with 75 %. A calculator is welcome.',
        pass_percent: 75,
        max_attempts: 3,
        time_limit_minutes: 25,
        questions: [
          inFigures(
            'A crate of 1,500 kg stands on plywood (μ = 0.45), free on all sides. How many kilograms must straps hold in an emergency stop?',
            '525',
            1,
            '(0.8 − 0.45) × 1,500 = 525 kg.',
          ),
          inFigures(
            'The same crate on a rubber mat (μ = 0.60): how many kilograms are left?',
            '300',
            1,
            '(0.8 − 0.6) × 1,500 = 300 kg.',
          ),
          oneOf(
            'What is the best order of measures?',
            'Block, then mats, then straps',
            ['Straps, then mats, then block', 'Mats alone are enough', 'As many straps as there are'],
            'What cannot start to move needs nothing to stop it.',
          ),
          severalOf(
            'Which straps go into the bin?',
            ['The label cannot be read', 'A cut of 7 mm in the edge of a 50 mm strap', 'A shiny, hard spot'],
            ['It is dirty', 'It is ten metres long'],
            'No label, cuts deeper than a tenth of the width, and heat damage are the end of a strap. Dirt is washed off.',
          ),
          trueOrFalse(
            'A plain curtain without a certificate may hold light goods sideways.',
            false,
            'A plain curtain keeps the rain out. It holds nothing.',
          ),
          oneOf(
            'A cabinet has its centre of weight 1.2 m above the floor; its base is 0.8 m wide. What happens in a bend?',
            ['It tips before it slides', '1.2 ÷ 0.4 = 3, well above 1.7.'],
            ['It slides before it tips', 'Neither, at ordinary speed'],
            '1.2 ÷ 0.4 = 3. Above about 1.7 goods tip in a bend, so hold it at the top as well.',
            2,
          ),
          inAWord(
            'You delivered half of the load. What do you do before driving on? One verb.',
            ['check', 'recheck', 're-check', 'secure', 'inspect', 'retighten'],
            'Check and, where needed, secure again: what was balanced at eight is not at eleven.',
          ),
          severalOf(
            'When do you check the load on the way?',
            ['After the first 10 to 20 km', 'After an emergency stop', 'At every break'],
            ['Only at the destination', 'Only when something rattles'],
            'Early, after every shock and at every break.',
          ),
          oneOf(
            'A ratchet is under the pressure of a leaning pallet. What now?',
            'Hold the pallet with a truck first, stand aside, then open',
            [
              'Open it quickly and step back',
              'Cut the strap',
              'Open it a click at a time, standing before it',
            ],
            'Whatever leans comes down when the strap goes. Something stronger than you takes the weight first.',
          ),
        ],
      },
    },
  ],
};
