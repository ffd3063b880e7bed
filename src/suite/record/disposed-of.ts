type Disposed = AsyncDisposable | Disposable;
type OnCleanup = (clean: () => void | Promise<void>) => void;

/** A fixture that needs no other, and is disposed of when nobody asks for it any more. */
export function disposedOf<T extends Disposed>(make: () => T | Promise<T>) {
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs
  return async ({}: object, { onCleanup }: { onCleanup: OnCleanup }): Promise<T> => {
    const made = await make();
    onCleanup(async () => {
      if (Symbol.asyncDispose in made) await made[Symbol.asyncDispose]();
      else made[Symbol.dispose]();
    });
    return made;
  };
}
