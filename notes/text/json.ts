/** JSON that a person edits: where it is wrong, and on which line each thing in it stands. Pure. */

export interface JsonProblem {
  /** 1-based. */
  line: number;
  /** English, the end of a sentence: `a comma or ] is missing before this`. */
  message: string;
}

/** What `linesIn` found: the value's own line, and those of what is in it, by key or index. */
export interface JsonLines {
  /** 1-based. */
  line: number;
  inner: Map<string, JsonLines>;
}

/** Thrown inside only. */
class Wrong extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

// Deeper is an attack or a mistake; the reader below calls itself.
const deepest = 200;
const space = /[ \t\r\n]*/y;
const text = /"[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\u0000-\u001f]*)*"/y;
const atom = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

/** The lines of everything in a JSON text, or what is wrong with it and where; `JSON.parse` names no place for half of that. */
export function linesIn(source: string): JsonLines | JsonProblem {
  let at = 0;
  const skip = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  // Counted on from the last one: from the beginning each time, a long file takes time that grows with its square.
  let line = 1;
  let lineEnd = source.indexOf('\n');
  const lineHere = (): number => {
    for (; lineEnd >= 0 && lineEnd < at; lineEnd = source.indexOf('\n', lineEnd + 1)) line++;
    return line;
  };
  const take = (character: string): boolean => {
    skip(space);
    if (source[at] !== character) return false;
    at++;
    return true;
  };
  const key = (): string => {
    skip(space);
    const written = skip(text);
    if (written === null) throw new Wrong(at, 'a name in double quotes is expected here');
    if (!take(':')) throw new Wrong(at, 'a colon is missing before this');
    return String(JSON.parse(written));
  };
  const value = (depth: number): JsonLines => {
    if (depth > deepest) throw new Wrong(at, 'too much is inside each other here');
    skip(space);
    const found: JsonLines = { line: lineHere(), inner: new Map() };
    const isObject = take('{');
    if (!isObject && !take('[')) {
      if (skip(text) ?? skip(atom)) return found;
      const quoted = source[at] === '"';
      throw new Wrong(
        at,
        quoted ? 'this text has no closing quote, or a \\ that means nothing' : 'a value is expected here',
      );
    }
    const end = isObject ? '}' : ']';
    if (take(end)) return found;
    for (let index = 0; ; index++) {
      const name = isObject ? key() : String(index);
      found.inner.set(name, value(depth + 1));
      if (take(end)) return found;
      if (!take(',')) throw new Wrong(at, `a comma or ${end} is missing before this`);
      const comma = at - 1;
      if (take(end)) throw new Wrong(comma, `there is a comma too many before ${end}`);
    }
  };
  try {
    const whole = value(0);
    skip(space);
    if (at < source.length) throw new Wrong(at, 'nothing may follow the end');
    return whole;
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    const message = error.at >= source.trimEnd().length ? 'the end of the file is missing' : error.message;
    return { line: lineAt(source, Math.min(error.at, source.trimEnd().length)), message };
  }
}

function lineAt(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line++;
  return line;
}
