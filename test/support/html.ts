import { defaultTreeAdapter as tree, parse, type DefaultTreeAdapterTypes as Html } from 'parse5';

export interface SeenPage {
  /** What stands between the tags and in attributes that people read or send. */
  readonly text: string;
  /** What people read alone: neither what a form sends nor what is said besides. */
  readonly read: string;
  /** Where it leads, in its order. */
  readonly links: readonly string[];
  readonly elements: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, string>>;
  }[];
}

/** A page as a browser understands it, tags and text told apart. */
export function asSeen(page: string): SeenPage {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const texts: string[] = [];
  const read: string[] = [];
  const walk = (node: Html.Node): void => {
    if (tree.isTextNode(node)) {
      texts.push(node.value);
      read.push(node.value);
    }
    if (tree.isElementNode(node)) {
      const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      if (node.tagName === 'textarea') attributes['value'] = writtenIn(node);
      elements.push({ name: node.tagName, attributes });
      texts.push(...['value', 'aria-label'].map((name) => attributes[name] ?? ''));
    }
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(page));
  const links = elements.flatMap(({ attributes }) => attributes['href'] ?? []);
  return { text: texts.join('\n'), read: read.join('\n'), links, elements };
}

const writtenIn = (area: Html.Element): string =>
  area.childNodes.map((child) => (tree.isTextNode(child) ? child.value : '')).join('');
