/** Room for the longest identity of an event, in UTF-8. */
const TEXT_BYTES = 1024;
const HEAD_BYTES = 8;
const BEAT = 0;
const LENGTH = 1;

/**
 * What a thread is working on, in memory that another thread can read while this one is blocked. The reader looks at the text
 * only once the beat has stood still for long, so that it never sees a half-written one.
 */
export class SharedState {
  private readonly head: Int32Array;
  private readonly text: Uint8Array;
  private readonly encoder = new TextEncoder();

  constructor(readonly buffer = new SharedArrayBuffer(HEAD_BYTES + TEXT_BYTES)) {
    this.head = new Int32Array(buffer, 0, HEAD_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.text = new Uint8Array(buffer, HEAD_BYTES);
  }

  /** Says that the thread goes on, and with what; '' when that is not known. */
  write(text: string): void {
    this.head[LENGTH] = text === '' ? 0 : this.encoder.encodeInto(text, this.text).written;
    this.beat();
  }

  /** Says that the thread goes on. */
  beat(): void {
    Atomics.add(this.head, BEAT, 1);
  }

  get beats(): number {
    return Atomics.load(this.head, BEAT);
  }

  read(): string {
    // Not decoded in place: TextDecoder takes no shared memory.
    return new TextDecoder().decode(this.text.slice(0, this.head[LENGTH]));
  }
}
