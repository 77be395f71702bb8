// Node globals that the runtime and workflow-engine use and a web worker lacks. Must be imported before them.

/** The part of Buffer that the jsonata package and workflow-engine use: three conversions and `byteLength`. */
const bufferPart = {
  byteLength: (text: string): number => new TextEncoder().encode(text).length,
  // The jsonata package calls this with `new`, which an arrow function does not allow.
  from: function (content: string | Uint8Array, encoding = 'utf8'): { toString(form: string): string } {
    const binary =
      typeof content !== 'string'
        ? binaryOf(content)
        : encoding === 'base64'
          ? atob(content)
          : encoding === 'binary'
            ? content
            : binaryOf(new TextEncoder().encode(content));
    return {
      toString: (form) => (form === 'base64' ? btoa(binary) : form === 'hex' ? hexOf(binary) : binary),
    };
  },
};

function binaryOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

function hexOf(binary: string): string {
  return Array.from(binary, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

Object.assign(globalThis, {
  global: globalThis,
  Buffer: bufferPart,
  process: { env: {}, cwd: () => '/' },
});
