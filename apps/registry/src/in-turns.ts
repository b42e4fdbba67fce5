/** Work on a long list keeps the event loop for about this long. */
const SLICE_MILLISECONDS = 8;

let last: Promise<unknown> = Promise.resolve();

/** The next turn of the event loop that no other long list has. */
function nextTurn(): Promise<unknown> {
  return (last = last.then(() => new Promise((resolve) => setImmediate(resolve))));
}

/** Maps a list. Where that takes long, other work is done in between; of several long lists one continues in each turn. */
export async function mapInTurns<From, To>(list: readonly From[], map: (each: From) => To): Promise<To[]> {
  const mapped: To[] = [];
  let until = performance.now() + SLICE_MILLISECONDS;
  for (const each of list) {
    mapped.push(map(each));
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MILLISECONDS;
  }
  return mapped;
}
