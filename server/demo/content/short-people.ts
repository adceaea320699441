/** Two short courses on leading people. */
import type { DemoCourse } from './content.types.ts';
import { inAWord, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const givingFeedback: DemoCourse = {
  code: 'LEAD-401',
  title: 'Giving feedback',
  category: 'People',
  difficulty: 'beginner',
  weeks: 1,
  motif: 'speech',
  trainer: 'anneliese.gross',
  description:
    'Say what you saw, what it did, and what you wish for, in one minute and on the same day. For everyone, not only for those who lead.',
  outcomes: [
    'Give feedback in three sentences',
    'Praise so that it is believed',
    'Take feedback without defending yourself',
  ],
  published_days_ago: 322,
  modules: [
    {
      title: 'Giving',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Three sentences',
          minutes: 4,
          preview: true,
          html: `
<p>Good feedback fits into three sentences: what I <strong>saw</strong>, what it <strong>did</strong>, what I
<strong>wish for</strong>.</p>
<blockquote><p>“This morning two pallets stood before the fire door. I had to move them to open it. Please use the yellow square,
also when it is full next door.”</p></blockquote>
<ul>
<li>Saw means seen, not heard from others and not “always”.</li>
<li>Did means what happened, not what kind of person does such things.</li>
<li>Wish means something the other can do tomorrow at six.</li>
</ul>
<p>Say it the same day, just the two of you, standing. Feedback that needs a meeting room has waited too long.</p>`,
        },
        {
          kind: 'article',
          title: 'Praise that is believed',
          minutes: 3,
          html: `
<p>“Good job” costs nothing and is worth about as much. Praise works by the same three sentences: what you saw, what it did, and,
in place of a wish, thanks.</p>
<blockquote><p>“You stopped the lorry because the chocks were missing. Omar was inside. Thank you.”</p></blockquote>
<ul>
<li>Praise the act and not the talent: an act can be repeated.</li>
<li>In front of others only if the person likes that. Ask once, remember for ever.</li>
<li>No “but” after it. A “but” deletes everything before it.</li>
</ul>
<p>People hear one criticism as loudly as five thanks. If the week had no thanks, look again: something went well.</p>`,
        },
      ],
    },
    {
      title: 'Taking',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Two words: thank you',
          minutes: 3,
          html: `
<p>The hardest part of feedback is to say nothing. Somebody tells you something uncomfortable; inside you a lawyer stands up. Let the lawyer sit
down, breathe, and say two words: <em>thank you</em>.</p>
<ol>
<li>Listen to the end.</li>
<li>Ask one question, so that you understand: “When did you see that?”</li>
<li>Say thank you. You need not agree.</li>
<li>Decide tomorrow what you do with it.</li>
</ol>
<aside data-callout="tip"><p>Those who get an explanation every time stop telling you things. Then you are the last one to know.</p></aside>`,
        },
        {
          kind: 'article',
          title: 'When it is difficult',
          minutes: 4,
          html: `
<p>Some feedback is about smell, drink, tears or a joke that was not one. The three sentences still hold; place and time matter more.</p>
<ul>
<li>A closed door, a short time, and an offer: “I have a quarter of an hour now. Would you rather talk this afternoon?”</li>
<li>Say that it is difficult: “I find this hard to say, and I would want to be told.”</li>
<li>Then be quiet. Silence feels longer to you than to them.</li>
</ul>
<aside data-callout="warning"><p>Threats, harassment, or somebody unsafe at the wheel are no subjects for feedback. Act at once, then
talk to HR, the same day.</p></aside>`,
        },
        {
          kind: 'quiz',
          title: 'How would you say it?',
          minutes: 4,
          quiz: {
            description: 'Four questions; 75 % is a pass.',
            pass_percent: 75,
            questions: [
              oneOf(
                'Which sentence is feedback?',
                '“At ten the gate was open and nobody stood there. The heat went out.”',
                [
                  ['“You always leave the gate open.”', '“Always” is a judgement, not something you saw.'],
                  [
                    '“Some people say that you do not care about the gate.”',
                    'Heard, not seen, and it invites a search for the informers.',
                  ],
                  '“A tidy worker closes gates.”',
                ],
                'What you saw and what it did. The wish follows.',
              ),
              severalOf(
                'What makes praise believable?',
                ['It names an act', 'It says what it led to'],
                ['It ends with a “but”', 'It is for the whole team, every day, in the same words'],
                'Act, effect, thanks.',
              ),
              trueOrFalse(
                'If you disagree with feedback, you explain at once why.',
                false,
                'Listen, ask one question, thank. Decide tomorrow.',
              ),
              inAWord(
                'Which small word deletes everything said before it?',
                ['but', 'however'],
                '“But”. Stop one word earlier.',
              ),
            ],
          },
        },
      ],
    },
  ],
};

export const shiftLead: DemoCourse = {
  code: 'LEAD-410',
  title: 'First weeks as a shift lead',
  category: 'People',
  difficulty: 'advanced',
  weeks: 4,
  motif: 'schedule',
  trainer: 'anneliese.gross',
  co_trainers: ['piotr.zielinski'],
  description:
    'Yesterday a colleague, today in charge: the handover, the board, the first conflict and the first decision nobody likes.',
  outcomes: [
    'Run a handover in seven minutes',
    'Plan a shift with two people missing',
    'Decide, and explain the decision once',
  ],
  published_days_ago: 262,
  modules: [
    {
      title: 'The first week',
      hours: 2,
      lessons: [
        {
          kind: 'article',
          title: 'From colleague to lead',
          minutes: 5,
          preview: true,
          html: `
<p>On Friday you complained about the plan, on Monday you make it. Say it aloud on the first day, to everyone at once: what stays, what
changes, and what you do not know yet.</p>
<ul>
<li><strong>Stays:</strong> you still know the job, and you still eat at the same table.</li>
<li><strong>Changes:</strong> you decide about breaks, places and overtime, and you hear things you may not repeat.</li>
<li><strong>Not yet known:</strong> nearly everything else. “I will tell you by Thursday” is a good answer if Thursday comes.</li>
</ul>
<p>Talk to each person alone for ten minutes in the first week. Ask three questions: What works? What annoys you? What would you
change first? Write the answers down.</p>`,
        },
        {
          kind: 'article',
          title: 'A handover in seven minutes',
          minutes: 4,
          html: `
<p>Seven minutes, standing, at the board, both leads and whoever drives first. Always in the same order, so that a gap is heard.</p>
<ol>
<li><strong>People:</strong> who is missing, who is new, who is on light duty.</li>
<li><strong>Safety:</strong> what is broken, closed or tagged red.</li>
<li><strong>Work:</strong> what is late, what comes early, what the customer was promised.</li>
<li><strong>Open:</strong> what you began and I must finish.</li>
</ol>
<p>The one who takes over repeats the open points in their own words. If they cannot, it was not a handover but a speech. Then sign,
and go home: whoever stays “just to help” has not handed over.</p>`,
        },
      ],
    },
    {
      title: 'The first storm',
      hours: 2,
      lessons: [
        {
          kind: 'article',
          title: 'Two people missing',
          minutes: 5,
          html: `
<p>05:50, two call in sick, four lorries are booked. You cannot do everything, so decide what you do not do. In this order:</p>
<table>
<thead><tr><th scope="col">Never dropped</th><th scope="col">Moved</th><th scope="col">Dropped today</th></tr></thead>
<tbody>
<tr><td>Checks, breaks, second person at height</td><td>The lorry that can wait until noon</td><td>Cycle count, tidying, training</td></tr>
</tbody>
</table>
<p>Call dispatch before six, not when it is late. “We load three of four; which one waits?” is a question they can answer. Then tell the
team what you dropped and why. People work hard for a lead who has decided, and slowly for one who hopes.</p>`,
        },
        {
          kind: 'article',
          title: 'Deciding, once',
          minutes: 4,
          html: `
<p>Some decisions please nobody: who works on Christmas Eve, who gets the new truck. Fair does not mean that all agree. It means that
everyone knows how you decided, and that it was the same way for all.</p>
<ol>
<li>Say the rule before the names: “Whoever was off last year works this year.”</li>
<li>Hear objections until Wednesday.</li>
<li>Decide on Thursday, explain it once, in the same words for everyone.</li>
<li>Then stop explaining. A reason given five times sounds like an excuse.</li>
</ol>
<p>You were wrong? Say so, in front of the same people. It costs a minute and buys a year.</p>`,
        },
        {
          kind: 'quiz',
          title: 'Your call',
          minutes: 5,
          quiz: {
            description: 'Four situations; 75 % is a pass.',
            pass_percent: 75,
            questions: [
              oneOf(
                'Two people are missing. What do you drop first?',
                'The cycle count',
                ['The daily check of the trucks', 'The breaks', 'The second person at height'],
                'Checks, breaks and second persons are never dropped.',
              ),
              severalOf(
                'What belongs into a handover?',
                ['Who is on light duty', 'What is tagged red', 'What you began and did not finish'],
                ['Who annoyed you', 'Your opinion of the new plan'],
                'People, safety, work, open points.',
              ),
              trueOrFalse(
                'A fair decision is one that everybody agrees with.',
                false,
                'Fair means: the same known rule for all.',
              ),
              inAWord(
                'Whom do you call before six when the shift cannot load everything?',
                ['dispatch', 'the dispatch', 'dispatcher', 'the dispatcher'],
                'Dispatch, with a question they can answer.',
              ),
            ],
          },
        },
      ],
    },
  ],
};
