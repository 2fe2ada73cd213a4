import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { hoursBands } from './care-deadlines.ts';
import { languages } from './language.ts';
import type * as questionnaire from './questionnaire.ts';
import { answerError, bodyZones, liveAnswers, parts, questions, sheetLines, visibleQuestions, withOption } from './questionnaire.ts';

type Answers = questionnaire.Answers;
type Question = (typeof questions)[number];

const french = JSON.parse(readFileSync(new URL('../content/questionnaire/sheet.fr.json', import.meta.url), 'utf8')) as Record<string, string>;
const noon = Date.UTC(2026, 10, 24, 12);
const today = '2026-11-24';
const context = { language: 'ro', answeredAt: noon, now: noon } as const;

describe('the set', () => {
  test('has each question once, part by part', () => {
    expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    const order = questions.map(({ part }) => parts.indexOf(part));
    expect(order).toEqual([...order].sort());
    expect(new Set(order).size).toBe(parts.length);
  });

  test('has conditions that look back, at options that exist', () => {
    questions.forEach((question, at) => {
      for (const { question: id, anyOf } of question.shownWhen ?? []) {
        const earlier = questions.slice(0, at).find((each) => each.id === id);
        expect(earlier, `${question.id} looks at ${id}`).toBeDefined();
        expect(optionsOf(earlier as Question)).toEqual(expect.arrayContaining([...anyOf]));
      }
    });
  });

  test.each([
    ['1 language, interpreter', { language: [...languages, 'other'], interpreter: ['yes', 'no', 'unknown'] }],
    ['2 unwanted person', { 'unwanted-person': ['yes'] }],
    ['3 event', { 'what-happened': keys('blow fall strangling weapon forced-sex condom-removed condom-broken drugged robbed other') }],
    ['4 when', { 'hours-since': [...hoursBands] }],
    ['5 attackers', { attackers: [] }],
    ['6 contact', { contact: keys('vaginal anal mouth blood bite ejaculation'), condom: keys('used not-used removed broken unknown') }],
    ['7 since then', { washed: ['yes'], 'changed-clothes': ['yes'], 'clothes-kept': ['yes'] }],
    ['8 pain', { 'pain-where': [...bodyZones.front, ...bodyZones.back], 'pain-level': [] }],
    ['9 signs', { bleeding: keys('a-little a-lot'), signs: keys('fainted breathing swallowing vision voice') }],
    ['10 pregnancy', { 'pregnancy-possible': ['yes'], pregnant: ['yes'], 'last-period': [], contraception: ['pill'] }],
    ['11 medicines', { medicines: keys('prep hiv-treatment hormones other') }],
    ['12 allergies', { allergies: ['antibiotic', 'other'] }],
    ['13 vaccines', { vaccines: keys('hepatitis-b tetanus hpv mpox') }],
    ['14 illnesses', { illnesses: ['other'] }],
    ['15 substances', { substances: keys('alcohol other'), 'what-happened': ['drugged'] }],
    ['16 mood', { mood: keys('no-sleep panic death-thoughts') }],
    [
      '17 requests',
      {
        asks: keys(
          'pep emergency-contraception sti-tests wound-care certificate keep-evidence same-sex-carer no-police police interpreter psychologist association'
        )
      }
    ],
    ['18 tonight', { 'safe-tonight': ['yes', 'no'] }],
    ['19 cover', { cover: keys('vitale ame none') }]
  ])('covers point %s', (_, wanted) => {
    for (const [id, options] of Object.entries(wanted)) expect(optionsOf(byId(id))).toEqual(expect.arrayContaining(options));
  });

  test('names both sides of the body, on both drawings', () => {
    for (const zones of Object.values(bodyZones)) {
      const mirrored = zones.map((zone) => zone.replace(/left|right/, (side) => (side === 'left' ? 'right' : 'left')));
      expect([...mirrored].sort()).toEqual([...zones].sort());
      expect(new Set(zones).size).toBe(zones.length);
    }
  });
});

describe('what is shown', () => {
  const shown = (answers: Answers) => visibleQuestions(answers).map(({ id }) => id);

  test('strangling asks about the neck', () => {
    expect(shown({ 'what-happened': ['blow'] })).not.toContain('neck-signs');
    expect(shown({ 'what-happened': ['blow', 'strangling'] })).toContain('neck-signs');
  });

  test('pregnancy is asked of everyone first, and no further after a no', () => {
    expect(shown({})).toContain('pregnancy-possible');
    expect(shown({})).not.toContain('pregnant');
    expect(shown({ 'pregnancy-possible': 'no' })).not.toContain('contraception');
    expect(shown({ 'pregnancy-possible': 'unknown' })).toEqual(expect.arrayContaining(['pregnant', 'last-period', 'contraception']));
  });

  test('either condition is enough', () => {
    expect(shown({ contact: ['bite'] })).not.toContain('washed');
    expect(shown({ contact: ['anal'] })).toContain('washed');
    expect(shown({ 'what-happened': ['condom-broken'] })).toContain('washed');
  });

  test('an answer to a question that has gone away counts no more', () => {
    const answers: Answers = { bleeding: 'no', 'bleeding-where': ['face'], 'own-words': '  ', signs: [] };
    expect(liveAnswers(answers)).toEqual({ bleeding: 'no' });
  });

  test('nothing is compulsory: no answer, no fact, but the reminders and the language', () => {
    const sheet = sheetLines({}, french, context);
    expect(sheet.map(({ id }) => id)).toEqual(['reminders', 'you']);
    expect(sheet[1]?.lines.map(({ text }) => text)).toEqual(['Questionnaire rempli en\u00a0: roumain']);
  });
});

describe('tapping choices', () => {
  test('adds and takes away', () => {
    expect(withOption(['blow'], 'fall')).toEqual(['blow', 'fall']);
    expect(withOption(['blow', 'fall'], 'blow')).toEqual(['fall']);
  });

  test.each([
    [['fever', 'voice'], 'none', ['none']],
    [['none'], 'fever', ['fever']],
    [['unknown'], 'none', ['none']],
    [['pep', 'police'], 'no-police', ['pep', 'no-police']],
    [['no-police'], 'police', ['police']]
  ])('%j and %s give %j', (chosen, option, expected) => {
    expect(withOption(chosen, option)).toEqual(expected);
  });

  test('whatever is tapped, what is chosen is an answer', () => {
    const choices = questions.filter(({ kind }) => kind === 'choices');
    fc.assert(
      fc.property(fc.constantFrom(...choices), fc.array(fc.nat()), (question, taps) => {
        const options = optionsOf(question);
        const chosen = taps.map((tap) => options[tap % options.length] ?? '').reduce<string[]>(withOption, []);
        expect(answerError(question, chosen, today, noon)).toBeUndefined();
      })
    );
  });
});

describe('an answer that does not fit', () => {
  test.each([
    ['interpreter', 'maybe', 'error.choice'],
    ['cover', 'gold', 'error.choice'],
    ['signs', 'fever', 'error.choice'],
    ['signs', ['fever', 'fever'], 'error.choice'],
    ['signs', ['fever', 'none'], 'error.choice'],
    ['asks', ['police', 'no-police'], 'error.choice'],
    ['pain-where', ['wing'], 'error.choice'],
    ['attackers', 0, 'error.number'],
    ['attackers', 51, 'error.number'],
    ['attackers', 1.5, 'error.number'],
    ['attackers', '3', 'error.number'],
    ['pain-level', 11, 'error.number'],
    ['last-period', '2026-02-30', 'error.date'],
    ['last-period', '24/11/2026', 'error.date'],
    ['last-period', '2026-11-25', 'error.date-future'],
    ['hours-since', 'yesterday', 'error.time'],
    ['hours-since', '2026-11-24T11:00', 'error.time'],
    ['hours-since', '2026-11-24T12:01Z', 'error.time-future'],
    ['hours-since', -1, 'error.number'],
    ['hours-since', ['4-24'], 'error.time'],
    ['own-words', 'a'.repeat(601), 'error.text']
  ])('%s: %j gives %s', (id, answer, key) => {
    expect(answerError(byId(id), answer, today, noon)?.key).toBe(key);
  });

  test('is told with the limits', () => {
    expect(answerError(byId('attackers'), 99, today, noon)?.values).toEqual({ min: 1, max: 50 });
    expect(answerError(byId('own-words'), 'a'.repeat(601), today, noon)?.values).toEqual({ max: 600 });
  });

  test.each([
    ['last-period', today],
    ['hours-since', 'unknown'],
    ['hours-since', 30],
    ['hours-since', '2026-11-24T12:00+00:00'],
    ['own-words', 'a'.repeat(600)]
  ])('but %s: %j does', (id, answer) => {
    expect(answerError(byId(id), answer, today, noon)).toBeUndefined();
  });
});

describe('the sheet', () => {
  const linesOf = (section: string, answers: Answers, at: questionnaire.SheetContext = context) =>
    (sheetLines(answers, french, at).find(({ id }) => id === section)?.lines ?? []).map(({ text }) => text);

  test('begins with what an emergency doctor needs first', () => {
    const answers: Answers = {
      'what-happened': ['strangling', 'drugged', 'weapon'],
      'weapon-kind': ['knife'],
      'hours-since': '4-24',
      bleeding: 'a-lot',
      'bleeding-where': ['face', 'left-hand'],
      signs: ['fever', 'voice', 'breathing', 'fainted'],
      'neck-signs': ['red-spots'],
      'pregnancy-possible': 'yes',
      pregnant: 'yes',
      medicines: ['blood-thinner'],
      allergies: ['antibiotic', 'latex'],
      mood: ['death-thoughts'],
      alone: 'yes',
      'safe-tonight': 'no',
      asks: ['pep']
    };
    expect(sheetLines(answers, french, context).map(({ id }) => id)).toEqual([
      ...['reminders', 'alerts', 'deadlines', 'wishes', 'event', 'body', 'health', 'you']
    ]);
    expect(linesOf('alerts', answers)).toEqual([
      'Strangulation avec signes associés\u00a0: perte de connaissance, gêne respiratoire, modification de la voix, pétéchies du visage ou des yeux',
      'Saignement abondant\u00a0: visage, main ou poignet à gauche',
      'Arme utilisée ou montrée\u00a0: arme blanche',
      'Idées de mort ou suicidaires',
      'Soumission chimique suspectée (prélèvements à discuter au plus tôt)',
      'Grossesse en cours',
      'Allergies\u00a0: pénicilline ou autre antibiotique, latex',
      'Traitement anticoagulant',
      'À recevoir sans aucun tiers',
      'Pas de lieu sûr pour la nuit'
    ]);
  });

  test('without signs, strangling stays an alert, and breathing one of its own', () => {
    expect(linesOf('alerts', { 'what-happened': ['strangling'], 'neck-signs': ['none'] })).toEqual([french['alert.strangling']]);
    expect(linesOf('alerts', { signs: ['swallowing'] })).toEqual([french['alert.breathing']]);
    expect(linesOf('alerts', { signs: ['fainted'] })).toEqual([french['alert.fainted']]);
  });

  test('no alert without its reason', () => {
    const calm: Answers = { bleeding: 'a-little', pregnant: 'yes', allergies: ['none'], 'safe-tonight': 'unknown', mood: ['none'] };
    expect(linesOf('alerts', calm)).toEqual([]);
  });

  test('says the time left, never above the worst case', () => {
    expect(linesOf('deadlines', { 'hours-since': '4-24' })).toEqual([
      'TPE (48\u00a0h)\u00a0: reste au moins 24\u00a0h à l’heure de cette fiche',
      'Contraception d’urgence par lévonorgestrel (72\u00a0h)\u00a0: reste au moins 48\u00a0h à l’heure de cette fiche',
      'Contraception d’urgence par ulipristal (120\u00a0h)\u00a0: reste au moins 96\u00a0h à l’heure de cette fiche',
      'DIU au cuivre (120\u00a0h)\u00a0: reste au moins 96\u00a0h à l’heure de cette fiche'
    ]);
    const later = { ...context, now: noon + 2 * 3_600_000 };
    expect(linesOf('deadlines', { 'hours-since': 40, 'pregnancy-possible': 'no' }, later)).toEqual([
      'TPE (48\u00a0h)\u00a0: reste au moins 5\u00a0h à l’heure de cette fiche'
    ]);
    expect(linesOf('event', { 'hours-since': 40 }, later)).toEqual([expect.stringMatching(/au moment de la réponse.*environ 40\u00a0h$/)]);
    expect(linesOf('event', { 'hours-since': '2026-11-23T09:30Z' }, later)).toEqual([expect.stringMatching(/environ 26\u00a0h$/)]);
  });

  test('writes numbers, levels and days as in France', () => {
    const answers: Answers = { 'pain-level': 0, attackers: 2, 'pregnancy-possible': 'yes', 'last-period': '2026-11-03' };
    expect(linesOf('body', answers)).toContain('Intensité de la douleur\u00a0: 0/10');
    expect(linesOf('body', answers)).toContain('Premier jour des dernières règles\u00a0: 03/11/2026');
    expect(linesOf('event', answers)).toEqual(['Nombre de personnes ayant commis l’agression\u00a0: 2']);
  });

  test('shows what was typed as it is, and says that it is not French', () => {
    const [line] = sheetLines({ 'own-words': 'M-a lovit. {{language}}' }, french, context).find(({ id }) => id === 'event')?.lines ?? [];
    expect(line).toEqual({
      id: 'own-words',
      text: 'Récit des faits (texte non traduit, langue\u00a0: roumain)',
      typed: { text: 'M-a lovit. {{language}}', language: 'ro', notTranslated: true }
    });
    const [frenchLine] = sheetLines({ 'own-words': 'Des coups' }, french, { ...context, language: 'fr' }).find(({ id }) => id === 'event')?.lines ?? [];
    expect(frenchLine?.typed?.notTranslated).toBe(false);
  });

  test('whatever is answered: every text exists, each answer that counts has one line, and no other has', () => {
    fc.assert(
      fc.property(anyAnswers, fc.constantFrom(...languages), (answers, language) => {
        const sheet = sheetLines(answers, french, { ...context, language });
        for (const { title, lines } of sheet) {
          for (const text of [title, ...lines.map((line) => line.text)]) expect(text).not.toMatch(/\b[a-z-]+\.[a-z]|\{\{|undefined|Infinity|NaN/);
        }
        const facts = sheet.filter(({ id }) => (parts as readonly string[]).includes(id)).flatMap(({ lines }) => lines.map(({ id }) => id));
        expect(facts.filter((id) => id !== 'answered-in').sort()).toEqual(Object.keys(liveAnswers(answers)).sort());
      })
    );
  });

  test('whatever is answered: what counts is what is shown', () => {
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const live = liveAnswers(answers);
        const shown = visibleQuestions(answers).map(({ id }) => id as string);
        expect(shown).toEqual(expect.arrayContaining(Object.keys(live)));
        expect(liveAnswers(live)).toEqual(live);
      })
    );
  });
});

const anyAnswers: fc.Arbitrary<Answers> = fc.record(
  Object.fromEntries(questions.map((question) => [question.id, answerTo(question)])),
  { requiredKeys: [] }
);

function answerTo(question: Question): fc.Arbitrary<questionnaire.Answer> {
  switch (question.kind) {
    case 'choices':
    case 'body-map':
      return fc.array(fc.constantFrom(...question.options)).map((taps) => taps.reduce<string[]>(withOption, []));
    case 'scale':
    case 'number':
      return fc.integer({ min: question.min, max: question.max });
    case 'hours-since':
      return fc.oneof(fc.constantFrom(...optionsOf(question)), fc.nat({ max: 8760 }), fc.constant('2026-11-23T10:00Z'));
    case 'date':
      return fc.constant('2026-11-03');
    case 'text':
      return fc.string({ maxLength: 20 });
    default:
      return fc.constantFrom(...optionsOf(question));
  }
}

function optionsOf(question: Question): readonly string[] {
  if (question.kind === 'yes-no') return ['yes', 'no', 'unknown'];
  if (question.kind === 'hours-since') return [...hoursBands, 'unknown'];
  return 'options' in question ? question.options : [];
}

function byId(id: string): Question {
  return questions.find((question) => question.id === id) as Question;
}

function keys(line: string): string[] {
  return line.split(' ');
}
