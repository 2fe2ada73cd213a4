import type { Couch } from './connection.ts';
import { statusOf } from './connection.ts';
import { documentsOf, rethrow } from './documents.ts';

/** Files of snapshots, as attachments: every copy of the server has them, and a name has one content for ever. */
export interface SnapshotFiles {
  put(area: string, name: string, bytes: Uint8Array): Promise<void>;
  get(area: string, name: string): Promise<Buffer | undefined>;
  names(area: string): Promise<string[]>;
  /** Gone from the store's files, too, as far as it can. */
  remove(area: string, names: readonly string[]): Promise<void>;
}

export function snapshotFiles(couch: Couch, databaseName: string): SnapshotFiles {
  const documents = documentsOf(couch.server, databaseName);
  const database = couch.server.use(databaseName);
  return {
    async put(area, name, bytes) {
      await documents.create({ _id: idOf(area, name), type: 'file', _attachments: { [ATTACHMENT]: { content_type: 'application/octet-stream', data: Buffer.from(bytes).toString('base64') } } });
    },
    async get(area, name) {
      try {
        return await database.attachment.get(idOf(area, name), ATTACHMENT);
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        return rethrow(error);
      }
    },
    names: async (area) => (await documents.ids(idOf(area, ''))).map((id) => id.slice(idOf(area, '').length)),
    async remove(area, names) {
      const found = await documents.many(names.map((name) => idOf(area, name)));
      for (const document of found) await documents.remove(document);
      await documents.forget(found);
    }
  };
}

function idOf(area: string, name: string): string {
  return `file:${area}:${name}`;
}

const ATTACHMENT = 'blocks';
