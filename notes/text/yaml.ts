/** The one user of the YAML library: reads a header's block with limits (safety M-05) and every scalar as it is written. */
import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  Parser,
  type YAMLMap,
} from 'yaml';
import type { ProblemCode } from '../api.ts';

/** A field: text as written (quotes resolved), `null` for an empty or null value, a list, or a mapping without prototype. */
export type HeaderValue = string | null | HeaderValue[] | { [key: string]: HeaderValue };
export type Fields = Record<string, HeaderValue>;

export type YamlReading =
  /** `root` is `null` when there is nothing but comments. Its offsets fit the block unless `exact` is false. */
  | { kind: 'mapping'; fields: Fields; root: YAMLMap | null; exact: boolean }
  /** Valid, but prose or a list: no header. */
  | { kind: 'other' }
  /** `at` is an offset in the block, `reason` a clause for a person. */
  | { kind: 'failed'; code: ProblemCode; at: number; reason: string };

/** UTF-16 units. */
export const largestHeader = 64 * 1024;
const deepest = 50;
const mostAliases = 100;
/** Aliases count as often as they are used. */
const mostValues = 20_000;
const mostLexemes = 20_000;

type Failure = Extract<YamlReading, { kind: 'failed' }>;

/**
 * Reads `block` as YAML 1.2 without types: `2020`, `yes`, `1.10` and dates stay text. No merge keys, no tags that
 * build anything. Tabs as indentation are read as blanks, as Hexo does. Never throws.
 */
export function readYaml(block: string): YamlReading {
  if (block.length > largestHeader) return failed('header-too-large', 0, 'it is longer than 64 KiB');
  const reading = readStrictly(block);
  if (reading.kind !== 'failed' || !/^[ \t]*\t/m.test(block)) return reading;
  // One blank for one tab keeps every offset; Hexo's two blanks are the second try, for tabs mixed with blanks.
  const sameOffsets = readStrictly(withTabsAs(' ', block));
  if (sameOffsets.kind !== 'failed') return sameOffsets;
  const likeHexo = readStrictly(withTabsAs('  ', block));
  if (likeHexo.kind === 'mapping') return { ...likeHexo, exact: false };
  return reading;
}

function withTabsAs(blanks: string, block: string): string {
  return block.replace(/^[ \t]+/gm, (indent) => indent.replaceAll('\t', blanks));
}

function readStrictly(block: string): YamlReading {
  const tokens = tokensOf(block);
  if (!Array.isArray(tokens)) return tokens;

  const composer = new Composer({
    schema: 'failsafe',
    version: '1.2',
    merge: false,
    // The library compares every key with every other; `fieldsOf` needs one look per key.
    uniqueKeys: false,
    prettyErrors: false,
    keepSourceTokens: true,
    logLevel: 'silent',
  });
  const documents = [...composer.compose(tokens, true, block.length)];
  const document = documents[0];
  if (document === undefined) return { kind: 'mapping', fields: emptyFields(), root: null, exact: true };
  const error = documents.flatMap((each) => each.errors)[0];
  if (error) return failed('yaml-syntax', error.pos[0], reasons[error.code] ?? inMidSentence(error.message));
  if (documents.length > 1) return failed('yaml-syntax', 0, 'it holds more than one document');
  return readDocument(document, block);
}

const reasons: Partial<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a value with a colon and a blank in it needs quotes around it',
  UNEXPECTED_TOKEN:
    'text goes on after the end of a value; a value that begins with [, { or a quote needs quotes around all of it',
  MULTILINE_IMPLICIT_KEY: 'a line is no “key: value”; maybe the blank behind its colon is missing',
  BAD_SCALAR_START: 'a value that begins with this character needs quotes around it',
  TAB_AS_INDENT: 'tabs and blanks are mixed at the beginning of lines',
  BAD_ALIAS: 'a value that begins with * needs quotes around it',
};

function inMidSentence(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}

function readDocument(document: Document.Parsed, block: string): YamlReading {
  const root: Node | null = document.contents;
  if (root === null || (isScalar(root) && root.source === '' && root.type === 'PLAIN')) {
    return { kind: 'mapping', fields: emptyFields(), root: null, exact: true };
  }
  if (!isMap(root)) return { kind: 'other' };
  let aliases = 0;
  let values = 0;
  const first: { failure: Failure | null } = { failure: null };

  const fail = (code: ProblemCode, node: Node | null, reason: string): null => {
    first.failure ??= failed(code, node?.range?.[0] ?? 0, reason);
    return null;
  };

  const valueOf = (node: unknown, depth: number): HeaderValue => {
    if (first.failure || node === null || node === undefined) return null;
    values += 1;
    if (values > mostValues) return fail('header-too-large', root, `it holds more than ${mostValues} values`);
    if (depth > deepest) return fail('header-too-large', root, `it is nested more than ${deepest} deep`);
    if (isAlias(node)) {
      aliases += 1;
      if (aliases > mostAliases)
        return fail('header-too-large', node, `it uses more than ${mostAliases} aliases`);
      const target = node.resolve(document);
      if (!target) return fail('yaml-syntax', node, 'a value that begins with * needs quotes around it');
      return valueOf(target, depth + 1);
    }
    if (isMap(node)) return fieldsOf(node, depth);
    if (isSeq(node)) return node.items.map((item) => valueOf(item, depth + 1));
    return isScalar(node) ? scalarText(node.value, node.type, node.source) : null;
  };

  const fieldsOf = (map: YAMLMap, depth: number): Fields => {
    const fields = emptyFields();
    for (const { key, value } of map.items) {
      if (first.failure) break;
      const node = key as Node | null;
      const name = isScalar(node) ? String(node.value) : block.slice(...spanOf(node));
      if (Object.hasOwn(fields, name))
        fail('duplicate-key', node, `“${name}” is there twice; keep one of the two`);
      // Defined, not assigned: with no prototype `__proto__` is a name like any other, and stays one.
      else Object.defineProperty(fields, name, property(valueOf(value, depth + 1)));
    }
    return fields;
  };

  const fields = fieldsOf(root, 0);
  return first.failure ?? { kind: 'mapping', fields, root, exact: true };
}

const nullWords = new Set(['', '~', 'null', 'Null', 'NULL']);

function scalarText(
  value: unknown,
  type: string | null | undefined,
  source: string | undefined,
): string | null {
  const text = typeof value === 'string' ? value : (source ?? '');
  return type === 'PLAIN' && nullWords.has(text) ? null : text;
}

/** Stops as soon as a limit is passed. The composer is recursive, so depth is judged before it sees anything. */
function tokensOf(block: string): CST.Token[] | Failure {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(block)) {
    tokens.push(...parser.next(lexeme));
    // Beside the collections that are open, the stack holds the document and the value being read.
    const depth = parser.stack.length - 2;
    if (depth > deepest) {
      return failed('header-too-large', parser.offset, `it is nested more than ${deepest} deep`);
    }
    lexemes += 1;
    if (lexemes > mostLexemes) {
      return failed('header-too-large', parser.offset, `it is made of more than ${mostLexemes} parts`);
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

function failed(code: ProblemCode, at: number, reason: string): Failure {
  return { kind: 'failed', code, at, reason };
}

function emptyFields(): Fields {
  return Object.create(null) as Fields;
}

function property(value: HeaderValue): PropertyDescriptor {
  return { value, enumerable: true, writable: true, configurable: true };
}

function spanOf(node: Node | null): [number, number] {
  return node?.range ? [node.range[0], node.range[1]] : [0, 0];
}
