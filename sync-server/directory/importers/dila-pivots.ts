import type { Organisation, SubCategory } from '../../../src/domain/organisation.ts';
import type { RawOrganisation } from './importer.ts';
import type { ExclusionReason } from './reasons.ts';

/** What DILA's three formats share: which kinds of service are taken, and under which identity. */

/**
 * The identity of a service stays the same from one of DILA's formats to the next: the old code
 * (`gendarmerie-01004-01`) where there is one, else the pivot and the new uuid. Each pivot is a source of its own, so
 * that a file of police stations never removes a gendarmerie.
 */
export function dilaIdentity(pivot: string, oldCode: string, uuid: string): Pick<RawOrganisation, 'source' | 'id'> {
  const source = `dila:${pivot}`;
  if (oldCode.startsWith(`${pivot}-`)) return { source, id: `dila:${oldCode}` };
  return { source, id: uuid === '' ? '' : `${source}-${uuid}` };
}

export function dilaKind(pivot: string): DilaKind | ExclusionReason {
  return kinds[pivot] ?? leftOut[pivot] ?? 'other-service';
}

/** 9, 8 and 7 are an address or better, 6 and 5 a street, 4 and less a town. Without a figure DILA means the address. */
export function dilaPrecision(precision: string): 'address' | 'street' | 'town' {
  const figure = Number(precision);
  if (precision.trim() === '' || !Number.isFinite(figure) || figure >= 7) return 'address';
  return figure >= 5 ? 'street' : 'town';
}

export function dilaWheelchair(code: string): { wheelchair?: NonNullable<Organisation['wheelchair']> } {
  const value = wheelchair[code];
  return value === undefined ? {} : { wheelchair: value };
}

export const dilaPublisher: Organisation['source'] = {
  name: 'Service-Public.fr / DILA, base de données locales',
  url: 'https://www.data.gouv.fr/fr/datasets/service-public-fr-annuaire-de-l-administration-base-de-donnees-locales/'
};

/**
 * Mother-and-child centres (PMI) often host a sexual-health centre, and no file says which do. They are taken as family
 * planning, since in many departments nothing else is near and free, but with low confidence and with the question to ask.
 */
export const pmiOffers: readonly string[] = [
  'Protection maternelle et infantile (PMI)',
  'Contraception, grossesse non prévue, dépistage : demandez si ce centre les propose'
];

const pmi: DilaKind = { subCategory: 'family-planning', confidence: 'low', offers: pmiOffers };

const kinds: Readonly<Partial<Record<string, DilaKind>>> = {
  gendarmerie: { subCategory: 'gendarmerie', confidence: 'high' },
  commissariat_police: { subCategory: 'police', confidence: 'high' },
  aav: { subCategory: 'victim-support', confidence: 'high' },
  bav: { subCategory: 'victim-support', confidence: 'high' },
  cidf: { subCategory: 'victim-support', confidence: 'high' },
  pmi
};

const leftOut: Readonly<Partial<Record<string, ExclusionReason>>> = {
  gendarmerie_moto: 'motorised-unit',
  cirgn: 'recruitment-centre'
};

const wheelchair: Readonly<Partial<Record<string, Organisation['wheelchair']>>> = {
  ACC: 'yes',
  DEM: 'on-request',
  NAC: 'no'
};

export interface DilaKind {
  readonly subCategory: SubCategory;
  readonly confidence: Organisation['confidence'];
  readonly offers?: readonly string[];
}
