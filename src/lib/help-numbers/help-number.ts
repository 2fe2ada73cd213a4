export const groups = ['emergency', 'violence', 'health', 'support'] as const;

/** A number to call or to text, in the reader's language. */
export interface HelpNumber {
  readonly id: string;
  readonly dial: string;
  readonly shown: string;
  readonly channels: readonly ('voice' | 'sms')[];
  readonly smsNumber?: string;
  readonly group: (typeof groups)[number];
  readonly name: string;
  /** Two or three words for a button. */
  readonly action: string;
  readonly forWhom: string;
  readonly hours: string;
  readonly cost: string;
  readonly hiddenFromBill: boolean;
  readonly source: string;
  readonly sourceDate: string;
  readonly confidence: 'sourced' | 'old' | 'to-confirm';
}

/** What a tap does: a call where one can call, else a text message. */
export function hrefOf(number: HelpNumber): string {
  return number.channels.includes('voice') ? `tel:${number.dial}` : `sms:${number.dial}`;
}
