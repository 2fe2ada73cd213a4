/** A text to the reporter while it is written. */
export class TextDraft {
  text = $state('');
}
