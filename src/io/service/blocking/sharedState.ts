import { withJob } from './eventIdentity';

/** The maximum length of the text in UTF-8. */
const TEXT_BYTES = 1024;
const HEAD_BYTES = 16;
const JOB_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** The indexes in the head. */
const BEAT = 0;
const KIND = 1;
const LENGTH = 2;

const NOTHING = 0;
const EXACT = 1;
const JOB = 2;

/**
 * The current work of a thread, in memory that another thread can read while this one is blocked. The reader reads it
 * only after the beat has not changed for a long time, so it never sees a partial write. The state is written for
 * every event; the text is written only when it changes, because successive events usually have the same connection.
 */
export class SharedState {
  private readonly head: Int32Array;
  private readonly job: Float64Array;
  private readonly text: Uint8Array;
  private readonly encoder = new TextEncoder();
  private written = '';

  constructor(readonly buffer = new SharedArrayBuffer(HEAD_BYTES + JOB_BYTES + TEXT_BYTES)) {
    this.head = new Int32Array(buffer, 0, HEAD_BYTES / Int32Array.BYTES_PER_ELEMENT);
    this.job = new Float64Array(buffer, HEAD_BYTES, 1);
    this.text = new Uint8Array(buffer, HEAD_BYTES + JOB_BYTES);
  }

  /** The thread is processing an event or group with this identity. */
  enter(identity: string): void {
    this.start(EXACT, identity);
  }

  /** The thread is processing an event of a job; NaN for a job without a number. */
  enterJob(connection: string, job: number): void {
    this.job[0] = job;
    this.start(JOB, connection);
  }

  /** The thread is not processing an event. */
  leave(): void {
    this.head[KIND] = NOTHING;
  }

  /** Signals that the thread is not blocked. */
  beat(): void {
    Atomics.add(this.head, BEAT, 1);
  }

  get beats(): number {
    return Atomics.load(this.head, BEAT);
  }

  /** The identity of the current work; '' if there is none. */
  read(): string {
    const kind = this.head[KIND];
    if (kind === NOTHING) {
      return '';
    }
    // Copied first: TextDecoder does not accept shared memory.
    const text = new TextDecoder().decode(this.text.slice(0, this.head[LENGTH]));
    const [job = NaN] = this.job;
    return kind === EXACT ? text : withJob(text, Number.isNaN(job) ? undefined : job);
  }

  private start(kind: number, text: string): void {
    if (text !== this.written) {
      this.written = text;
      this.head[LENGTH] = this.encoder.encodeInto(text, this.text).written;
    }
    this.head[KIND] = kind;
    this.beat();
  }
}
