/**
 * Reads XML into a plain tree. No document type declarations, so no entities but the five of XML, the named ones of HTML and
 * character numbers: nothing is fetched, nothing multiplies.
 */
import { XMLParser, XMLValidator } from 'fast-xml-parser';

export type XmlElement = {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** Elements and text in their order. */
  children: readonly (XmlElement | string)[];
  /** Where the element begins, counted from 1. */
  line: number;
};

export type XmlResult = { root: XmlElement } | { error: { line: number; detail: string } };

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: { enabled: true, maxTotalExpansions: 1_000_000, maxExpandedLength: 100_000_000 },
  htmlEntities: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  captureMetaData: true,
  maxNestedTags: 200,
});
// The parser's own types call the tree `any`; this is what `preserveOrder` makes.
type Ordered = { [name: string]: unknown } & { ':@'?: Record<string, string> };
const metaData = XMLParser.getMetaDataSymbol() as unknown as keyof Ordered;

/**
 * Tags and the like that one document may have. Parsing takes a process's attention for as long as it lasts, and question
 * files are far below this; pictures inside them are bytes, not tags.
 */
const markLimit = 100_000;

/** @returns the root element, or the line where reading failed and why. Never throws */
export function parseXml(text: string): XmlResult {
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    return {
      error: {
        line: lineAt(text)(text.search(/<!DOCTYPE|<!ENTITY/i)),
        detail: 'document type declarations are not accepted',
      },
    };
  if (isOver(text, '<', markLimit)) return { error: { line: 1, detail: `more than ${markLimit} tags` } };
  const valid = XMLValidator.validate(text, { allowBooleanAttributes: false });
  if (valid !== true) return { error: { line: valid.err.line, detail: valid.err.msg.slice(0, 200) } };
  try {
    const tree = parser.parse(text) as Ordered[];
    const at = lineAt(text);
    const root = tree
      .map((node) => elementOf(node, at))
      .find((node): node is XmlElement => typeof node === 'object');
    return root ? { root } : { error: { line: 1, detail: 'there is no element in it' } };
  } catch (error) {
    // The parser throws plain errors at its limits (depth, expansions); that is an answer about the file.
    return { error: { line: 1, detail: (error as Error).message.slice(0, 200) } };
  }
}

function isOver(text: string, mark: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1))
    if (++count > limit) return true;
  return false;
}

function elementOf(node: Ordered, at: (offset: number) => number): XmlElement | string | null {
  if ('#text' in node) return String(node['#text']);
  const name = Object.keys(node).find((key) => key !== ':@');
  if (name === undefined) return null;
  const inner = node[name] as Ordered[];
  const offset = (node[metaData] as { startIndex?: number } | undefined)?.startIndex ?? 0;
  return {
    name,
    attributes: node[':@'] ?? {},
    children: inner.map((child) => elementOf(child, at)).filter((child) => child !== null),
    line: at(offset),
  };
}

/** Line numbers by offset, for ascending or any offsets, in logarithmic time. */
function lineAt(text: string): (offset: number) => number {
  const starts = [0];
  for (let index = text.indexOf('\n'); index >= 0; index = text.indexOf('\n', index + 1))
    starts.push(index + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
}

export const elements = (parent: XmlElement, ...names: string[]): XmlElement[] =>
  parent.children.filter(
    (child): child is XmlElement =>
      typeof child === 'object' && (names.length === 0 || names.includes(child.name)),
  );

export const element = (parent: XmlElement, name: string): XmlElement | undefined =>
  elements(parent, name)[0];

/** All text inside, elements' included. */
export const textOf = (node: XmlElement | string | undefined): string =>
  node === undefined ? '' : typeof node === 'string' ? node : node.children.map(textOf).join('');

/** Every element inside, at any depth, in document order. */
export function* descendants(parent: XmlElement): Generator<XmlElement> {
  for (const child of elements(parent)) {
    yield child;
    yield* descendants(child);
  }
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (one) => escapes[one] ?? one);
const voids = new Set(['br', 'hr', 'img', 'col', 'wbr', 'input', 'source', 'track']);

/** The node as HTML; it is cleaned like any other HTML before anyone sees it. */
export function toHtml(node: XmlElement | string): string {
  if (typeof node === 'string') return escaped(node);
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('');
  return voids.has(node.name)
    ? `<${node.name}${attributes}>`
    : `<${node.name}${attributes}>${node.children.map(toHtml).join('')}</${node.name}>`;
}
