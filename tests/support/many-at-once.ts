/** Does it for each, in order, sixteen at a time: one after the other a store waits more than it works. */
export async function manyAtOnce<Item>(all: readonly Item[], act: (item: Item) => Promise<void>): Promise<void> {
  const rest = [...all].reverse();
  const work = async (): Promise<void> => {
    for (let next = rest.pop(); next !== undefined; next = rest.pop()) await act(next);
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
