import { describe, expect, it } from '@jest/globals';
import { done } from '../support/given.js';
import { sharedService } from '../support/shared-service.js';

const service = sharedService();

async function uploaded(content: string, filename = 'svar.eml', contentType = 'message/rfc822') {
  const fields = {
    title: 'Svar',
    kind: 'reply',
    body: 'KS',
    direction: 'incoming',
    receivedOn: '2026-10-30',
  };
  return done(service.as('ks-registrator').upload(fields, content, { filename, contentType }));
}
const proposal = async (content: string) => {
  const { id } = await uploaded(content);
  return done(service.as('ks-registrator').get(`/documents/${id}/reply-proposal`));
};

const message = (headers: string, content: string) =>
  `Received: from a by b; Thu, 29 Oct 2026 23:30:00 +0000
Received: from c by a; Tue, 27 Oct 2026 10:00:00 +0000
From: =?utf-8?q?Hembygdsf=C3=B6reningen?= <styrelsen@hembygd.example>
To: registrator@kommun.example
Subject: =?utf-8?q?Svar_p=C3=A5_remiss?=
Date: Tue, 27 Oct 2026 10:00:00 +0000
MIME-Version: 1.0
${headers}

${content}`.replaceAll('\n', '\r\n');

describe('a document that is recorded as a reply', () => {
  it('is proposed with its sender, its days, its text and its attachments where it is an e-mail', async () => {
    const parts = message(
      'Content-Type: multipart/mixed; boundary=gr',
      '--gr\nContent-Type: text/plain; charset=utf-8\n\nHej!\nHär är svaret.\n--gr\nContent-Type: text/plain; name="yttrande.txt"\nContent-Disposition: attachment; filename="yttrande.txt"\n\nVi tillstyrker.\n--gr--',
    );
    expect(await proposal(parts)).toMatchObject({
      senderName: 'Hembygdsföreningen',
      senderEmail: 'styrelsen@hembygd.example',
      subject: 'Svar på remiss',
      sentOn: '2026-10-27',
      receivedOn: '2026-10-30',
      text: 'Hej!\nHär är svaret.',
      attachments: [{ fileName: 'yttrande.txt', mediaType: 'text/plain' }],
    });
  });

  it('has the text of an HTML message, without its style, and fetches nothing', async () => {
    const html = message(
      'Content-Type: text/html; charset=utf-8',
      '<html><head><style>p { color: red }</style></head><body><p>Vi tillstyrker f&ouml;rslaget.</p><p>&#8221;Bra&#8221; &amp; klart<br>Mvh</p><img src="http://127.0.0.1:9/p.gif"></body></html>',
    );
    expect((await proposal(html))['text']).toBe('Vi tillstyrker förslaget.\n”Bra” & klart\nMvh');
  });

  it('is proposed with the day it came in where it is no e-mail', async () => {
    const { id } = await uploaded('Vi tillstyrker.', 'svar.txt', 'text/plain');
    expect(await done(service.as('ks-registrator').get(`/documents/${id}/reply-proposal`))).toEqual({
      documentId: id,
      senderName: '',
      senderEmail: '',
      subject: '',
      sentOn: null,
      receivedOn: '2026-10-30',
      text: '',
      attachments: [],
    });
  });

  it('is proposed to those alone who may see it', async () => {
    const { id } = await uploaded('Vi tillstyrker.', 'svar.txt', 'text/plain');
    await service.as('bin-handlaggare').get(`/documents/${id}/reply-proposal`).expect(404);
  });
});
