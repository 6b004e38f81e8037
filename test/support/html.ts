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

export interface Control {
  readonly name: string;
  readonly id: string;
  /** What it is: `text`, `date`, `select`, `textarea`, `checkbox` … */
  readonly type: string;
  /** What a browser would send of it as it stands; none where it would send nothing. */
  readonly value: string | undefined;
  readonly isWrong: boolean;
}

export interface SentForm {
  readonly action: string;
  /** It may carry files. */
  readonly isUpload: boolean;
  readonly controls: readonly Control[];
}

/** The forms of a page that are sent to be done, with what stands in each of their controls. */
export function formsOf(page: string): SentForm[] {
  const forms: { action: string; isUpload: boolean; controls: Control[] }[] = [];
  const walk = (node: Html.Node, within?: { controls: Control[] }): void => {
    let form = within;
    if (tree.isElementNode(node)) {
      const of = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
      if (node.tagName === 'form' && of['method'] === 'post' && of['action'] !== undefined) {
        forms.push({
          action: of['action'],
          isUpload: of['enctype'] === 'multipart/form-data',
          controls: [],
        });
        form = forms.at(-1);
      }
      if (form && of['name'] !== undefined && ['input', 'select', 'textarea'].includes(node.tagName))
        form.controls.push({
          name: of['name'],
          id: of['id'] ?? '',
          type: node.tagName === 'input' ? (of['type'] ?? 'text') : node.tagName,
          value: valueOf(node, of),
          isWrong: of['aria-invalid'] === 'true',
        });
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, form);
  };
  walk(parse(page));
  return forms;
}

function valueOf(node: Html.Element, of: Readonly<Record<string, string>>): string | undefined {
  // A browser leaves out the line that a text begins with.
  if (node.tagName === 'textarea') return writtenIn(node);
  if (node.tagName === 'select') {
    const options = node.childNodes.filter((child) => tree.isElementNode(child));
    const chosen = options.find(({ attrs }) => attrs.some(({ name }) => name === 'selected')) ?? options[0];
    return chosen?.attrs.find(({ name }) => name === 'value')?.value;
  }
  if (of['type'] === 'checkbox' || of['type'] === 'radio') return 'checked' in of ? of['value'] : undefined;
  return of['value'] ?? '';
}
