import * as v from 'valibot';
import { isReadingLanguage, type ReadingLanguage } from '$domain/language.ts';
import { fillOperator } from '$lib/operator/operator.server.ts';
import { readText, type Section } from './markdown.server.ts';
import { FrontMatterBase, formatIssues } from './front-matter.server.ts';

/** Terms, policy, how leaving works: the operator's details are filled in when the pages are built. */
export interface PageText extends v.InferOutput<typeof FrontMatterBase> {
  readonly name: string;
  readonly language: ReadingLanguage;
  readonly sections: readonly Section[];
}

const files = import.meta.glob<string>('/src/content/pages/*/*.md', { eager: true, query: '?raw', import: 'default' });

export const pageTexts: readonly PageText[] = Object.entries(files).map(([file, source]) => readPage(file, source));

export function pageText(name: string, language: ReadingLanguage): PageText | undefined {
  return pageTexts.find((page) => page.name === name && page.language === language);
}

function readPage(file: string, source: string): PageText {
  const [, language = '', name = ''] = /\/([^/]+)\/([^/]+)\.md$/.exec(file) ?? [];
  if (!isReadingLanguage(language)) throw new Error(`${file}: unknown language`);
  const text = readText(file, fillOperator(source), language);
  const frontMatter = v.safeParse(FrontMatterBase, text.frontMatter);
  if (!frontMatter.success) throw new Error(`${file}: ${formatIssues(frontMatter.issues)}`);
  return { ...frontMatter.output, name, language, sections: text.sections };
}
