/** Hash functions as the host has them: a string in, hashed as UTF-8, and lower-case hexadecimal digits out. */
export interface Hashes {
  sha1(text: string): string;
  sha256(text: string): string;
  hmacSha256(key: string, text: string): string;
}
