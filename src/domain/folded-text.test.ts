import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldText } from './folded-text.ts';

it.each([
  ['Bărbatul conduce o mașină neagră, Țăndărei', 'barbatul conduce o masina neagra tandarei'],
  ['Não paga: agressão à porta', 'nao paga agressao a porta'],
  ['Мъжът с ЙОСИФ — ножа', 'мъжът с иосиф ножа'],
  ['Një burrë, Gjergj ÇELIK', 'nje burre gjergj celik'],
  ['أَحْمَد إبراهيم آدم ٱلرجل', 'احمد ابراهيم ادم الرجل'],
  ['فاطمة مصطفى ســـعيد', 'فاطمه مصطفي سعيد'],
  ['علی کریم', 'علي كريم'],
  ['٠٦ ۱۲', '06 12'],
  ['他开一辆 黑色汽车。', '他开一辆 黑色汽车'],
  ['Ｄｏｃ１２３', 'doc123'],
  ['L’Hôtel d‘Œuvre, c\'est «\u00a0là\u00a0»', 'l hotel d oeuvre c est la'],
  ['Łukasz Đorđe Søren IŞIK ışık Straße', 'lukasz dorde soren isik isik strasse'],
  ['St-Étienne, Ste Marie, test', 'saint etienne sainte marie test'],
  ['cou\u00adteau, zéro\u200blargeur', 'couteau zerolargeur'],
  ['', '']
])('%s folds to %s', (text, folded) => expect(foldText(text)).toBe(folded));

it('once is enough', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
    { numRuns: 2000 }
  );
});
