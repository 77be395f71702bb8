/** Hash functions as the host has them: UTF-8 text in, lower-case hexadecimal digits out. */
export interface Hashes {
  sha1(text: string): string;
  sha256(text: string): string;
  hmacSha256(key: string, text: string): string;
}

/** What each of them gives a workflow: nothing for anything but texts. */
export function hashFunctions(hashes: Hashes): Record<keyof Hashes, (...texts: unknown[]) => unknown> {
  const ofText = (hash: (text: string) => string) => (value: unknown) =>
    typeof value === 'string' ? hash(value) : undefined;
  return {
    sha1: ofText((value) => hashes.sha1(value)),
    sha256: ofText((value) => hashes.sha256(value)),
    hmacSha256: (key, value) =>
      typeof key === 'string' && typeof value === 'string' ? hashes.hmacSha256(key, value) : undefined,
  };
}
