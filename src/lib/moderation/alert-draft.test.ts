import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { AlertContentSchema, type AlertContent } from '$domain/alert.ts';
import { ReportContentSchema, type ReportContent } from '$domain/report.ts';
import { codedDraft, mergedContent, wholeDraft } from './alert-draft.ts';

const report: ReportContent = v.parse(ReportContentSchema, {
  version: 1,
  language: 'en',
  events: ['robbery'],
  when: { date: '2026-11-20', partOfDay: 'night' },
  where: { town: 'Lyon', placeType: 'hotel' },
  identifiers: [{ kind: 'phone', value: '+33639980001' }],
  pseudonyms: ['Marc'],
  links: ['https://example.org/marc'],
  place: 'room 12',
  details: 'in words',
  looks: 'tall',
  callBack: 'in the evening',
  consents: { share: true, transfer: false },
  replyTo: `age1${'q'.repeat(58)}`
});
const alert = (more: object): AlertContent => v.parse(AlertContentSchema, { level: 'risky', areas: ['69'], ...more });

describe('what a report may become', () => {
  it('at once is its coded part: no word of the reporter’s, and what the server takes', () => {
    const draft = codedDraft(report, '69');
    expect(JSON.stringify(draft)).not.toMatch(/room 12|in words|tall|evening|Marc/);
    expect(draft).toMatchObject({ areas: ['69'], where: { department: '69', town: 'Lyon' }, incidents: ['2026-11-20'] });
    expect(v.parse(AlertContentSchema, draft)).toEqual(draft);
  });

  it('later has names and profiles, and still nothing that is never published', () => {
    const draft = wholeDraft(report, '69');
    expect(draft.pseudonyms).toEqual(['Marc']);
    expect(JSON.stringify(draft)).not.toMatch(/room 12|evening/);
  });

  it('joined to an alert is everything that either says, once, at the worse level', () => {
    const joined = mergedContent(alert({ level: 'unpleasant', events: ['insults'], text: 'kept', incidents: ['2026-10'], vehicle: { type: 'van' } }), alert({ level: 'dangerous', areas: ['75', '69'], events: ['insults', 'threats'], incidents: ['2026-11-20'], vehicle: { type: 'car', colour: 'red' } }));
    expect(joined).toMatchObject({ level: 'dangerous', areas: ['69', '75'], events: ['insults', 'threats'], text: 'kept', incidents: ['2026-11-20', '2026-10'], vehicle: { type: 'van', colour: 'red' } });
    expect(mergedContent(joined, joined)).toEqual(joined);
  });
});
