import { createHash } from 'node:crypto';
import type { Bytes } from '../../src/domain/caller-filter.ts';
import type { Documents, Stored } from '../couch/documents.ts';

/** The file that phones get, in the database: every copy of the server gives the same. */
export interface FilterFiles {
  /** What there is; undefined before the first was built. */
  current(): Promise<Stored<CurrentFile> | undefined>;
  /** Undefined when it was replaced meanwhile: ask again what there is. */
  bytes(etag: string): Promise<Bytes | undefined>;
  /** In the place of `before`. False when somebody else was quicker: what they built may be newer. */
  replace(before: Stored<CurrentFile> | undefined, bytes: Bytes, about: { readonly generation: number; readonly builtAt: string }): Promise<boolean>;
}

export interface CurrentFile {
  readonly type: 'current';
  /** SHA-256 of the bytes, base64url. */
  readonly etag: string;
  readonly generation: number;
  readonly builtAt: string;
}

export function filterFiles(documents: Documents): FilterFiles {
  let kept: { readonly etag: string; readonly bytes: Bytes } | undefined;

  const files: FilterFiles = {
    current: () => documents.get<CurrentFile>(CURRENT),
    async bytes(etag) {
      if (kept?.etag === etag) return kept.bytes;
      const file = await documents.get<FileDocument>(PREFIX + etag);
      if (!file) return undefined;
      kept = { etag, bytes: new Uint8Array(Buffer.from(file.bytes, 'base64url')) };
      return kept.bytes;
    },
    async replace(before, bytes, { generation, builtAt }) {
      const etag = createHash('sha256').update(bytes).digest('base64url');
      // Also when it is the one that is named: another copy of the server may have cleared it away just before it was.
      await documents.create<FileDocument & { readonly _id: string }>({ _id: PREFIX + etag, type: 'file', bytes: Buffer.from(bytes).toString('base64url') });
      if (before?.etag === etag) return true;
      const next = { _id: CURRENT, type: 'current', etag, generation, builtAt } as const;
      const won = await (before ? documents.replace({ ...next, _rev: before._rev }) : documents.create(next));
      await removeOthers();
      return won;
    }
  };
  return files;

  /** What was taken out of the filter must be in no file, and in no earlier state of the store's files. */
  async function removeOthers(): Promise<void> {
    const current = await files.current();
    const others = (await documents.ids(PREFIX)).filter((id) => id !== PREFIX + (current?.etag ?? ''));
    const found = await documents.many<FileDocument>(others);
    for (const document of found) await documents.remove(document);
    await documents.forget(found);
  }
}

interface FileDocument {
  readonly type: 'file';
  readonly bytes: string;
}

const CURRENT = 'current';
const PREFIX = 'file:';
