/** Forklift safety, module 2: the daily check. */
import type { DemoModule } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const dailyCheck: DemoModule = {
  title: 'The daily check',
  hours: 1,
  lessons: [
    {
      kind: 'article',
      title: 'Walk-round in five minutes',
      minutes: 5,
      html: `
<p>The check belongs to the first driver of every shift, before the truck moves. It takes five minutes if you always walk
the same way round. Half of what we find is found by people who look at the floor first.</p>
<h2>Once around, clockwise</h2>
<figure><img src="figure:walk-round" alt="A truck from above with a dotted path around it and six numbered stops.">
<figcaption>1 floor and leaks, 2 forks and mast, 3 tyres and wheel nuts, 4 counterweight and tow pin, 5 battery or gas
bottle, 6 seat, belt and plate.</figcaption></figure>
<ol>
<li><strong>Floor.</strong> Fresh drops under the truck? Oil is brown and slippery, hydraulic fluid thin and smells of
nothing, battery acid leaves pale spots.</li>
<li><strong>Forks and mast.</strong> Locked in place, no cracks, chains equally tight. The next lesson shows how.</li>
<li><strong>Tyres.</strong> Solid tyres may be worn to the 60 mm line on the side, not below. Missing chunks larger than a
hand mean a new tyre. All wheel nuts are there and none is shiny round its edge: a shiny ring shows that it moves.</li>
<li><strong>Counterweight.</strong> The bolts are tight and the tow pin is in its place.</li>
<li><strong>Energy.</strong> Battery locked, cable whole, plug clean. Or: gas bottle strapped, valve upwards, no smell.</li>
<li><strong>Place of work.</strong> Seat locks, belt rolls in and holds when you jerk it, plate readable, mirror whole,
nothing loose on the floor that could get under a pedal.</li>
</ol>
<h2>Write it down</h2>
<p>Tick the list on the truck’s tablet, or on the card from the last lesson of this course if the tablet is away. Writing
“OK” without walking is worse than not writing, because the next driver trusts you.</p>
<aside data-callout="note"><p>The second driver of the shift makes the short check: floor, brake, horn, steering. One
minute.</p></aside>
<h2>Three answers, no fourth</h2>
<table>
<thead><tr><th scope="col">You found</th><th scope="col">You do</th></tr></thead>
<tbody>
<tr><td>Nothing</td><td>Sign and drive</td></tr>
<tr><td>A flaw that cannot hurt anyone today (torn seat, dull lamp)</td><td>Report it, sign, drive</td></tr>
<tr><td>Anything on brakes, steering, forks, chains, tyres, belt, leaks</td><td>Key out, red tag on the wheel, tell the shift lead</td></tr>
</tbody>
</table>`,
    },
    {
      kind: 'article',
      title: 'Checking the forks and the mast',
      minutes: 7,
      minimum_seconds: 45,
      html: `
<p>Forks look like plain steel. They are springs: every lift bends them a little, and after enough lifts they crack at the
heel, where the upright part turns into the blade. A broken fork drops its load without a warning, so the heel is where
you look.</p>
<h2>The forks</h2>
<figure><img src="figure:fork-wear" alt="A fork from the side. The heel is marked, as is the thickness of the blade, once new and once worn.">
<figcaption>1 heel: look for cracks, 2 thickness when new, 3 thickness worn: out of service below nine tenths,
4 locking pin.</figcaption></figure>
<ul>
<li><strong>Cracks.</strong> Wipe the heel with a rag and look along it against the light. A crack draws a thin dark
line; rust creeps out of it.</li>
<li><strong>Wear.</strong> A blade that has lost a tenth of its thickness has lost about a fifth of its strength. New
forks on our trucks are 45 mm thick at the heel, so below 40.5 mm they go to the workshop. The gauge hangs beside the
tablet.</li>
<li><strong>Straightness.</strong> Lower both forks to 5 cm. The tips may differ by 3 % of the blade length; on a blade of
1,200 mm that is 36 mm. More means that one is bent.</li>
<li><strong>Locks.</strong> Both pins drop into their notch. A fork that can slide along the carriage will, in a bend.</li>
</ul>
<aside data-callout="stop"><p>Never weld, heat or hammer a fork straight. Heat takes the hardness out of the steel, and
nobody can see it afterwards.</p></aside>
<h2>The mast</h2>
<ol>
<li>Raise the empty forks to eye level and lower them. They run evenly and stop without a jerk.</li>
<li>Press each chain with your thumb while the forks are just off the floor. Both give the same; a slack one takes no
load, so the other takes all of it.</li>
<li>Look for links that are stiff, rusty or shine on one side. A chain that has grown by 3 % is finished; the workshop
measures that every quarter.</li>
<li>Look at the hoses where they bend. Bubbles or wet spots mean that a hose is about to burst.</li>
</ol>
<p>Keep your hands outside the mast. To look behind it, walk round the truck. A mast that comes down at walking pace still
cuts like scissors, and it comes down when somebody else brushes the lever.</p>
<aside data-callout="tip"><p>Do the mast while the engine is cold and the hall is quiet. A chain that clicks is heard long
before it is seen.</p></aside>`,
    },
    {
      kind: 'article',
      title: 'Brakes, horn and lights',
      minutes: 4,
      html: `
<p>The walk-round told you what can be seen. Now you sit down, put the belt on and try what cannot be seen. Choose a place
where nobody walks: the yellow box beside the charging stations is marked for it.</p>
<h2>In this order</h2>
<ol>
<li><strong>Horn.</strong> First, because from now on you may need it.</li>
<li><strong>Parking brake.</strong> Set it and drive off gently, forwards and back. The truck must not move.</li>
<li><strong>Foot brake.</strong> At walking pace, brake firmly. It stops within its own length and does not pull to one
side. The pedal stops well above the floor; a soft pedal that sinks is air or a leak.</li>
<li><strong>Steering.</strong> Full left, full right, at a standstill and slowly. More than a hand’s width of play at the
wheel’s rim is too much.</li>
<li><strong>Seat switch.</strong> Stand up a little: the truck loses its drive within three seconds. If it keeps pulling,
somebody has bridged the switch, and the truck stays where it is.</li>
<li><strong>Lights.</strong> Head lamps, brake lamps, and the blue spot that runs ahead of the truck over the floor.</li>
</ol>
<h2>What each sound tells you</h2>
<table>
<thead><tr><th scope="col">You hear</th><th scope="col">Likely cause</th><th scope="col">Drive on?</th></tr></thead>
<tbody>
<tr><td>Squeal when braking, gone after two stops</td><td>Damp drums after a night in the yard</td><td>Yes, report if it stays</td></tr>
<tr><td>Grinding when braking</td><td>The lining is gone</td><td>No</td></tr>
<tr><td>Knock when changing direction</td><td>Worn joint in the drive axle</td><td>No</td></tr>
<tr><td>Whine of the pump when tilting</td><td>Low hydraulic fluid</td><td>No</td></tr>
</tbody>
</table>
<aside data-callout="warning"><p>The reversing beeper may be turned down for the night shift. It may never be turned off,
and never be taped over.</p></aside>
<p>All in order? Sign the check, lower the forks to 15 cm and look over both shoulders. Five minutes have gone by, and you
know more about this truck than anybody else in the hall.</p>`,
    },
    {
      kind: 'quiz',
      title: 'Quick check: stop or drive?',
      minutes: 3,
      quiz: {
        description: 'Six findings from real walk-rounds. Decide for each what happens to the truck.',
        pass_percent: 60,
        questions: [
          oneOf(
            'A thin dark line with a little rust crosses the heel of the left fork. What now?',
            'Key out, red tag, shift lead',
            [
              [
                'Drive, but only with light loads',
                'The crack grows with every lift, and the last one is not announced.',
              ],
              [
                'Swap the left fork with the right one',
                'Then the crack sits on the right. Forks are replaced in pairs, by the workshop.',
              ],
              'Drive carefully and report it at the end of the shift',
            ],
            'A dark line with rust is a crack until the workshop proves otherwise.',
          ),
          inFigures(
            'A fork was 40 mm thick at the heel when new. Below how many millimetres is it taken out of service?',
            '36',
            0,
            'A tenth of 40 mm is 4 mm, so the limit is 36 mm.',
          ),
          severalOf(
            'With which of these findings does the truck stay where it is?',
            [
              'Grinding noise when braking',
              'The truck keeps pulling when you rise from the seat',
              'The belt does not hold when you jerk it',
            ],
            ['The seat cover is torn', 'One head lamp is dull but works'],
            'Brakes, seat switch and belt protect people. A torn seat is a flaw you report and live with for a day.',
          ),
          trueOrFalse(
            'Who takes the truck over in the middle of the shift does not need to check anything.',
            false,
            'The short check takes a minute: floor, brake, horn, steering.',
          ),
          inAWord(
            'Which device do you try first once you sit in the truck?',
            ['horn', 'the horn'],
            'The horn. From the first metre on you may need it.',
          ),
        ],
      },
    },
  ],
};
