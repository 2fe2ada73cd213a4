import { describe, expect, it } from 'vitest';
import { deletionDay } from '../../src/domain/alert.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import { demoAlerts } from './demo.ts';

const alerts = demoAlerts(new Date('2026-03-01T00:30:00.000Z'));

describe('invented alerts', () => {
  it('are of every level, in four departments, and none has had its day', () => {
    expect(new Set(alerts.map(({ level }) => level))).toEqual(new Set(dangerLevels));
    expect([...new Set(alerts.flatMap(({ areas }) => areas))].sort()).toEqual(['13', '33', '69', '75']);
    for (const { level, incidents, when } of alerts) expect(deletionDay(level, incidents[0] ?? when.date ?? '') > '2026-06-01').toBe(true);
  });

  it('have numbers, plates and addresses that nobody has', () => {
    // Numbers that ARCEP keeps for works of fiction (decision 2018-0881); 0639 98 reads as one of Mayotte.
    const fiction = /^\+(33(19900|26191|35301|46571|53649)\d{4}|26263998\d{4})$/;
    for (const { kind, value } of alerts.flatMap(({ identifiers }) => identifiers)) {
      expect(kind === 'phone' ? fiction.test(value) : kind === 'plate' ? /^([A-Z]{2}000[A-Z]{2}|0000[A-Z]{2}75)$/.test(value) : value.endsWith('.example'), value).toBe(true);
    }
  });
});
