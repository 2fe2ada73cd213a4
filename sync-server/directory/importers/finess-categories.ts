import type { Organisation, SubCategory } from '../../../src/domain/organisation.ts';
import { pmiOffers } from './dila-pivots.ts';

/**
 * Which FINESS establishments enter the directory. There is no category for CeGIDD: they are found by name. Hospitals are
 * not taken here, since nothing in these files says which have an emergency room; the SAE does.
 */
export function finessKind(category: string, name: string): FinessKind | 'hospital' | null {
  if (/\bC\.?E?\.?G\.?I\.?D\.?D\b|\bCEGIDD\b/i.test(name)) return { subCategory: 'screening', confidence: 'high' };
  const kind = kinds[category];
  if (kind !== undefined) return kind;
  return hospitals.has(category) ? 'hospital' : null;
}

/** `9A105` → `97105`, `9J613` → `98613`: the last three figures hold the territory's digit, save for its hundred. */
export function inseeOfFiness(department: string, commune: string): string {
  const tail = commune.padStart(3, '0');
  if (!/^9[A-J]$/.test(department)) return department + tail;
  return `${department === '9J' ? '98' : '97'}${tail}`;
}

/** 228 "centre de planification ou d'éducation familiale" and 231 EICCF are today's "centres de santé sexuelle". */
const kinds: Readonly<Partial<Record<string, FinessKind>>> = {
  '228': { subCategory: 'family-planning', confidence: 'high', offers: ['Centre de santé sexuelle (planification familiale)'] },
  '231': { subCategory: 'family-planning', confidence: 'high', offers: ['Espace vie affective, relationnelle et sexuelle (EVARS)'] },
  '223': { subCategory: 'family-planning', confidence: 'low', offers: pmiOffers }
};

/** The categories of the 620 establishments with an emergency room in the SAE of 2023. */
const hospitals: ReadonlySet<string> = new Set(['101', '106', '114', '122', '128', '129', '355', '365', '697']);

export interface FinessKind {
  readonly subCategory: SubCategory;
  readonly confidence: Organisation['confidence'];
  readonly offers?: readonly string[];
}
