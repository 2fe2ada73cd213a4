import type { Row, Rows, Table, Tables } from './outbox-tables.ts';

/** For a phone that gives us no storage: lasts as long as the page. One transaction after the other, each whole or not at all. */
export class MemoryTables implements Tables {
  #rows: ReadonlyMap<string, unknown> = new Map();
  #last: Promise<unknown> = Promise.resolve();

  transact<Result>(names: readonly Table[], work: (rows: Rows) => Promise<Result>): Promise<Result> {
    const done = this.#last.then(async () => {
      const changed = new Map(this.#rows);
      const result = await work(rowsOf(changed, names));
      this.#rows = changed;
      return result;
    });
    this.#last = done.catch(() => undefined);
    return done;
  }
}

function rowsOf(rows: Map<string, unknown>, names: readonly Table[]): Rows {
  const keyOf = (name: Table, key: string): string => {
    if (!names.includes(name)) throw new TypeError('not a table of this transaction');
    return `${name} ${key}`;
  };
  return {
    get: <Name extends Table>(name: Name, key: string) => Promise.resolve(rows.get(keyOf(name, key)) as Row[Name] | undefined),
    all: <Name extends Table>(name: Name) => Promise.resolve([...rows].filter(([key]) => key.startsWith(keyOf(name, ''))).map(([, row]) => row as Row[Name])),
    put: (name, key, row) => Promise.resolve(void rows.set(keyOf(name, key), row)),
    delete: (name, key) => Promise.resolve(void rows.delete(keyOf(name, key)))
  };
}
