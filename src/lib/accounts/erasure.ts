import type { ErasureReceipt } from '$domain/account-api.ts';
import type { Translate } from '$lib/i18n/translate.ts';

type Kind = ErasureReceipt['erased'][number]['what'];
type Place = ErasureReceipt['elsewhere'][number];

/** In the order in which somebody thinks of them. Records, so that a new one in the contract cannot be forgotten here. */
const kinds: Readonly<Record<Kind, true>> = { account: true, names: true, contacts: true, sessions: true, codes: true, sponsorships: true, messages: true };
const places: Readonly<Record<Place, true>> = { reports: true, phone: true, sponsors: true, backups: true, logs: true };

export const erasedKinds = Object.keys(kinds) as readonly Kind[];
export const placesElsewhere = Object.keys(places) as readonly Place[];

/** The receipt as a text file, for whoever wants to keep it. It names nobody. */
export function receiptText(t: Translate, receipt: ErasureReceipt, day: string): string {
  const erased = receipt.erased.map(({ what, count }) => `- ${t(`erased.${what}`)} ${t('receipt.count', { count })}`);
  const elsewhere = receipt.elsewhere.map((place) => `- ${t(`elsewhere.${place}`)}`);
  return [t('receipt.fileTitle'), t('receipt.on', { day }), '', t('receipt.erased'), ...erased, '', t('receipt.elsewhere'), ...elsewhere, ''].join('\n');
}
