import { createHash } from 'node:crypto';
import type { Alert } from '../../src/domain/alert.ts';
import { choices } from '../../src/domain/coded-choices.ts';
import { dangerLevels } from '../../src/domain/danger-level.ts';
import { areaContext, areaKeyId, sealAlert } from '../../src/domain/sealed-alert.ts';
import { searchKey, searchToken } from '../../src/domain/search-token.ts';
import type { Context } from '../../sync-server/context.ts';
import { manyAtOnce } from './many-at-once.ts';
import { seeded } from './seeded.ts';

/**
 * Invented alerts as long as real ones, about 750 bytes each: the same seed, the same alerts. Words of real sentences in no order: they
 * compress about as French does, where whole sentences of a list would compress to nothing. Numbers are of the range that is kept for films (ARCEP, decision
 * 2018-0881: 06 39 98), which our rules read as of Mayotte.
 */
export function manyAlerts(count: number, seed: number, area = '75'): Alert[] {
  const chance = seeded(seed);
  const below = (limit: number): number => Math.floor(chance() * limit);
  const one = <Value>(all: readonly Value[]): Value => all[below(all.length)] as Value;
  const some = <Value>(all: readonly Value[], most: number): Value[] => [...new Set(Array.from({ length: below(most + 1) }, () => one(all)))];
  const day = (): string => new Date(Date.UTC(2022, 0, 1) + below(1780) * 86_400_000).toISOString().slice(0, 10);
  const sentence = (): string => {
    const text = Array.from({ length: 6 + below(8) }, () => one(words)).join(' ');
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
  };
  return Array.from({ length: count }, (_, index) => {
    const updatedOn = day();
    const plate = (): string => `${one(letters)}${one(letters)}${String(100 + below(900))}${one(letters)}${one(letters)}`;
    const identifiers: Alert['identifiers'] = [
      { kind: 'phone', value: `+26263998${String(1000 + below(9000))}` },
      ...(chance() < 0.25 ? [{ kind: 'plate' as const, value: plate() }] : []),
      ...(chance() < 0.15 ? [{ kind: 'email' as const, value: `${one(names).toLowerCase()}.${String(below(9999))}@courrier.example` }] : [])
    ];
    return {
      id: createHash('sha256').update(`${String(seed)}/${area}/${String(index)}`).digest('base64url').slice(0, 22),
      level: one(dangerLevels),
      areas: [area],
      events: some(choices.event, 3),
      profile: some(choices.profile, 2),
      when: { date: updatedOn, partOfDay: one(choices.partOfDay) },
      where: { department: area, town: one(towns), placeType: one(choices.placeType) },
      appearance: { gender: 'man', age: one(choices.age), height: one(choices.height), build: one(choices.build), hair: some(choices.hair, 2), face: some(choices.face, 2), signs: some(choices.sign, 2) },
      vehicle: chance() < 0.35 ? { type: one(choices.vehicle), colour: one(choices.colour), model: one(models) } : {},
      identifiers,
      pseudonyms: some(names, 2),
      links: [],
      text: Array.from({ length: 1 + below(3) }, sentence).join(' '),
      ...(chance() < 0.5 ? { looks: `${one(looks)}, ${one(looks)}.` } : {}),
      textLanguage: 'fr',
      incidents: [updatedOn, ...(chance() < 0.2 ? [day()] : [])].sort().reverse(),
      publishedOn: updatedOn,
      updatedOn,
      deletedOn: '2031-01-28',
      reports: 1 + below(4),
      contested: chance() < 0.02
    };
  });
}

/** As publishing and the projector would leave them in a department's database, and a snapshot of it. */
export async function keepInArea({ alerts: { areas, keys, snapshots, accounts } }: Context, area: string, all: readonly Alert[]): Promise<void> {
  const keyId = areaKeyId(area, accounts.now().toISOString().slice(0, 7));
  const sealing = await keys.area(keyId);
  const search = await searchKey(keys.search);
  await areas.ensure(area);
  await manyAtOnce(all, async (alert) => {
    const tokens = await Promise.all(alert.identifiers.map((identifier) => searchToken(search, identifier)));
    await areas.put(area, { _id: `alert:${alert.id}`, keyId, sealed: await sealAlert(sealing, areaContext(keyId, alert.id), JSON.stringify(alert)), tokens: [...new Set(tokens)].sort() });
  });
  await snapshots.untilIdle();
  await snapshots.drop(area);
  snapshots.changed(area);
  await snapshots.untilIdle();
}

const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ'.split('');
const names = ['Marco', 'Le Doc', 'Karim', 'Jeff', 'Titi', 'Rayan', 'Monsieur Paul', 'Alex', 'Bruno', 'Sam', 'Kévin', 'Mickaël', 'Le Grand', 'Tonton', 'Nico', 'Mehdi', 'Pascal', 'Stéphane', 'Igor', 'Dragan', 'Yann', 'Loïc', 'Gégé', 'Le Prof', 'Dimitri', 'Abel', 'Christophe', 'Fabrice', 'Zack', 'Lorenzo'];
const towns = ['Paris 10e', 'Paris 18e', 'Paris 19e', 'Paris 20e', 'Paris 12e', 'Paris 13e', 'Paris 17e', 'Paris 16e', 'Paris 15e', 'Paris 11e', 'Paris 9e', 'Paris 3e'];
const models = ['Clio', '308', 'Kangoo', 'C3', 'Golf', 'Trafic', 'Berlingo', 'Yaris', 'Série 1', 'Scénic', 'Twingo', 'Partner', 'Jumpy', 'Tiguan'];
const when = ['au premier appel', 'vers minuit', 'après une heure de route', 'dès l’arrivée', 'au moment de payer', 'la deuxième fois', 'pendant la nuit', 'juste avant de partir', 'le lendemain', 'sur le parking', 'à la fermeture', 'sans prévenir', 'après plusieurs messages', 'quand elle a dit non', 'un dimanche matin', 'à la sortie du métro'];
const who = ['il', 'cet homme', 'le client', 'un des deux', 'son ami', 'le conducteur', 'il dit être policier et', 'le même homme', 'celui qui appelle', 'un inconnu', 'le plus jeune', 'le plus âgé des trois'];
const does = ['demande', 'exige', 'prend', 'refuse', 'cache', 'arrache', 'filme', 'garde', 'vole', 'menace de montrer', 'reprend', 'change', 'bloque', 'ferme', 'surveille', 'négocie', 'déchire', 'jette', 'fouille', 'réclame'];
const what = ['l’argent donné au début', 'le téléphone et les papiers', 'la porte à clé', 'plus que ce qui était convenu', 'le préservatif sans le dire', 'le sac pendant la douche', 'des photos prises en secret', 'un rendez-vous sans lumière', 'les clés de la voiture', 'une adresse qui n’existe pas', 'le nom de la propriétaire', 'un couteau dans la poche', 'une bombe lacrymogène', 'la carte bancaire', 'tous les messages', 'le prix trois fois', 'un deuxième homme dans la salle de bains', 'des cris si elle part', 'le passeport', 'un verre avec quelque chose dedans'];
const where = ['près de la gare', 'dans une rue sans issue', 'au fond du parking', 'dans un appartement loué pour la nuit', 'derrière l’hôtel', 'au bord du canal', 'sur une aire d’autoroute', 'dans les bois, loin de la route', 'au troisième étage sans ascenseur', 'dans une camionnette garée', 'près du périphérique', 'dans un immeuble en travaux', 'chez elle', 'à côté du marché', 'dans le hall', 'sous le pont'];
const and = ['puis il rit et s’en va', 'et il revient deux jours plus tard', 'une voisine a entendu', 'elle a pu sortir par la cour', 'il rappelle avec un autre numéro', 'il connaît les horaires', 'il avait déjà fait pareil à une amie', 'la police a été appelée', 'il s’est excusé par message', 'il a insulté tout le monde', 'il était ivre', 'il attend dehors dans sa voiture'];
const looks = ['cicatrice au menton', 'tatouage dans le cou', 'parle très bas', 'accent du sud', 'porte des gants', 'casquette noire', 'sent l’alcool', 'dents abîmées', 'boite un peu', 'chaussures de chantier', 'blouson de cuir marron', 'alliance', 'lunettes fines', 'bague au pouce', 'voix aiguë', 'toujours un sac à dos', 'manteau long', 'montre dorée'];
const words = [when, who, does, what, where, and].flat().join(' ').split(/[ ,]+/);
