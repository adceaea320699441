/** Problems of Open edX: which become questions, and why the others do not. */
import { describe, expect, it } from 'vitest';
import { parseXml } from '../xml/xml.ts';
import { questionsOf } from './problems.ts';

function made(problem: string, attributes = '') {
  const parsed = parseXml(`<problem ${attributes}>${problem}</problem>`);
  if ('error' in parsed) throw new Error(parsed.error.detail);
  return questionsOf(parsed.root);
}
const drafts = (problem: string, attributes = '') =>
  made(problem, attributes).map((one) => ('draft' in one ? one.draft : one.refused.code));
const changes = (problem: string) =>
  made(problem).flatMap((one) => ('draft' in one ? one.changes.map((change) => change.code) : []));

const choicegroup = (...choices: string[]) => `<choicegroup>${choices.join('')}</choicegroup>`;
const choice = (correct: string, text: string) => `<choice correct="${correct}">${text}</choice>`;

describe('a problem becomes a question', () => {
  it('of one choice, with what stands before it, feedback and explanation', () => {
    const problem = `<p>Look at this.</p><multiplechoiceresponse><label>Which?</label>${choicegroup(choice('true', 'A &amp; B<choicehint>Well done</choicehint>'), choice('False', '<b>C</b>'))}<solution><p>Because.</p></solution></multiplechoiceresponse>`;
    expect(drafts(problem)).toEqual([
      {
        kind: 'single_choice',
        text: 'Look at this. Which?',
        feedback: 'Because.',
        choices: [
          { text: 'A & B', is_correct: true, feedback: 'Well done' },
          { text: 'C', is_correct: false, feedback: '' },
        ],
      },
    ]);
  });

  it.each<[string, string, object]>([
    [
      'several choices',
      `<choiceresponse><label>Which?</label><checkboxgroup>${choice('true', 'a')}${choice('true', 'b')}${choice('false', 'c<choicehint selected="false">x</choicehint><choicehint selected="true">y</choicehint>')}</checkboxgroup></choiceresponse>`,
      {
        kind: 'multiple_choice',
        choices: [
          { text: 'a', is_correct: true, feedback: '' },
          { text: 'b', is_correct: true, feedback: '' },
          { text: 'c', is_correct: false, feedback: 'y' },
        ],
      },
    ],
    [
      'a drop-down',
      '<optionresponse><label>Which?</label><optioninput><option correct="False">a</option><option correct="True">b<optionhint>ok</optionhint></option></optioninput></optionresponse>',
      {
        kind: 'single_choice',
        choices: [
          { text: 'a', is_correct: false, feedback: '' },
          { text: 'b', is_correct: true, feedback: 'ok' },
        ],
      },
    ],
    [
      'a drop-down of the old kind',
      `<optionresponse><label>Which?</label><optioninput options="('a','b c')" correct="b c"/></optionresponse>`,
      {
        kind: 'single_choice',
        choices: [
          { text: 'a', is_correct: false, feedback: '' },
          { text: 'b c', is_correct: true, feedback: '' },
        ],
      },
    ],
    [
      'a word in any case',
      '<stringresponse answer="Doc" type="ci"><label>Who?</label><additional_answer answer="Happy"/><textline size="20"/></stringresponse>',
      { kind: 'short_text', answer: 'Doc', settings: { case_sensitive: false, accepted_answers: ['Happy'] } },
    ],
    [
      'a word in this case',
      '<stringresponse answer="pH"><label>What?</label><textline/></stringresponse>',
      { kind: 'short_text', answer: 'pH', settings: { case_sensitive: true } },
    ],
    [
      'a word with a star',
      '<stringresponse answer="a*b"><label>What?</label><textline/></stringresponse>',
      { kind: 'short_text', answer: 'a*b' },
    ],
    [
      'a number',
      '<numericalresponse answer="600"><label>How many?</label><responseparam type="tolerance" default="5"/><formulaequationinput/></numericalresponse>',
      { kind: 'numeric', answer: '600', settings: { tolerance: 5 } },
    ],
    [
      'a number give or take',
      '<numericalresponse answer="-250"><label>How many?</label><responseparam type="tolerance" default="2%"/></numericalresponse>',
      { kind: 'numeric', answer: '-250', settings: { tolerance: 5 } },
    ],
    [
      'a range',
      '<numericalresponse answer="[3.141, 3.142]"><label>How many?</label></numericalresponse>',
      { kind: 'numeric', answer: '3.1415', settings: { tolerance: 0.0005 } },
    ],
  ])('of %s', (_name, problem, expected) => {
    expect(drafts(problem)).toEqual([expect.objectContaining(expected)]);
  });

  it('for each thing it asks, wherever it stands, sharing its points', () => {
    const one = (text: string) =>
      `<div><p>${text}</p><numericalresponse answer="1"><formulaequationinput/></numericalresponse></div>`;
    expect(
      drafts(`<p>Read.</p>${one('First?')}${one('Second?')}<solution>So.</solution>`, 'weight="3"'),
    ).toEqual([
      expect.objectContaining({ text: 'Read. First?', points: 1.5, feedback: 'So.' }),
      expect.objectContaining({ text: 'Second?', points: 1.5, feedback: 'So.' }),
    ]);
  });
});

describe('a problem stays behind', () => {
  it.each<[string, string, string]>([
    ['without a response', '<p>Just text</p>', 'kind.unsupported'],
    ['of another kind', '<imageresponse><imageinput/></imageresponse>', 'kind.unsupported'],
    [
      'with one part of another kind',
      `<multiplechoiceresponse><label>a</label>${choicegroup(choice('true', 'a'), choice('false', 'b'))}</multiplechoiceresponse><customresponse/>`,
      'kind.unsupported',
    ],
    [
      'computed by a script',
      '<script type="loncapa/python">x=1</script><numericalresponse answer="$x"><label>x?</label></numericalresponse>',
      'answer.computed',
    ],
    [
      'with a formula for a number',
      '<numericalresponse answer="3*4"><label>x?</label></numericalresponse>',
      'answer.not-a-number',
    ],
    [
      'with a range that leaves out an end',
      '<numericalresponse answer="[1,2)"><label>x?</label></numericalresponse>',
      'answer.open-range',
    ],
    [
      'with several right numbers',
      '<numericalresponse answer="1"><label>x?</label><additional_answer answer="2"/></numericalresponse>',
      'answer.several-right',
    ],
    [
      'with a pattern',
      '<stringresponse answer="..bble" type="ci regexp"><label>x?</label></stringresponse>',
      'answer.pattern',
    ],
    [
      'with several drop-downs in a sentence',
      '<optionresponse><p>a <optioninput options="(1,2)" correct="1"/> b <optioninput options="(1,2)" correct="1"/></p></optionresponse>',
      'kind.unsupported',
    ],
    [
      'without a right choice',
      `<choiceresponse><label>x?</label><checkboxgroup>${choice('false', 'a')}${choice('false', 'b')}</checkboxgroup></choiceresponse>`,
      'answer.none-right',
    ],
    [
      'with choices that are pictures',
      `<multiplechoiceresponse><label>x?</label>${choicegroup(choice('true', '<img src="/static/a.png"/>'), choice('false', 'b'))}</multiplechoiceresponse>`,
      'choices.empty',
    ],
    [
      'that asks nothing',
      `<multiplechoiceresponse>${choicegroup(choice('true', 'a'), choice('false', 'b'))}</multiplechoiceresponse>`,
      'text.empty',
    ],
  ])('%s', (_name, problem, code) => {
    expect(drafts(problem)).toEqual([code]);
  });
});

describe('what is lost is told', () => {
  const asks = (inside: string, before = '') =>
    `${before}<multiplechoiceresponse><label>x?</label>${choicegroup(choice('true', 'a'), choice('false', 'b'))}${inside}</multiplechoiceresponse>`;
  it.each<[string, string, string[]]>([
    ['hints', asks('<demandhint><hint>Think</hint></demandhint>'), ['hints.left-out']],
    ['a picture', asks('', '<img src="/static/a.png"/>'), ['picture.left-out']],
    [
      'part of the points',
      '<numericalresponse answer="1" partial_credit="list"><label>x?</label></numericalresponse>',
      ['credit.partial'],
    ],
    [
      'feedback on a word',
      '<stringresponse answer="a"><label>x?</label><stringequalhint answer="b">no</stringequalhint></stringresponse>',
      ['feedback.left-out'],
    ],
    ['nothing', asks(''), []],
  ])('%s', (_name, problem, expected) => {
    expect(changes(problem)).toEqual(expected);
  });
});
