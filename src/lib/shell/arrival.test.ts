import { expect, test } from 'vitest';
import { readArrival } from './arrival.ts';

test('the link of a message leads to its view with its code', () => {
  expect(readArrival('#reset=7K3M-9QXT-2VBNA')).toEqual({ view: 'new-password', given: '7K3M-9QXT-2VBNA' });
  expect(readArrival('#code=7K3M-9QXT-2VBNA')).toEqual({ view: 'sign-up', given: '7K3M-9QXT-2VBNA' });
  expect(readArrival('#invitation=a_b-C')).toEqual({ view: 'invitation', given: 'a_b-C' });
});

test('anything else leads nowhere', () => {
  for (const hash of ['', '#', '#main', '#reset=', '#toString=x', '#account=x', '#reset=%E0%A4%A', `#code=${'x'.repeat(201)}`]) expect(readArrival(hash), hash).toBeUndefined();
});

test('the Android app leads to its own view, with what it made of its secret', () => {
  const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
  expect(readArrival('', `?link=${challenge}`)).toEqual({ view: 'link', given: challenge });
  for (const search of [`?link=${challenge}x`, `?link=${challenge.slice(1)}`, `?other=${challenge}`, `?link=${challenge}&more=1`, '?link=']) expect(readArrival('', search), search).toBeUndefined();
});
