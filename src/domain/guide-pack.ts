/**
 * All pages of one language in one file, so that a phone can show them with no network, byte for byte as built.
 * Pages share their styles, so these stand once, beside them.
 */
export interface GuidePack {
  readonly language: string;
  readonly styles: readonly string[];
  /** Path (`/fr/guides/`) to page. */
  readonly pages: Readonly<Record<string, PackedPage>>;
}

interface PackedPage {
  /** The page with each style's content replaced by a mark. */
  readonly html: string;
  /** Its Content-Security-Policy. */
  readonly policy: string;
}

export interface Page {
  readonly html: string;
  readonly policy: string;
}

/** U+0000 never stands in HTML: the parser drops it. */
const mark = (index: number): string => `\u0000${index}\u0000`;
const anyMark = /\u0000(\d+)\u0000/g;

export function packPages(language: string, pages: Readonly<Record<string, Page>>): GuidePack {
  const styles: string[] = [];
  const packed: Record<string, PackedPage> = {};
  for (const [path, { html, policy }] of Object.entries(pages)) {
    if (html.includes('\u0000')) throw new Error(`${path} holds U+0000`);
    packed[path] = {
      policy,
      html: html.replace(/(<style[^>]*>)([\s\S]*?)(<\/style>)/g, (_, open: string, style: string, close: string) => {
        if (!styles.includes(style)) styles.push(style);
        return open + mark(styles.indexOf(style)) + close;
      })
    };
  }
  return { language, styles, pages: packed };
}

/** The page at a path as it was built, or nothing if the pack lacks it. */
export function unpackPage(pack: GuidePack, path: string): Page | undefined {
  const page = Object.hasOwn(pack.pages, path) ? pack.pages[path] : undefined;
  if (!page) return undefined;
  return { policy: page.policy, html: page.html.replace(anyMark, (_, index: string) => pack.styles[Number(index)] ?? '') };
}
