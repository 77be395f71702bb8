import { withJob } from './eventIdentity';

/** Room for the longest text, in UTF-8. */
const TEXT_BYTES = 1024;
const HEAD_BYTES = 16;
const JOB_BYTES = Float64Array.BYTES_PER_ELEMENT;

/** The places in the head. */
const BEAT = 0;
const KIND = 1;
const LENGTH = 2;

const NOTHING = 0;
const EXACT = 1;
const JOB = 2;

/**
 * What a thread is working on, in memory that another thread can read while this one is blocked. The reader looks at it
 * only once the beat has stood still for long, so that it never sees it half-written. It is written for every event, so
 * the text is written only when it changes: events mostly come from one connection.
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

  /** The thread works on an event or a group with this identity. */
  enter(identity: string): void {
    this.start(EXACT, identity);
  }

  /** The thread works on an event of a job; NaN for one without a number. */
  enterJob(connection: string, job: number): void {
    this.job[0] = job;
    this.start(JOB, connection);
  }

  /** The thread works on no event. */
  leave(): void {
    this.head[KIND] = NOTHING;
  }

  /** The thread goes on. */
  beat(): void {
    Atomics.add(this.head, BEAT, 1);
  }

  get beats(): number {
    return Atomics.load(this.head, BEAT);
  }

  /** The identity of what the thread works on; '' when it works on no event. */
  read(): string {
    const kind = this.head[KIND];
    if (kind === NOTHING) {
      return '';
    }
    // Not decoded in place: TextDecoder takes no shared memory.
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
