/** Why an import changed, refused or left out a row. Each key is counted in the outcome; the sentence is for people. */

export const repairReasons = {
  'address-twice': 'the same address stood there twice; the one with coordinates was kept',
  'cedex-postcode': "a CEDEX postcode was replaced by the commune's own",
  'cedex-town': 'CEDEX was taken off the name of the town',
  'casing': 'a text in capitals was given French casing',
  'email-mailto': '"mailto:" was taken off an e-mail address',
  'email-several': 'of several e-mail addresses the first was kept',
  'email-unreadable': 'an e-mail address that is none was dropped',
  'hours-empty': 'hours from 00:00 to 00:00 were dropped; their text is kept as a note',
  'hours-suspicious': 'hours that begin in the night and last all day were dropped',
  'hours-to-note': 'hours that could not be read are kept as a note',
  'longitude-equals-latitude': 'the longitude repeated the latitude; the position was dropped',
  'merged-commune': 'the INSEE code is that of a former commune; the town was found by name or postcode',
  'mojibake': 'text read in the wrong encoding ("Ã©") was put right',
  'note-glued': 'the name of a day glued to a note was taken off or set apart',
  'phone-overseas-prefix': 'an overseas or shortened number was completed',
  'phone-unreadable': 'a phone number that is none was dropped',
  'position-far-from-town': 'overseas, the position is more than 25 km from its commune: kept, with low confidence',
  'position-from-town': "without a usable position, the town's centre stands in",
  'position-in-another-town': "the position is more than 15 km from its commune; the town's centre stands in",
  'position-outside-territory': 'the position lies outside the department or territory; it was dropped',
  'position-placeholder': "the position is the source's stand-in for an unknown one; it was dropped",
  'position-swapped': 'latitude and longitude were the wrong way round',
  'position-too-far': 'the position is more than 150 km from its commune; it was dropped',
  'position-unreadable': 'a position that is no number was dropped',
  'position-zero': 'the position was 0, 0; it was dropped',
  'url-in-email': 'a web address stood in the e-mail field; it was moved',
  'website-unreadable': 'a web address that is none was dropped'
} as const satisfies Record<string, string>;

export const refusalReasons = {
  'unknown-format': 'this file is in no format that the directory reads; see sync-server/directory/importers/formats.ts',
  'packed-file': 'this is an archive; unpack it and import the file inside',
  'unreadable-file': 'the file cannot be read to its end',
  'no-acceptable-row': 'the file holds no row that can be accepted; nothing of it was imported',
  'unreadable-row': 'the row does not have the shape of its format',
  'no-id': 'the row has no identifier, so a later import could not find it again',
  'no-name': 'the row has no name',
  'no-place': 'neither INSEE code, postcode nor department says where it is',
  'no-contact': 'it has no address, position, phone, e-mail or website: nobody could reach it',
  'no-source': 'the row does not say who vouches for it',
  'bad-date': 'the row does not say when it was last checked, as YYYY-MM-DD or DD/MM/YYYY',
  'unknown-category': 'the category is none of the nine sub-categories',
  'same-id': 'another row of this import has the same identifier and says something else',
  'not-joined': 'the establishment is missing from the table that gives its name and address'
} as const satisfies Record<string, string>;

export const exclusionReasons = {
  'closed': 'the establishment is closed',
  'hospital': 'hospitals enter the directory through the SAE tables, as emergency rooms',
  'motorised-unit': 'a road unit, which takes no complaints',
  'other-service': 'a service of another kind',
  'recruitment-centre': 'a recruitment centre',
  'same-row-twice': 'the very same row stands in the import more than once'
} as const satisfies Record<string, string>;

export type RepairReason = keyof typeof repairReasons;
export type RefusalReason = keyof typeof refusalReasons;
export type ExclusionReason = keyof typeof exclusionReasons;
