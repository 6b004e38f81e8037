import { h, type VNode } from 'preact';
import { documentOf } from '../markup/render.js';
import { addressOfStyle, STYLE } from '../markup/style.js';
import { blocksOf, itemOf, type TextBlock, type TextList } from './blocks.js';
import { isFromTheRight } from './direction.js';
import type { Language } from '../rules/texts.js';
import { logotypeWithin } from './form/logotype.js';
import { logotypeWords, type Block, type Fact, type Paper, type Run } from './paper.js';

/** A paper as a page of its own. */
export const htmlOf = (paper: Paper): string =>
  documentOf(
    <html lang={paper.language}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="author" content={paper.sender} />
        <title>{paper.title}</title>
        <link rel="stylesheet" href={addressOfStyle(STYLE)} />
      </head>
      <body>
        <main class="page" data-width="text">
          <PaperSheet paper={paper} />
        </main>
      </body>
    </html>,
  );

/** A paper within a page: the preview beside what it is written in, and what was dispatched. */
export const PaperSheet = ({
  paper,
  level = 1,
}: {
  readonly paper: Paper;
  /** Of its title: 2 within a page that has a heading of its own. */
  readonly level?: 1 | 2;
}): VNode => (
  <article class="paper" lang={paper.language}>
    <header>
      {paper.logotype !== undefined && <Logotype paper={paper} png={paper.logotype} />}
      <p class="sender">{linesOf([paper.sender, ...(paper.letterhead ?? [])].join('\n'))}</p>
      <p class="name">{paper.name}</p>
      <FactList facts={paper.facts} />
      {paper.to.length > 0 && <p class="to">{linesOf(paper.to.join('\n'))}</p>}
    </header>
    <Heading level={level} text={paper.title} />
    {paper.blocks.map((block) => (
      <Part block={block} below={level} />
    ))}
    {paper.foot.length > 0 && <footer>{linesOf(paper.foot.join('\n'))}</footer>}
  </article>
);

/** As high as three lines. */
const LOGOTYPE = { width: 220, height: 64 };

const Logotype = ({ paper, png }: { readonly paper: Paper; readonly png: string }) => {
  const { width, height } = logotypeWithin(png, LOGOTYPE);
  return (
    <img
      src={`data:image/png;base64,${png}`}
      alt={logotypeWords(paper)}
      width={Math.round(width)}
      height={Math.round(height)}
    />
  );
};

const Part = ({ block, below }: { readonly block: Block; readonly below: 1 | 2 }) => {
  if (block.is === 'heading') return <Heading level={block.level + below - 1} text={block.text} />;
  if (block.is === 'text')
    return (
      <>
        {blocksOf(block.text).map((each) => (
          <Written block={each} />
        ))}
      </>
    );
  if (block.is === 'clauses')
    return (
      <>
        {block.lead !== '' && <p {...directed(block.lead)}>{block.lead}</p>}
        <Clauses block={block} />
      </>
    );
  if (block.is === 'points')
    return (
      <ul>
        {block.items.map((item) => (
          <li {...directed(item)}>{linesOf(item)}</li>
        ))}
      </ul>
    );
  if (block.is === 'facts') return <FactList facts={block.facts} />;
  if (block.is === 'table') return <Table head={block.head} rows={block.rows} />;
  if (block.is === 'revised') return <Revised runs={block.runs} />;

  return (
    <ul class="signatures">
      {block.signatures.map(({ name, title }) => (
        <li>{linesOf([name, title].filter((line) => line !== '').join('\n'))}</li>
      ))}
    </ul>
  );
};

const Clauses = ({ block: { clauses, style } }: { readonly block: Extract<Block, { is: 'clauses' }> }) => {
  const items = clauses.map((clause) => <li {...directed(clause)}>{linesOf(clause)}</li>);
  if (style === 'numbered') return <ol>{items}</ol>;
  return style === 'points' ? <ul>{items}</ul> : <ul class="clauses">{items}</ul>;
};

const REVISED = {
  sv: { added: 'tillagt: ', removed: 'borttaget: ' },
  en: { added: 'added: ', removed: 'removed: ' },
} as const satisfies Record<Language, object>;

/** A paragraph with what was added and removed in it: underlined and struck, and said in words to whoever hears it. */
export const Revised = ({
  runs,
  language = 'sv',
}: {
  readonly runs: readonly Run[];
  readonly language?: Language;
}) => (
  <p class="as-written">
    {runs.map(({ change, text }) => {
      if (change === 'same') return text;
      const Tag = change === 'added' ? 'ins' : 'del';
      return (
        <Tag>
          <span class="ds-sr-only">{REVISED[language][change]}</span>
          {text}
        </Tag>
      );
    })}
  </p>
);

const Heading = ({ level, text }: { readonly level: number; readonly text: string }) =>
  h(`h${level}`, directed(text), text);

const Written = ({ block }: { readonly block: TextBlock }) => {
  if (block.is === 'paragraph') return <p {...directed(block.text)}>{linesOf(block.text)}</p>;
  if (block.is === 'quote')
    return (
      <blockquote>
        <p {...directed(block.text)}>{linesOf(block.text)}</p>
      </blockquote>
    );
  if (block.is === 'list') return <List list={block} />;

  return <Table head={block.head} rows={block.rows} />;
};

const List = ({ list: { from, items } }: { readonly list: TextList }): VNode => {
  const lines = items.map(itemOf).map(({ text, below }) => (
    <li {...directed(text)}>
      {linesOf(text)}
      {below.map((list) => (
        <List list={list} />
      ))}
    </li>
  ));
  return from === undefined ? <ul>{lines}</ul> : <ol start={from}>{lines}</ol>;
};

const Table = ({
  head,
  rows,
}: {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) => (
  <div class="table-wrap">
    <table>
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col" {...directed(cell)}>
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr>
            {row.map((cell) => (
              <td {...directed(cell)}>{linesOf(cell)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

const FactList = ({ facts }: { readonly facts: readonly Fact[] }) => (
  <dl>
    {facts.map(({ label, value }) => (
      <div>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
);

const directed = (text: string): { dir?: 'rtl' } => (isFromTheRight(text) ? { dir: 'rtl' } : {});

const linesOf = (text: string) => text.split('\n').map((line, at) => (at === 0 ? line : [<br />, line]));
