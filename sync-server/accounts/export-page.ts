import type { AccountExport } from './my-data.ts';

/** The export as a page that anybody can read, with no script, style or link: it is saved and opened from the phone. */
export function exportPage(data: AccountExport, language: string): string {
  const words = language === 'fr' ? french : english;
  const { account } = data;
  const rows: readonly (readonly [string, string])[] = [
    [words.username, account.username],
    [words.role, words[account.role]],
    [words.contacts, account.contacts.map(({ value, proven }) => (proven ? value : `${value} (${words.unproven})`)).join(', ')],
    [words.name, account.name ?? '—'],
    [words.birthDate, account.birthDate ?? '—'],
    [words.language, account.language],
    [words.areas, account.areas.join(', ') || '—'],
    [words.joinedOn, account.joinedOn],
    [words.restricted, account.restricted ? words.yes : words.no],
    [words.secondFactor, account.secondFactor ? words.yes : words.no]
  ];
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${words.title}</title>
<h1>${words.title}</h1><p>${words.madeOn} ${escape(data.madeOn)}</p>
<table>${rows.map(([label, value]) => `<tr><th align="left">${label}<td>${escape(value)}`).join('')}</table>
<h2>${words.sessions}</h2>${list(data.sessions.map(({ startedOn, lastSeenOn, ends, device }) => `${device || '—'}: ${words.from} ${startedOn}, ${words.seen} ${lastSeenOn}, ${words.until} ${ends.slice(0, 10)}`))}
<h2>${words.linkedPhones}</h2>${list(data.linkedPhones.map(({ linkedOn, seenOn, ends }) => `${words.from} ${linkedOn}, ${words.seen} ${seenOn}, ${words.until} ${ends.slice(0, 10)}`))}
<h2>${words.sponsored}</h2>${list(data.sponsored.map(({ username, phone, state, since }) => `${username ?? phone ?? '—'}: ${words[state]}, ${since.slice(0, 10)}`))}
<p>${words.ownSponsor}: ${words[data.ownSponsor]}</p>
<h2>${words.alsoKept}</h2><ul>${words.kept.map((sentence) => `<li>${sentence}`).join('')}</ul></html>`;
}

function list(entries: readonly string[]): string {
  if (entries.length === 0) return '<p>—</p>';
  return `<ul>${entries.map((entry) => `<li>${escape(entry)}`).join('')}</ul>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const french = {
  title: 'Vos données', madeOn: 'Page faite le', username: 'Nom d’utilisateur', role: 'Rôle', contacts: 'Contacts', name: 'Nom', birthDate: 'Date de naissance',
  language: 'Langue', areas: 'Départements', joinedOn: 'Compte ouvert le', restricted: 'Usage suspendu', secondFactor: 'Deuxième preuve', sessions: 'Connexions',
  linkedPhones: 'Téléphones où l’application est reliée', sponsored: 'Personnes parrainées', alsoKept: 'Ce qui est gardé aussi', from: 'depuis le', seen: 'vu le', until: 'jusqu’au', unproven: 'pas confirmé', ownSponsor: 'Votre propre parrainage',
  sent: 'code envoyé', waiting: 'attend une réponse', confirmed: 'confirmé', declined: 'refusé', withdrawn: 'code retiré', expired: 'code non utilisé', yes: 'oui', no: 'non', member: 'membre', partner: 'organisation partenaire', moderator: 'équipe', admin: 'administration',
  kept: ['Une empreinte du mot de passe, dont on ne peut pas le relire.', 'Des empreintes du nom et des contacts, pour que personne d’autre ne les prenne.', 'Des compteurs d’essais et de recherches, quelques jours au plus.', 'Pour chaque téléphone où les nouvelles sont activées : l’adresse de son service d’envoi, scellée.', 'Si énormément de personnes ont été recherchées en un jour : ce jour, pendant trois mois.', 'De l’équipe et des organisations : la clé qui ouvre les signalements, sous sa phrase secrète, et les décisions, sous un numéro.', 'Des signalements, rien : ils ne contiennent rien qui mène à qui les a envoyés.']
} as const;

const english = {
  title: 'Your data', madeOn: 'Page made on', username: 'User name', role: 'Role', contacts: 'Contacts', name: 'Name', birthDate: 'Date of birth',
  language: 'Language', areas: 'Départements', joinedOn: 'Account opened on', restricted: 'Use suspended', secondFactor: 'Second proof', sessions: 'Sessions',
  linkedPhones: 'Phones on which the app is linked', sponsored: 'People sponsored', alsoKept: 'Kept, too', from: 'since', seen: 'seen on', until: 'until', unproven: 'not confirmed', ownSponsor: 'Your own sponsor',
  sent: 'code sent', waiting: 'waits for an answer', confirmed: 'confirmed', declined: 'declined', withdrawn: 'code taken back', expired: 'code not used', yes: 'yes', no: 'no', member: 'member', partner: 'partner organisation', moderator: 'team', admin: 'administration',
  kept: ['A hash of the password, from which it cannot be read.', 'Keyed hashes of the name and the contacts, so that nobody else takes them.', 'Counters of tries and of look-ups, for a few days at most.', 'For each phone on which news were turned on: the address of its push service, sealed.', 'If a great many people were looked up in a day: that day, for three months.', 'Of the team and of organisations: the key that opens reports, under its passphrase, and decisions, under a number.', 'Of reports, nothing: they hold nothing that leads to who sent them.']
} as const;
