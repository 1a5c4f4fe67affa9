/** @throws when it takes longer; the bound is there to end a test that hangs, not to measure. */
export async function within<T>(
  ms: number,
  what: string,
  work: Promise<T>,
  state: () => string = () => '',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no ${what} within ${ms} ms ${state()}`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
