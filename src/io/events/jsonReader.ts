/** Where and why a text stops being JSON; the message never quotes the text. */
export class JsonFault extends Error {
  constructor(
    readonly reason: string,
    readonly offset: number,
  ) {
    super(reason);
  }
}

/** The sender decides the nesting, and each level uses the stack: below this depth, errors are not searched. */
const DEEPEST = 1000;

/** Reads a JSON text to find its first error, and throws it as a JsonFault. */
export class JsonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  readAll(): void {
    this.readValue(0);
    if (this.peek() !== '') {
      throw new JsonFault('more text after the value', this.at);
    }
  }

  private readValue(depth: number): void {
    if (depth > DEEPEST) {
      throw new JsonFault('a fault somewhere inside the deeply nested value', this.at);
    }
    switch (this.peek()) {
      case '{':
        this.readList('}', () => {
          this.peek();
          this.readString();
          this.expect(':');
          this.readValue(depth + 1);
        });
        break;
      case '[':
        this.readList(']', () => {
          this.readValue(depth + 1);
        });
        break;
      case '"':
        this.readString();
        break;
      default:
        this.readWord();
    }
  }

  private readList(closer: string, readEntry: () => void): void {
    this.at += 1;
    if (this.peek() !== closer) {
      readEntry();
      while (this.peek() !== closer) {
        this.expect(',');
        readEntry();
      }
    }
    this.at += 1;
  }

  private readString(): void {
    this.expect('"');
    for (let char = this.text.charAt(this.at); char !== '"'; char = this.text.charAt(this.at)) {
      if (char === '') {
        throw this.unexpected();
      }
      if (char < ' ') {
        throw new JsonFault('control character in a string', this.at);
      }
      this.at += char === '\\' ? this.measureEscape() : 1;
    }
    this.at += 1;
  }

  private measureEscape(): number {
    const escape = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.exec(this.text.slice(this.at, this.at + 6));
    if (!escape) {
      throw new JsonFault('invalid escape in a string', this.at);
    }
    return escape[0].length;
  }

  /** A number, true, false or null; JSON.parse has already checked which words are valid. */
  private readWord(): void {
    const end = findFrom(/[^-+.\w]/g, this.text, this.at);
    try {
      JSON.parse(this.text.slice(this.at, end));
    } catch {
      throw this.unexpected();
    }
    this.at = end;
  }

  private expect(char: string): void {
    if (this.peek() !== char) {
      throw this.unexpected();
    }
    this.at += 1;
  }

  /** The next character that is not white space; empty at the end. */
  private peek(): string {
    this.at = findFrom(/[^ \t\r\n]/g, this.text, this.at);
    return this.text.charAt(this.at);
  }

  private unexpected(): JsonFault {
    const atEnd = this.at >= this.text.length;
    return new JsonFault(atEnd ? 'it ends too early' : 'unexpected character', this.at);
  }
}

/** The index of the first match from `start` on. Unlike a long match, a search cannot overflow the stack. */
function findFrom(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.exec(text)?.index ?? text.length;
}
