/** Hands a file to the browser. The name tells nothing to whoever looks through the phone's downloads. */
export function saveFile(blob: Blob, name: `export.${'json' | 'html'}` | 'receipt.txt' | 'notes.txt'): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
