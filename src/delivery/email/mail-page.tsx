import { documentOf } from '../../markup/render.js';

interface Letter {
  readonly subject: string;
  readonly heading: string;
  readonly sentences: readonly string[];
  readonly lines: readonly string[];
  readonly address: string;
  readonly sentBy: string;
}

/** A letter as HTML: plain elements and no style, since mail programs agree on little else. */
export const mailPage = ({ subject, heading, sentences, lines, address, sentBy }: Letter): string =>
  documentOf(
    <html lang="sv">
      <head>
        <meta charset="utf-8" />
        <title>{subject}</title>
      </head>
      <body>
        <h1>{heading}</h1>
        {sentences.map((sentence) => (
          <p>{sentence}</p>
        ))}
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
        <p>
          <a href={address}>Läs i Yttra</a>
        </p>
        <p>{sentBy}</p>
      </body>
    </html>,
  );
