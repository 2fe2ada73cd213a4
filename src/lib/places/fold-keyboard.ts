/** On a phone the keyboard would hide what was found. */
export function foldKeyboard(): void {
  if (matchMedia('(pointer: coarse)').matches && document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
