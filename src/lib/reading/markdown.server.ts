import MarkdownIt from 'markdown-it';
import { parse as parseYaml } from 'yaml';
import type { ReadingLanguage } from '$domain/language.ts';

/** One heading and what follows it, down to the next heading of the same level. */
export interface Section {
  readonly id: string;
  readonly title: string;
  readonly html: string;
  /** Ids of the smaller headings inside, in order. */
  readonly inner: readonly string[];
}

export interface ReadingText {
  /** Not checked yet: each kind of page has its own schema. */
  readonly frontMatter: unknown;
  readonly sections: readonly Section[];
}

/**
 * Reads a text of `src/content/`: YAML front matter, then `## Title {#id}` sections. No raw HTML. What stands between `« »` in
 * another language than French is French, to be said or shown as it is.
 * Throws with the file's name and a sentence on anything else.
 */
export function readText(file: string, source: string, language: ReadingLanguage): ReadingText {
  const match = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source);
  if (!match) throw new Error(`${file}: no front matter between two --- lines`);
  const [, yaml = '', body = ''] = match.map(withFrenchSpaces);
  const sections = sectionsOf(file, body);
  return { frontMatter: parseYaml(yaml), sections: language === 'fr' ? sections : sections.map((section) => ({ ...section, html: withFrenchMarked(section.html) })) };
}

/** French puts a space before `: ; ? ! »` and after `«`; a line must not break there, whatever the writer typed. */
function withFrenchSpaces(text: string): string {
  return text.replaceAll(/ ([:;?»]|!(?!\[))/g, '\u00a0$1').replaceAll('« ', '«\u00a0');
}

/** Read out as French (WCAG 3.1.2), and left alone by the browser's translator: a doctor or an officer is to understand it. */
function withFrenchMarked(html: string): string {
  return html.replaceAll(/«[^<»]*»/g, '<span lang="fr" translate="no">$&</span>');
}

const markdown = new MarkdownIt({ html: false, typographer: false, linkify: false });

function sectionsOf(file: string, body: string): Section[] {
  const tokens = markdown.parse(body, {});
  const sections: { id: string; title: string; from: number; to: number; inner: string[] }[] = [];
  tokens.forEach((token, index) => {
    if (token.type !== 'heading_open') return;
    const inline = tokens[index + 1];
    const heading = /^(.*?)\s*\{#([a-z0-9-]+)\}$/.exec(inline?.content ?? '');
    if (!inline || !heading) throw new Error(`${file}: heading without {#id}: ${inline?.content ?? ''}`);
    const [, title = '', id = ''] = heading;
    inline.content = title;
    inline.children = markdown.parseInline(title, {})[0]?.children ?? [];
    token.attrSet('id', id);
    const current = sections.at(-1);
    if (token.tag === 'h2') {
      if (current) current.to = index;
      sections.push({ id, title, from: index + 3, to: tokens.length, inner: [] });
    } else if (current && token.tag === 'h3') {
      current.inner.push(id);
    } else {
      throw new Error(`${file}: ${token.tag} where h2 or h3 was expected: ${title}`);
    }
  });
  if (sections.length === 0 && body.trim() !== '') throw new Error(`${file}: text outside any section`);
  return sections.map(({ id, title, from, to, inner }) => ({
    id,
    title,
    inner,
    html: markdown.renderer.render(tokens.slice(from, to), markdown.options, {})
  }));
}
