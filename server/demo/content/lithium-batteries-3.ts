/** Handling lithium batteries, module 3: when it goes wrong, and the final test. */
import type { DemoModule } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const whenItGoesWrong: DemoModule = {
  title: 'When it goes wrong',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'The first two minutes',
      minutes: 5,
      minimum_seconds: 45,
      html: `
<p>Two minutes decide whether it stays one pallet. In these two minutes you do not fight a fire. You make sure that nobody
breathes the smoke, that the doors are shut, and that the brigade knows what burns.</p>
<h2>In this order</h2>
<ol>
<li><strong>Shout “Battery!”</strong> and point the way out. The word tells everyone that this is not a waste bin.</li>
<li><strong>Alarm.</strong> Press the nearest button. It stops the conveyor, opens the smoke vents and closes the fire doors
by itself.</li>
<li><strong>Ten metres, upwind, low.</strong> Go with others, not through smoke. If smoke is between you and the door, take
the other door.</li>
<li><strong>Call 112</strong> from outside. Say it in one breath, as below.</li>
<li><strong>Meet the brigade</strong> at the gate with the bay list. It hangs in the key box and says what stands where.</li>
</ol>
<h2>The call</h2>
<blockquote><p>“Nordhavn Logistics, Havnevej 12, Hall B, door 4. Lithium batteries are burning, about six pallets, in a bay
with a fire wall. Everybody is outside, one person is missing. I am at the gate.”</p></blockquote>
<p>Place, what burns, how much, people. The rest they will ask.</p>
<h2>What you leave alone</h2>
<table>
<thead><tr><th scope="col">Tempting</th><th scope="col">Why not</th></tr></thead>
<tbody>
<tr><td>Pulling the pallet out by truck</td><td>You sit two metres from it, and the fork shakes every cell</td></tr>
<tr><td>Opening the door to look</td><td>Air and smoke come together; it may flash over</td></tr>
<tr><td>Fetching your jacket</td><td>Hydrogen fluoride needs one breath</td></tr>
<tr><td>Filming</td><td>Your hand is missing elsewhere</td></tr>
</tbody>
</table>
<aside data-callout="stop"><p>Whoever breathed smoke goes to hospital, also if they feel fine. Lung damage by hydrogen
fluoride may show only after hours. Send the battery’s data sheet along.</p></aside>
<p>Skin or eyes wet from electrolyte: rinse with water for fifteen minutes, clothes off, ambulance. Time counts, not
modesty.</p>`,
    },
    {
      kind: 'article',
      title: 'Afterwards: waste and reports',
      minutes: 4,
      html: `
<p>The flames are out, the brigade is packing up, and the second danger begins. Batteries relight after hours, extinguishing
water is poison, and everybody would like to tidy up. Not yet.</p>
<h2>The first day</h2>
<ul>
<li>The bay stays closed for <strong>48 hours</strong>. Somebody measures the temperature every hour and writes it down.</li>
<li>Extinguishing water stays in the pit; its slide was closed by the alarm. A tanker fetches it.</li>
<li>Nobody sweeps. Soot carries metals and fluorides; a contractor with the right filters removes it.</li>
<li>What looks unharmed in the bay is not sold. Heat ages cells without leaving a mark.</li>
</ul>
<h2>Report, within the shift</h2>
<p>The form has nine fields, and most take one word. Three of them are worth the time:</p>
<ol>
<li><strong>What was the first sign, and who saw it?</strong> Not to find someone guilty, but because the next one will look
the same.</li>
<li><strong>What went as planned?</strong> We keep what worked.</li>
<li><strong>What did you need and not find?</strong> Gloves, a list, a key, a second way out.</li>
</ol>
<p>Near misses use the same form. A swollen battery that was found in time is the best report we get: it costs nothing and
teaches as much as a fire.</p>
<h2>Waste</h2>
<table>
<thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col">Fetched</th></tr></thead>
<tbody>
<tr><td>Old, sound batteries</td><td>Grey drum, contacts taped</td><td>Every second Thursday</td></tr>
<tr><td>Damaged batteries</td><td>Red box outdoors</td><td>On call, within 24 hours</td></tr>
<tr><td>Sand and gloves that touched electrolyte</td><td>Closed bag, drum “contaminated”</td><td>With the damaged ones</td></tr>
</tbody>
</table>
<aside data-callout="warning"><p>A battery in the scrap press or the paper container burns at the recycler’s, and they trace
the container. It has happened once. Once is enough.</p></aside>
<p>Talk about it, too. Two days after an incident there are fifteen minutes with the team and, for whoever wants it, a talk
with someone from outside.</p>`,
    },
    {
      kind: 'file',
      title: 'Battery incident card',
      minutes: 1,
      handout: 'battery-incident-card',
      html: `
<p>The five steps of the first two minutes and the words for the emergency call on one page. It hangs at every battery bay;
this is the copy for your locker or your tool box. Write the address of your own hall into the empty line before you hang it
up.</p>`,
    },
    {
      kind: 'quiz',
      title: 'Final test: lithium batteries',
      minutes: 10,
      quiz: {
        description: 'Eight questions, fifteen minutes, three attempts. You pass with 75 %.',
        pass_percent: 75,
        max_attempts: 3,
        time_limit_minutes: 15,
        questions: [
          oneOf(
            'A pallet jack has pushed a dent into one battery box. It is dry and cool. What first?',
            'Red box, label it, tell the shift lead',
            [
              [
                'Put it back and watch it for an hour',
                'An hour proves nothing; a short circuit may take days.',
              ],
              ['Open the box to look at the cells', 'Opening is for the battery officer, outdoors.'],
              'Move it to the bottom of the stack',
            ],
            'A dry dent can still hide a short circuit. The red box keeps it apart while your shift lead decides.',
          ),
          inFigures(
            'How many metres do you clear around a warm or smoking battery?',
            '10',
            0,
            'Ten metres. Hot parts fly two to three metres, the smoke goes further.',
          ),
          severalOf(
            'Which of these belong into the outdoor box with sand?',
            ['A swollen, cool cell', 'A pack that leaks and smells sweet'],
            ['A new battery in its carton', 'An empty but sound return', 'A burning battery'],
            'Swollen or leaking goes outdoors. A burning one is never moved.',
          ),
          trueOrFalse(
            'The lid of the outdoor box is locked, so that nobody opens it.',
            false,
            'Never locked, never weighted: gas must get out.',
          ),
          oneOf(
            'How many battery pallets may stand in one bay?',
            'Six, one high',
            ['Six, stacked two high', 'Twelve, one high', 'As many as fit'],
            'Six, one high, and five metres to everything else.',
          ),
          inAWord(
            'Which word do you shout, so that everybody knows it is not a waste-bin fire?',
            ['battery', 'batteries'],
            '“Battery!” One word, and everyone knows the rules.',
          ),
          severalOf(
            'What do you tell 112?',
            [
              'Place and door',
              'That lithium batteries burn, and about how many',
              'Whether people are missing',
            ],
            ['Who caused it', 'What the goods are worth'],
            'Place, what burns, how much, people. They ask for the rest.',
          ),
          oneOf(
            'A colleague breathed a little smoke and feels fine. What do you do?',
            'Hospital, with the data sheet of the battery',
            [
              'A glass of water and fresh air',
              'Wait an hour and ask again',
              'Nothing, as long as there is no cough',
            ],
            'Hydrogen fluoride may harm the lungs hours later. Always hospital.',
          ),
        ],
      },
    },
  ],
};
