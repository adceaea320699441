/** Two short courses on data and rules. */
import type { DemoCourse } from './content.types.ts';
import { inAWord, inFigures, oneOf, severalOf, trueOrFalse } from './questions.ts';

export const dataProtection: DemoCourse = {
  code: 'DATA-501',
  title: 'Data protection basics',
  category: 'Data and rules',
  difficulty: 'beginner',
  weeks: 1,
  motif: 'lock',
  trainer: 'sabine.krueger',
  description:
    'What counts as personal data in a warehouse, what you may do with an address label, and what to do within the first hour of a mishap.',
  outcomes: [
    'Recognise personal data when it does not look like it',
    'Throw a label away properly',
    'Report a mishap within the hour',
  ],
  valid_months: 24,
  published_days_ago: 386,
  modules: [
    {
      title: 'What it is about',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Personal data in a warehouse',
          minutes: 4,
          preview: true,
          html: `
<p>“I only move boxes.” On every box is a name, a street and a hint of what somebody bought. That is personal data: everything that can
be tied to a living person, alone or together with something else.</p>
<ul>
<li>The address label, the return form with its reason, the signature on the scanner.</li>
<li>The number plate of a lorry, together with a time.</li>
<li>The video of the gate, the list of who drove which truck.</li>
<li>Sick notes, shift wishes, a photo from the summer party.</li>
</ul>
<p>Some data is more delicate than the rest: health, religion, union, origin. A parcel from a pharmacy already says more than its
weight.</p>`,
        },
        {
          kind: 'article',
          title: 'Five plain rules',
          minutes: 5,
          html: `
<ol>
<li><strong>For a purpose.</strong> The address is for delivering, not for finding out where somebody lives.</li>
<li><strong>As little as needed.</strong> No copies “just in case”, no private photos of labels.</li>
<li><strong>For those who need it.</strong> Screens are locked when you go: Windows key and L, one second.</li>
<li><strong>Not for ever.</strong> Lists from the printer go into the grey locked bin at the end of the shift.</li>
<li><strong>Right.</strong> Somebody says that their address is wrong? Pass it on the same day.</li>
</ol>
<aside data-callout="note"><p>Everyone may ask what we have stored about them, and we have a month to answer. Do not answer yourself.
Forward the question to privacy at the head office the same day.</p></aside>`,
        },
      ],
    },
    {
      title: 'In everyday work',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Labels, lists and telephones',
          minutes: 4,
          html: `
<table>
<thead><tr><th scope="col">Situation</th><th scope="col">Do</th><th scope="col">Do not</th></tr></thead>
<tbody>
<tr><td>Misprinted label</td><td>Tear through the name, grey bin</td><td>Paper container</td></tr>
<tr><td>Neighbour asks what is in the parcel</td><td>“I do not know, and I could not tell you.”</td><td>Read the label aloud</td></tr>
<tr><td>Damaged box</td><td>Work scanner, cover the address</td><td>Private phone, group chat</td></tr>
<tr><td>Caller wants a colleague’s number</td><td>Offer to pass on a message</td><td>Dictate the number</td></tr>
</tbody>
</table>
<p>Group chats are the most frequent leak: one picture of a funny name, forty phones, none of them ours. If you are in such a chat, say
it there once. That usually suffices.</p>`,
        },
        {
          kind: 'article',
          title: 'The first hour',
          minutes: 4,
          html: `
<p>A scanner is gone, a list flew across the yard, a mail went to the wrong Hansen. From the moment somebody notices, 72 hours run until
the authority must know. We want the first one.</p>
<ol>
<li><strong>Stop it:</strong> fetch the list, call the mail back, have the scanner locked by IT.</li>
<li><strong>Report it</strong> to your shift lead and privacy, by telephone, within the hour.</li>
<li><strong>Write it down:</strong> what, when, whose data, how many people.</li>
<li><strong>Do not tidy it away.</strong> Deleted traces make a small mishap a large one.</li>
</ol>
<aside data-callout="tip"><p>Nobody is punished for a mishap that is reported within the hour.</p></aside>`,
        },
        {
          kind: 'quiz',
          title: 'Whose data is it?',
          minutes: 4,
          quiz: {
            description: 'Five questions; 80 % is a pass.',
            pass_percent: 80,
            questions: [
              severalOf(
                'What is personal data?',
                ['A number plate with a time', 'A signature on the scanner', 'A sick note'],
                ['The weight of a pallet', 'The temperature in the hall'],
                'Everything that can be tied to a living person.',
              ),
              oneOf(
                'Where does a misprinted address label go?',
                'Torn, into the grey locked bin',
                ['Into the paper container', 'On the back of the next one', 'Into your pocket'],
                'Grey bin, torn through the name.',
              ),
              inFigures(
                'Within how many hours must the authority know of a serious mishap?',
                '72',
                0,
                '72 hours from noticing. We want to know within the first.',
                1,
              ),
              trueOrFalse(
                'A customer asks what we have stored about her. You look it up and tell her.',
                false,
                'Forward it to privacy the same day. They check who is asking.',
              ),
              inAWord('Windows key and which letter locks your screen?', ['L'], 'L, for lock.'),
            ],
          },
        },
      ],
    },
  ],
};

export const phishing: DemoCourse = {
  code: 'CYBER-505',
  title: 'Spotting a phishing mail',
  category: 'Data and rules',
  difficulty: 'beginner',
  weeks: 1,
  motif: 'compass',
  trainer: 'sabine.krueger',
  description:
    'How false mails look in a logistics company: customs fees, failed deliveries, a message from the boss. Five signs, one button, and what to do after a click.',
  outcomes: [
    'Name five signs of a false mail',
    'Report one with the button',
    'Act within ten minutes after a click',
  ],
  valid_months: 6,
  published_days_ago: 380,
  modules: [
    {
      title: 'Recognise',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'Five signs',
          minutes: 4,
          preview: true,
          html: `
<p>A phishing mail wants you to act before you think. Whoever takes ten seconds has nearly won already.</p>
<ol>
<li><strong>Hurry.</strong> “Within two hours, or the account is closed.”</li>
<li><strong>The address after the @.</strong> <code>nordhavn-login.example</code> is not ours, however blue the logo.</li>
<li><strong>A link that leads elsewhere.</strong> Rest the pointer on it; on the phone hold it down. Read from the right: what stands
before the last dot decides.</li>
<li><strong>An attachment nobody announced,</strong> most of all one that asks you to “enable content”.</li>
<li><strong>A secret.</strong> “Please tell nobody in accounting yet.”</li>
</ol>
<p>Spelling is no longer a sign. Machines write flawless letters.</p>`,
        },
        {
          kind: 'article',
          title: 'Made for logistics',
          minutes: 4,
          html: `
<p>They know what we do all day. So the mail is about a customs fee of 2.99 euros, a delivery that failed, a changed bank account of a
haulier or a driver who is “stuck at the border without money”.</p>
<blockquote><p>From: Henrik (private)<br>I am in a meeting and need vouchers for a customer. Can you buy five and send me the codes? I
will pay you back tonight.</p></blockquote>
<ul>
<li>A new bank account is confirmed by telephone, at the number we already have. Never at the one in the mail.</li>
<li>Nobody at Nordhavn asks for voucher codes, ever.</li>
<li>Real customs letters come through the system, not to you.</li>
</ul>`,
        },
      ],
    },
    {
      title: 'Act',
      hours: 1,
      lessons: [
        {
          kind: 'article',
          title: 'One button',
          minutes: 3,
          html: `
<p>Do not delete it, do not answer it, do not forward it to everyone as a warning. Press <strong>Report</strong> in the mail program. It
goes to IT and disappears from your inbox; if forty others got it, it disappears there, too.</p>
<ul>
<li>Not sure? Report it. You get an answer within an hour, also when it was real.</li>
<li>On the phone: hold the mail down, then Report.</li>
<li>Text messages and calls count as well. Write down the number and what they wanted.</li>
</ul>
<p>Last year three hundred mails were reported, and every fourth one was real. That is exactly as it should be: better a hundred
careful questions than one quiet click.</p>`,
        },
        {
          kind: 'article',
          title: 'After the click',
          minutes: 3,
          html: `
<p>It happens to careful people on a busy day. What counts is the next ten minutes.</p>
<ol>
<li><strong>Network off:</strong> pull the cable, flight mode. Leave the machine on, traces are in its memory.</li>
<li><strong>Call IT</strong> from another telephone: 4100, day and night.</li>
<li><strong>Password typed in?</strong> Change it at once from another machine, here and wherever else you use the same one.</li>
<li><strong>Write down</strong> what you saw and when.</li>
</ol>
<aside data-callout="tip"><p>Say it, even an hour later, even if nothing happened. Whoever reports a click is thanked. That is a rule
here, not politeness.</p></aside>`,
        },
        {
          kind: 'quiz',
          title: 'Real or false?',
          minutes: 4,
          quiz: {
            description:
              'Five questions; 80 % is a pass. Repeated every six months, because they learn as well.',
            pass_percent: 80,
            questions: [
              oneOf(
                'A haulier writes that its bank account has changed. What do you do?',
                'Call the number we already have',
                ['Answer the mail and ask', 'Call the number in the mail', 'Change it, the mail looks real'],
                'Never use a way to them that came with the message itself.',
              ),
              severalOf(
                'Which are signs of phishing?',
                [
                  'It must happen within two hours',
                  'Nobody else may know',
                  'The address after the @ is unknown',
                ],
                ['It has a signature', 'It is long'],
                'Hurry, secrecy, a foreign address.',
              ),
              trueOrFalse(
                'A mail without spelling mistakes is real.',
                false,
                'Machines write flawless letters.',
              ),
              inFigures(
                'Which internal number reaches IT day and night?',
                '4100',
                0,
                '4100. Save it now.',
                1,
              ),
              inAWord(
                'Which button do you press for a suspicious mail?',
                ['report', 'the report button'],
                'Report. Also when you are not sure.',
              ),
            ],
          },
        },
      ],
    },
  ],
};
