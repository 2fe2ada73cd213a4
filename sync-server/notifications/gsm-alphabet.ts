/**
 * How many septets a text message takes in the GSM 7-bit default alphabet (3GPP TS 23.038, 6.2.1), or null when it holds a
 * character that the alphabet lacks: such a message is sent in UCS-2, where 70 characters fill a part.
 */
export function septetsOf(text: string): number | null {
  let septets = 0;
  for (const character of text) {
    if (basic.has(character)) septets += 1;
    else if (extended.has(character)) septets += 2;
    else return null;
  }
  return septets;
}

/** More is sent, and paid, in two parts, which some phones show as two messages. */
export const LONGEST_SMS = 160;

const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'
);
const extended = new Set('\f^{}\\[~]|€');
