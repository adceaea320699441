/** A short course on driving. It is the one that costs something: hauliers who drive for the company pay for it. */
import type { DemoCourse } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const winterDriving: DemoCourse = {
  code: 'WINT-301',
  title: 'Winter driving for heavy vehicles',
  category: 'Transport',
  difficulty: 'intermediate',
  weeks: 2,
  price: '49.00',
  motif: 'road',
  trainer: 'juhani.koskinen',
  description:
    'Braking distances, chains, black ice, and when to say no to a departure. For our own drivers without charge through their manager; for partner companies at the price shown.',
  outcomes: [
    'Tell black ice from a wet road before you are on it',
    'Fit chains in ten minutes',
    'Say no to a departure and be backed up',
  ],
  valid_months: 12,
  published_days_ago: 365,
  modules: [
    {
      title: 'Before you leave',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Ten minutes in the yard',
          minutes: 5,
          preview: true,
          html: `
<p>Winter begins in the yard, at five in the morning, with a torch. The extra ten minutes are paid, so take them.</p>
<ul>
<li><strong>Roof.</strong> Sheets of ice fly off at 70 km/h and break windscreens. Use the gantry, never a ladder.</li>
<li><strong>Tyres.</strong> On driving axles at least 4 mm; below that snow tyres are summer tyres.</li>
<li><strong>Air.</strong> Drain the tanks: water in them freezes the brakes open or shut.</li>
<li><strong>Lamps and plates</strong> clean, also at the rear of the trailer.</li>
<li><strong>Cab.</strong> Blanket, lamp, shovel, two litres of water, full telephone, diesel above half.</li>
</ul>
<aside data-callout="tip"><p>Park downhill of nothing. A brake that thaws at noon may let go.</p></aside>`,
        },
        {
          kind: 'article',
          title: 'Saying no',
          minutes: 4,
          html: `
<p>You decide whether the lorry leaves. Not dispatch, not the customer, not the weather app. Say it early and in one sentence:
<em>“I am not leaving before the road over the ridge has been gritted; I will look again at seven.”</em></p>
<table>
<thead><tr><th scope="col">Forecast</th><th scope="col">Our rule</th></tr></thead>
<tbody>
<tr><td>Freezing rain on the route</td><td>No departure, those on the road park</td></tr>
<tr><td>Gusts above 25 m/s, empty or light</td><td>No bridges, no departure for curtain trailers</td></tr>
<tr><td>Snow, road gritted</td><td>Go, add half an hour per hundred kilometres</td></tr>
</tbody>
</table>
<p>Nobody has been told off for a cancelled trip here. Two people have been told off for one that was not.</p>`,
        },
      ],
    },
    {
      title: 'On the road',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Distance is all you have',
          minutes: 4,
          html: `
<p>On packed snow forty tonnes need about three times as far to stop as on dry asphalt, on ice about eight times. Nothing you do with
the pedal changes that. What you can change is where you are when it matters.</p>
<ul>
<li>Count six seconds to the vehicle ahead, in snow ten.</li>
<li>Brake before the bend, roll through it, pull gently after it.</li>
<li>Retarder off on ice: it brakes one axle only, and a trailer that pushes will pass you.</li>
<li>Bridges freeze first. So do shadows of forests and the yard behind the hall.</li>
</ul>
<aside data-callout="warning"><p>The road looks wet, but the wheels of the car ahead throw up no spray? That is not water.</p></aside>`,
        },
        {
          kind: 'article',
          title: 'Chains in ten minutes',
          minutes: 5,
          html: `
<p>Practise once on a dry Saturday. In the dark, on a slope and with cold fingers you only do what your hands know already.</p>
<ol>
<li>Level ground, hazard lights, parking brake, vest, triangle. Wheels straight.</li>
<li>Lay the chain over the tyre of the driving axle, the ends of the hooks away from the rubber.</li>
<li>Close the inside first, then the outside, then the tensioner.</li>
<li>Roll a metre, tighten again. After ten minutes of driving, once more.</li>
<li>At most 40 km/h, and off again as soon as the road is clear: chains eat asphalt and the other way round.</li>
</ol>
<p>Where a sign shows a wheel with chains, they must be on. Carrying them in the box is not enough.</p>`,
        },
        {
          kind: 'quiz',
          title: 'Fit for winter?',
          minutes: 4,
          quiz: {
            description: 'Five questions; 80 % is a pass.',
            pass_percent: 80,
            questions: [
              oneOf(
                'Who decides whether the lorry leaves?',
                'The driver',
                ['Dispatch', 'The customer', 'The weather app'],
                'You do, and you are backed up.',
              ),
              inFigures(
                'You need 60 m to stop on dry asphalt. About how many metres on packed snow?',
                '180',
                20,
                'About three times as far: 180 m.',
              ),
              trueOrFalse(
                'On ice you use the retarder, because it spares the brakes.',
                false,
                'It brakes one axle only; the trailer pushes and may pass you.',
              ),
              severalOf(
                'Where does a road freeze first?',
                ['On bridges', 'In the shadow of a forest'],
                ['In tunnels', 'Where traffic is dense'],
                'Bridges are cold from below, shadows from above.',
              ),
              inAWord(
                'What do you drain before leaving, so that it does not freeze the brakes? Two words, or one.',
                ['air tanks', 'tanks', 'the air tanks', 'air tank', 'the tanks', 'compressed air tanks'],
                'The air tanks. Water in them freezes the brakes open or shut.',
              ),
            ],
          },
        },
      ],
    },
  ],
};
