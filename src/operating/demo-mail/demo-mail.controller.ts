import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { hashSource } from '../../http/security-headers.js';
import { escapeHtml } from '../../rules/html-text.js';
import { DemoMailbox, type ReceivedMail } from './demo-mailbox.js';

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 0 auto; padding: 1rem; color: #1a1a1a; background: #fff; }
article { border-top: 1px solid #767676; padding: 0.5rem 0; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; }
dt { font-weight: bold; }
dd { margin: 0 0 0.25rem; }
`;

/** The mail of the demo, for people; only part of the service in demo mode, and outside the API. */
@ApiExcludeController()
@Controller('demo/mail')
export class DemoMailController {
  constructor(private readonly mailbox: DemoMailbox) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header(
    'Content-Security-Policy',
    `default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src ${hashSource(STYLE)}`,
  )
  page(): string {
    const { mails } = this.mailbox;
    const list = mails.length > 0 ? mails.map(article).join('\n') : '<p>Inga brev ännu.</p>';
    return `<!DOCTYPE html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Demobrevlåda – Yttra</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Demobrevlåda</h1>
<p>Brev som den här processen skulle ha skickat, det nyaste först. Inget brev lämnar datorn, och när processen stannar är de borta.</p>
${list}
</main>
</body>
</html>
`;
  }
}

function article({ to, subject, text, at }: ReceivedMail): string {
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<dl>
<dt>Till</dt><dd>${escapeHtml(to.join(', '))}</dd>
<dt>Kom</dt><dd>${at.toLocaleString('sv-SE', { timeZone: 'Europe/Stockholm' })}</dd>
</dl>
<pre>${escapeHtml(text)}</pre>
</article>`;
}
