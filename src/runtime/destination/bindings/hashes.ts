/** The hash functions of the host: each hashes a string as UTF-8 and returns lower-case hexadecimal digits. */
export interface Hashes {
  sha1(text: string): string;
  sha256(text: string): string;
  hmacSha256(key: string, text: string): string;
}
