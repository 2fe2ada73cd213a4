import type { ReceiptView } from '$domain/report-api.ts';
import { outbox } from '$lib/offline/outbox-page.svelte.ts';
import type { Receipt } from '$lib/offline/outbox.ts';
import { readThread, type ReceiptWithSlip } from './receipt-api.ts';

/** Asks how each report stands, one after the other. False when one could not be asked. */
export async function refreshReceipts(): Promise<boolean> {
  for (const receipt of outbox.receipts) {
    if (!hasSlip(receipt)) continue;
    const answer = await readThread(receipt);
    if (answer.ok) await noteView(receipt, answer.value);
    else if (answer.fault.error === 'unknown_receipt') await note({ ...receipt, stage: 'gone' });
    else return false;
  }
  return true;
}

/** Keeps what the server said, to be seen without a network. `read`: it is on the screen. */
export async function noteView(receipt: Receipt, view: ReceiptView, read = false): Promise<void> {
  const messages = view.messages.filter(({ from }) => from === 'team').length;
  await note({ ...receipt, stage: view.stage, messages, ...(read ? { read: messages } : {}) });
}

export async function note(receipt: Receipt): Promise<void> {
  const before = outbox.receipts.find(({ id }) => id === receipt.id);
  if (JSON.stringify(before) !== JSON.stringify(receipt)) await outbox.keepReceipt(receipt);
}

export function hasSlip(receipt: Receipt | undefined): receipt is ReceiptWithSlip {
  return receipt?.slip !== undefined;
}
