/**
 * The items of a JSON list, one at a time: of the list that is the file, or of the list under one of `keys` in the
 * object that is the file. DILA's bulk file is larger than a string should be, so the text is never held whole.
 * Throws a SyntaxError when the file ends early or an item is not JSON.
 */
export async function* jsonItems(chunks: AsyncIterable<Uint8Array>, keys: readonly string[]): AsyncGenerator {
  const decoder = new TextDecoder('utf-8');
  const scanner = new ItemScanner(keys);
  for await (const chunk of chunks) {
    for (const item of scanner.push(decoder.decode(chunk, { stream: true }))) yield JSON.parse(item);
  }
  for (const item of scanner.push(decoder.decode())) yield JSON.parse(item);
  if (!scanner.finished) throw new SyntaxError('the file ends before its list does');
}

class ItemScanner {
  finished = false;
  readonly #keys: ReadonlySet<string>;
  /** Depth of brackets; the list's own items begin at `#listDepth`. */
  #depth = 0;
  #listDepth = -1;
  #inString = false;
  #escaped = false;
  #key = '';
  #item = '';

  constructor(keys: readonly string[]) {
    this.#keys = new Set(keys);
  }

  push(text: string): string[] {
    const items: string[] = [];
    let start = 0;
    for (let index = 0; index < text.length; index += 1) {
      const character = text.charAt(index);
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (character === '\\') this.#escaped = true;
        else if (character === '"') this.#inString = false;
        if (this.#listDepth < 0 && this.#depth === 1 && this.#inString) this.#key += character;
        continue;
      }
      switch (character) {
        case '"':
          this.#inString = true;
          if (this.#listDepth < 0 && this.#depth === 1) this.#key = '';
          break;
        case '{':
        case '[':
          this.#depth += 1;
          if (this.#opensList(character)) {
            this.#listDepth = this.#depth;
            start = index + 1;
          }
          break;
        case '}':
        case ']':
          if (this.#depth === this.#listDepth) {
            this.#take(text.slice(start, index), items);
            this.#listDepth = NOTHING_MORE;
          }
          this.#depth -= 1;
          if (this.#depth === 0) this.finished = true;
          break;
        case ',':
          if (this.#depth === this.#listDepth) {
            this.#take(text.slice(start, index), items);
            start = index + 1;
          }
          break;
        default:
          break;
      }
    }
    if (this.#listDepth > 0) this.#item += text.slice(start);
    return items;
  }

  #opensList(character: string): boolean {
    if (character !== '[' || this.#listDepth !== -1) return false;
    return this.#depth === 1 || (this.#depth === 2 && this.#keys.has(this.#key));
  }

  #take(rest: string, items: string[]): void {
    const item = (this.#item + rest).trim();
    this.#item = '';
    if (item !== '') items.push(item);
  }
}

const NOTHING_MORE = -2;
