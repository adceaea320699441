/** Forklift safety, modules 3 and 4: driving and stacking, and the final test. */
import type { DemoModule } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const driving: DemoModule = {
  title: 'Driving, lifting, stacking',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'Driving with a load',
      minutes: 5,
      html: `
<p>Most of a driver’s day is not lifting but carrying. Three habits keep it dull, and dull is the goal: low, slow and
looking where you go.</p>
<h2>Low</h2>
<p>Carry the load as low as the floor allows, about 15 cm, with the mast tilted back so that it rests against the fork
backs. Over a ramp or a door rail lift it just enough to clear and lower it again behind. A load carried at chest height
doubles what a bend does to the truck.</p>
<h2>Slow</h2>
<table>
<thead><tr><th scope="col">Where</th><th scope="col">At most</th><th scope="col">Because</th></tr></thead>
<tbody>
<tr><td>Main aisles, clear view</td><td>10 km/h</td><td>You need about 4 m to stop on dry concrete</td></tr>
<tr><td>Crossings and doors</td><td>Walking pace</td><td>A person needs two seconds to notice you</td></tr>
<tr><td>Docks and trailers</td><td>Walking pace</td><td>Plates are narrow and slippery when wet</td></tr>
<tr><td>Wet or dusty floor</td><td>Half of the above</td><td>The stopping distance doubles</td></tr>
</tbody>
</table>
<p>Twice the speed means four times the stopping distance. From 5 to 10 km/h feels like nothing on the seat and is the
difference between a fright and an accident.</p>
<h2>Looking where you go</h2>
<p>If you cannot see over the load, drive backwards. Not “lean out a bit”, not “I know the way”. Turn your upper body, look
over the shoulder, use the mirror only for what comes from behind. On a slope the load always points uphill: forwards going
up, backwards going down. Without a load it is the other way round, because then the heavy end is behind you.</p>
<aside data-callout="warning"><p>Never turn on a slope, not even on a gentle one. The triangle you stand on is tilted
already, and the turn does the rest.</p></aside>
<h2>Ramps and floors you do not know</h2>
<ol>
<li>Walk the way once before you drive it with a load.</li>
<li>Look for gratings, covers and the edge of the dock plate. They carry people; they may not carry four tonnes.</li>
<li>Ask who is responsible for the floor. In a customer’s yard that is never you.</li>
</ol>`,
    },
    {
      kind: 'article',
      title: 'People on foot',
      minutes: 4,
      html: `
<p>In a hall the person on foot is always right, also when they are wrong. They may be new, wear ear plugs, look at a
scanner or carry a box they cannot see over. You sit in four tonnes of steel; they wear a vest.</p>
<h2>What they see of you</h2>
<figure><img src="figure:aisle-sight" alt="A crossing between racks from above. The truck’s field of view ends at the corner of a rack behind which a person stands.">
<figcaption>1 what you see from the seat, 2 where a person can stand unseen, 3 stop line: horn, look, roll.</figcaption></figure>
<p>A rack full of pallets hides a grown person until two metres before you. At 10 km/h you cover those two metres in less
than a second, about the time it takes to move a foot from one pedal to the other. The blue spot on the floor runs five
metres ahead of you and turns the corner first. Keep its lens clean.</p>
<h2>Three rules</h2>
<ul>
<li><strong>Eye contact, then move.</strong> A raised hand is not enough: it may have been meant for someone else.</li>
<li><strong>Three metres.</strong> Nobody closer than that while you lift, lower or reverse. If someone comes closer,
forks down, hands off the levers, wait.</li>
<li><strong>Nobody under, nobody on.</strong> No one walks beneath raised forks, no one rides on them, no one stands
between the truck and a wall “to guide you”.</li>
</ul>
<aside data-callout="stop"><p>Lifting a person on a bare pallet is forbidden everywhere, always, even for one lamp. Use the
work platform with its gate and a second person at the controls, or call the workshop.</p></aside>
<h2>When you are the one on foot</h2>
<p>Stay on the green path. At a crossing, stop and show your face. Drivers look for faces, not for vests. Phones stay in
the pocket; the scanner is read standing still. And thank the driver who waits for you: it is the cheapest safety device we
have, and it works both ways.</p>
<p>Visitors and drivers of other companies do not know any of this. Whoever lets them in walks with them. If you see one
alone, stop your truck and bring them to the gate. Your pallet can wait; nobody has ever complained about that minute.</p>`,
    },
    {
      kind: 'article',
      title: 'Stacking and unstacking',
      minutes: 5,
      html: `
<p>Stacking is the moment when everything is high, heavy and close to somebody’s head. Do it in the same seven steps every
time, so that the one step you forget feels wrong.</p>
<h2>Putting a pallet up</h2>
<figure><img src="figure:stacking-steps" alt="Three small pictures of a truck before a rack: straight and close, lifted with the mast upright, and rolled forward above the beam.">
<figcaption>1 stop straight and close, 2 lift with the mast upright, 3 roll in, lower, and only then draw back.</figcaption></figure>
<ol>
<li>Stop straight in front of the bay, about 30 cm away, with the load low.</li>
<li>Read the bay’s sign: how much it carries per level. Compare it with the pallet’s label.</li>
<li>Bring the mast upright and lift until the pallet is a hand’s width above the beam.</li>
<li>Look up, left, right and up again. Sprinklers hang 50 cm below the roof.</li>
<li>Roll in slowly until the pallet stands on both beams.</li>
<li>Lower until the forks are free; do not scrape.</li>
<li>Look behind you, draw back straight, stop, lower the forks, then turn.</li>
</ol>
<h2>Taking one down</h2>
<p>The same in reverse, with two questions first. Is the pallet whole? A broken board under 900 kg does not wait for a
better moment. And does anything lean on it? In block stacks the neighbours may.</p>
<h2>Racks talk</h2>
<table>
<thead><tr><th scope="col">You see</th><th scope="col">It means</th><th scope="col">You do</th></tr></thead>
<tbody>
<tr><td>Upright dented by more than 5 mm at the front</td><td>It carries less than its sign says</td><td>Unload the bay, tape it off, report</td></tr>
<tr><td>Beam without its locking pin</td><td>A bump from below lifts it out</td><td>Nobody under it, report at once</td></tr>
<tr><td>Pallet hanging over by more than 10 cm</td><td>It stands on one beam only</td><td>Reset it before the next lift</td></tr>
</tbody>
</table>
<aside data-callout="tip"><p>You touched a rack? Say so. We replace about forty uprights a year, and each one costs less
than an hour of the hall standing still. The only expensive dent is the one nobody mentioned.</p></aside>`,
    },
    {
      kind: 'article',
      title: 'Parking, charging and handing over',
      minutes: 4,
      html: `
<p>A parked truck hurts people too: forks at shin height, a key that a visitor turns, a charger plugged in with wet hands.
Parking is the last lift of the day, so it gets its own list.</p>
<h2>Parked means</h2>
<ul>
<li>in a marked place, never before a door, a fire hose or an electrical cabinet,</li>
<li>forks flat on the floor, mast tilted forward a touch so that the tips lie down,</li>
<li>parking brake set, direction lever in the middle, chip with you,</li>
<li>wheels straight, so that the next driver does not start with a surprise.</li>
</ul>
<h2>Charging</h2>
<p>Lead-acid batteries give off hydrogen towards the end of charging. It has no smell and rises. The charging room’s fan must
run and nothing may spark: no smoking, no grinding, no metal tools across the poles.</p>
<ol>
<li>Switch the charger off before you plug in or out.</li>
<li>Open the battery cover, so that gas and heat can leave.</li>
<li>Charge when it is down to about 20 %. Topping up at 70 % ages a lead-acid battery; lithium does not mind.</li>
<li>Only trained people refill water, with goggles, gloves and the eye wash within reach.</li>
</ol>
<aside data-callout="warning"><p>Rings, watches and bracelets come off before you touch a battery. A spanner that bridges
the poles glows within a second; so does a ring.</p></aside>
<h2>Handing over</h2>
<p>Thirty seconds of talking save the next driver ten minutes. Say three things, even if they are all “nothing”:</p>
<blockquote><p>What I noticed. What I reported. What is still standing where it should not.</p></blockquote>
<p>If nobody is there to take over, write it on the tablet under “Note for the next shift”. A note that ends with “all fine”
is read; a missing note is a riddle. The same goes for the aisle you leave: empty pallets stacked flat, no strap or foil on
the floor, lights on where somebody still works. A hall that is handed over tidy is checked faster in the morning, and the
first pallet of the next shift moves ten minutes earlier.</p>`,
    },
  ],
};

export const finish: DemoModule = {
  title: 'Final test',
  hours: 1,
  lessons: [
    {
      kind: 'file',
      title: 'Daily check card to print',
      minutes: 2,
      handout: 'daily-check-card',
      html: `
<p>One page for the clipboard when the tablet is away: the walk-round in its six stops, what takes a truck out of service,
and whom to call. Print it on A4 and keep it in the truck’s document box. The card is a help, not evidence: when the tablet
is back, enter what you found.</p>`,
    },
    {
      kind: 'quiz',
      title: 'Final test: forklift safety',
      minutes: 12,
      quiz: {
        description:
          'Ten questions, twenty minutes, three attempts. You pass with 80 %. Your answers are saved as you give them, so a lost connection costs you nothing.',
        pass_percent: 80,
        max_attempts: 3,
        time_limit_minutes: 20,
        questions: [
          oneOf(
            'You carry a load that you cannot see over, along a level aisle. How do you drive?',
            'Backwards, looking over the shoulder',
            [
              ['Forwards, leaning out to the side', 'Leaning out puts your head where the rack is.'],
              [
                'Forwards with the load raised, so that you see beneath it',
                'A raised load is what tips a truck in the next bend.',
              ],
              'Forwards, with a colleague walking ahead',
            ],
            'Backwards. Raising the load or leaning out trades one danger for a greater one.',
          ),
          oneOf(
            'You drive down a slope with a load. Which way does the load point?',
            'Uphill: you drive backwards',
            ['Downhill: you drive forwards', 'It does not matter on a dry floor'],
            'The load always points uphill, or it slides off and takes the truck with it.',
          ),
          severalOf(
            'What must you have before you drive a truck at Nordhavn?',
            [
              'Training for this kind of truck',
              'An introduction to this very truck',
              'Your name on the site list',
            ],
            ['A driving licence for cars', 'Five years in the warehouse'],
            'Kind of truck, very truck, site list, and a clear head. A car licence says nothing about forklifts.',
          ),
          inFigures(
            'The plate allows 1,340 kg at 4,500 mm and 600 mm. A bay sign allows 1,200 kg per level. What is the heaviest pallet, in kilograms, you may put there with a load centre of 600 mm?',
            '1200',
            0,
            'The weaker of the two decides: the bay carries 1,200 kg.',
          ),
          trueOrFalse(
            'If the truck begins to tip over, you jump clear on the high side.',
            false,
            'Stay in, belt on, hold tight and lean away from the fall.',
            2,
          ),
          oneOf(
            'A colleague needs two minutes at a lamp five metres up. What do you do?',
            'Fetch the work platform with its gate, or call the workshop',
            [
              'Lift him on a pallet, slowly',
              'Lift him on a pallet, with a second person holding it',
              'Let him climb the rack instead',
            ],
            'No one rides on forks or a bare pallet, not for one lamp either.',
            2,
          ),
          inAWord(
            'Which gas does a lead-acid battery give off towards the end of charging?',
            ['hydrogen', 'H2', 'hydrogen gas'],
            'Hydrogen. It has no smell, rises, and burns at the smallest spark.',
          ),
          severalOf(
            'Which findings take the truck out of service?',
            [
              'One lifting chain is slack',
              'Wet spots on a hydraulic hose',
              'A fork pin does not drop into its notch',
            ],
            ['Scratches on the counterweight', 'The reversing beeper is loud'],
            'Chains, hoses and fork locks hold the load. Scratches and noise do not drop it on anyone.',
          ),
          inFigures(
            'You need about 4 metres to stop from 10 km/h. How many metres do you need from 5 km/h on the same floor?',
            '1',
            0.2,
            'Half the speed, a quarter of the distance: about 1 m.',
          ),
          trueOrFalse(
            'You dented an upright by a few millimetres. Reporting it can wait until the next rack inspection.',
            false,
            'Report it at once. Whoever puts the next pallet up trusts the sign on that bay.',
          ),
        ],
      },
    },
  ],
};
