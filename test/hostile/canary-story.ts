import { addDays } from '../../src/rules/civil-date.js';
import { done, type Answer } from '../support/given.js';
import { until } from '../support/until.js';
import type { Persona } from '../support/service.js';
import { operationNamed, planted, type Canaries } from './canaries.js';

const today = new Date().toISOString().slice(0, 10);
/** A day on which the demo has no meeting, also where today is a day off. */
const earlier = addDays(today, -10);
const later = addDays(today, 60);

type As = (persona: string) => Persona;
type Fields = Record<string, unknown>;

/**
 * A whole story with a canary in every free text, every name of a file and every header that is kept: case,
 * packet, statement, decision, dispatch, correction, and what is said and asked for on the way.
 */
export class CanaryStory {
  /** What was said once, to whoever is to have it: a webhook's secret, an API key, the address of a calendar. */
  readonly secrets: string[] = [];

  constructor(
    private readonly as: As,
    private readonly canaries: Canaries,
    private readonly webhookUrl: string,
  ) {}

  async tell(): Promise<void> {
    await this.arrange();
    const caseId = (
      await this.post(
        'ks-registrator',
        'POST /cases',
        {},
        {
          issuer: 'KS',
          confidentiality: undefined,
          priorDecisions: [
            { body: 'KF', date: earlier, section: '1', about: this.canaries.plant('POST /cases about') },
          ],
        },
      )
    ).id;
    await this.change('ks-registrator', 'PATCH /cases/{id}', { id: caseId }, { priorDecisions: undefined });
    const referral = await this.ask(caseId);
    const page = await done(this.as('ks-registrator').get(`/cases/${caseId}/consultations?limit=100`));
    const rows = page['items'] as Answer[];
    const of = (consultee: string) => rows.find((row) => row['consultee'] === consultee)!.id;
    await this.declineAndBeRecalled(of('BIN'));
    await this.answerOnPaper(of('SN'));
    await this.answer(of('TSN'));
    await this.putRight(referral);
    await this.change('ks-registrator', 'POST /referrals/{id}/close', { id: referral });
    await this.keepToFew(caseId);
    await this.archiveAndDispose();
    await this.windUp();
  }

  /** A board whose register another keeps is wound up with a case of its own. */
  private async windUp(): Promise<void> {
    const board = { code: 'VN', name: this.canaries.plant('body name'), kind: 'board', registerKeptBy: 'KS' };
    await done(this.as('admin').post('/bodies', board), 201);
    const fields = { issuer: 'VN', priorDecisions: undefined, confidentiality: undefined };
    await this.post('ks-registrator', 'POST /cases', {}, fields);
    const end = { active: false, successor: 'AMN' };
    await done(this.as('admin').patch('/bodies/VN', end, { ifMatch: '*' }));
  }

  /** Sent for signature, frozen, and taken back. */
  private async haveSigned(id: string): Promise<void> {
    const [secretary, paper] = ['tsn-sekreterare', 'minutes-extract'];
    await this.change(
      secretary,
      'POST /consultations/{id}/request-signatures',
      { id },
      { paper, lastDay: later },
    );
    await until(
      async () => (await done(this.as(secretary).get(`/consultations/${id}/signature-requests`)))['items'][0],
      ({ state }: Answer) => state === 'waiting',
    );
    await this.change(secretary, 'POST /consultations/{id}/withdraw-signature-request', { id }, { paper });
  }

  private async archiveAndDispose(): Promise<void> {
    const [registrar, body] = ['ks-registrator', { code: 'KS' }];
    const fields = { issuer: 'KS', priorDecisions: undefined, confidentiality: undefined };
    const { id } = await this.post(registrar, 'POST /cases', {}, fields);
    await this.change(registrar, 'POST /cases/{id}/close', { id });
    const { archivePackage } = await done(
      this.as(registrar).post(`/cases/${id}/archive`, {}, { ifMatch: '*' }),
      202,
    );
    const { id: packageId } = archivePackage as Answer;
    await until(
      async () => (await done(this.as(registrar).get(`/archive-packages/${packageId}`)))['state'],
      (state) => state === 'written',
    );
    const decision = this.canaries.plant('POST /bodies/{code}/retention-rules decision');
    const rule = { kind: 'reply', years: 0, needsArchive: false, decision };
    await this.post('admin', 'POST /bodies/{code}/retention-rules', body, rule);
    const documents = [await this.upload('KS')];
    await this.post(registrar, 'POST /bodies/{code}/disposals', body, { documents });
  }

  /** A case that was confidential for a while, and one that is. */
  private async keepToFew(caseId: string): Promise<void> {
    const seenBy = [{ body: 'KS' }];
    const marking = { seenBy, decidedOn: earlier, authority: 'KS' };
    await this.change('ks-registrator', 'POST /cases/{id}/mark-confidential', { id: caseId }, marking);
    await this.change('ks-registrator', 'POST /cases/{id}/lift-confidentiality', { id: caseId });
    const provision = this.canaries.plant('marking provision');
    const fields = { issuer: 'KS', priorDecisions: undefined, confidentiality: { provision, seenBy } };
    await this.post('ks-registrator', 'POST /cases', {}, fields);
  }

  private async arrange(): Promise<void> {
    const admin = 'admin';
    const webhook = { body: 'KS', url: this.webhookUrl, events: ['*'] };
    const { secret } = await this.post(admin, 'POST /webhooks', {}, webhook);
    const scopes = [{ body: 'KS', verbs: ['read'] }];
    const { id } = await this.post(admin, 'POST /api-clients', {}, { body: 'KS', scopes });
    const { key } = await this.post(admin, 'POST /api-clients/{id}/keys', { id }, { expiresAt: undefined });
    await this.post('tsn-handlaggare', 'POST /me/saved-searches', {}, {});
    const { address } = await this.post('tsn-handlaggare', 'POST /calendar-feeds', {}, { body: 'TSN' });
    this.secrets.push(
      secret as string,
      key as string,
      new URL(address as string).pathname.split('/').at(-1)!,
    );
    await this.post(
      admin,
      'POST /bodies/{code}/people',
      { code: 'KS' },
      { username: 'ks-kanarie', roles: ['reader'] },
    );
    const username = 'ks-kanarie';
    const person = { active: undefined, municipalAdministrator: undefined };
    await this.change(admin, 'PATCH /people/{username}', { username }, person);
    for (const name of [this.canaries.plant('body name'), this.canaries.plant('body name')])
      await done(this.as(admin).patch('/bodies/AMN', { name }, { ifMatch: '*' }));
    const absence = { absent: 'tsn-chef', standIn: 'tsn-registrator', from: today, until: later };
    await this.post('tsn-chef', 'POST /bodies/{code}/stand-ins', { code: 'TSN' }, absence);
    const consultees = [{ name: this.canaries.plant('group consultee name') }];
    await this.post('ks-registrator', 'POST /bodies/{code}/consultee-groups', { code: 'KS' }, { consultees });
    // Of a body that speaks in no paper of this story, where what it is called would stand too.
    await this.change(admin, 'PUT /bodies/{code}/paper-forms/{kind}', { code: 'AMN', kind: 'statement' });
    await this.change(admin, 'PUT /bodies/{code}/report-headings', { code: 'AMN' });
    const meeting = {
      date: earlier,
      organ: this.canaries.plant('/meetings organ'),
      place: this.canaries.plant('/meetings place'),
    };
    await done(this.as('tsn-sekreterare').post('/bodies/TSN/meetings', meeting), 201, 409);
  }

  private async ask(caseId: string): Promise<string> {
    const outside = {
      name: this.canaries.plant('consultee name'),
      email: `${this.canaries.plant('consultee email')}@kommun.example`,
    };
    const fields = {
      replyBy: later,
      copyFrom: undefined,
      previousReferral: undefined,
      consulteeGroups: undefined,
      decidedBy: undefined,
      consultees: [{ body: 'TSN' }, { body: 'BIN' }, { body: 'SN' }, outside],
    };
    const { id } = await this.post('ks-handlaggare', 'POST /cases/{id}/referrals', { id: caseId }, fields);
    await this.change('ks-handlaggare', 'PATCH /referrals/{id}', { id }, fields);
    const document = await this.upload('KS');
    await this.post('ks-handlaggare', 'POST /referrals/{id}/documents', { id }, { documentId: document });
    await this.change('ks-registrator', 'POST /referrals/{id}/send', { id });
    return id;
  }

  private async declineAndBeRecalled(id: string): Promise<void> {
    await this.change('bin-registrator', 'POST /consultations/{id}/decline', { id });
    await this.change('bin-registrator', 'POST /consultations/{id}/correct-decline', { id });
    await this.change('ks-registrator', 'POST /consultations/{id}/reopen', { id });
    await this.change('ks-registrator', 'POST /consultations/{id}/recall', { id });
  }

  private async answerOnPaper(id: string): Promise<void> {
    const documentId = await this.upload('KS');
    const recorded = (verb: string) => this.recorded(`POST /consultations/{id}/${verb}`, documentId);
    const record = () =>
      this.change(
        'ks-registrator',
        'POST /consultations/{id}/record-reply',
        { id },
        recorded('record-reply'),
      );
    await this.change('sn-registrator', 'POST /consultations/{id}/allow-recorded-reply', { id });
    await record();
    await this.change(
      'ks-registrator',
      'POST /consultations/{id}/correct-reply',
      { id },
      recorded('correct-reply'),
    );
    const answer = { remark: 1, replaces: null };
    await this.post('ks-handlaggare', 'POST /consultations/{id}/remark-answers', { id }, answer);
  }

  /** A reply that came today and was decided today: the examples' days are before the referral was sent. */
  private recorded(operation: string, documentId: string): Fields {
    const { statement } = planted(this.canaries, operationNamed(operation));
    return {
      documentId,
      attachments: [],
      receivedOn: today,
      statement: { ...(statement as object), decidedOn: today },
    };
  }

  /** What was entered wrongly: a letter, a day, a title; and a reply that nobody asked for. */
  private async putRight(referral: string): Promise<void> {
    const letters = await done(this.as('ks-registrator').get('/deliveries?channel=manual&state=pending'));
    const [letter] = letters['items'] as Answer[];
    for (const verb of ['complete', 'correct'])
      await this.change(
        'ks-registrator',
        `POST /deliveries/{id}/${verb}`,
        { id: letter!.id },
        { deliveredOn: today },
      );
    const sent = { sentOn: today };
    await this.change('ks-registrator', 'POST /referrals/{id}/correct', { id: referral }, sent);
    const { consultees } = await done(this.as('ks-registrator').get(`/referrals/${referral}`));
    const { consultationId: id } = (consultees as Answer[]).find(({ body }) => body === null)!;
    const asked = { id: String(id) };
    await this.change('ks-registrator', 'POST /consultations/{id}/correct-consultee', asked, sent);
    const documents = [await this.upload('KS')];
    await this.change('ks-registrator', 'POST /referrals/{id}/supplement', { id: referral }, { documents });
    const documentId = await this.upload('KS');
    const unasked = 'POST /referrals/{id}/unasked-replies';
    await this.post('ks-registrator', unasked, { id: referral }, this.recorded(unasked, documentId));
    const document = { receivedOn: undefined };
    await this.change('ks-registrator', 'POST /documents/{id}/correct', { id: documentId }, document);
    const wrong = await this.upload('KS');
    await done(this.as('ks-registrator').delete(`/documents/${wrong}`, { ifMatch: '*' }), 204);
  }

  private async answer(id: string): Promise<void> {
    const step = (persona: string, verb: string, fields: Fields = {}) =>
      this.change(persona, `POST /consultations/{id}/${verb}`, { id }, fields);
    await step('tsn-registrator', 'register', { receivedOn: today });
    await step('tsn-registrator', 'correct-registration', { receivedOn: today });
    await step('tsn-chef', 'assign', { officer: 'tsn-handlaggare' });
    const message = await this.post('tsn-handlaggare', 'POST /consultations/{id}/messages', { id });
    await this.post('tsn-handlaggare', 'POST /consultations/{id}/messages/{messageId}/withdraw', {
      id,
      messageId: message.id,
    });
    await this.post('ks-handlaggare', 'POST /consultations/{id}/messages', { id });
    const extension = await this.post(
      'tsn-handlaggare',
      'POST /consultations/{id}/extensions',
      { id },
      { until: addDays(later, 9) },
    );
    await this.change('ks-handlaggare', 'POST /extensions/{id}/refuse', { id: extension.id });
    await this.change('tsn-handlaggare', 'POST /consultations/{id}/reminders/mute', { id });
    const texts = [
      'Tjänsteskrivelse',
      'Sammanfattning',
      this.canaries.plant('imported text'),
      'Förslag till beslut',
      'att tillstyrka',
      'Beslutsunderlag',
      this.canaries.plant('imported text'),
    ];
    await done(
      this.as('tsn-handlaggare').postText(`/consultations/${id}/statement/import`, texts.join('\n'), {
        ifMatch: '*',
      }),
    );
    await this.change(
      'tsn-handlaggare',
      'PUT /consultations/{id}/statement',
      { id },
      {
        stance: 'supports',
        basis: [{ title: this.canaries.plant('statement basis') }],
        recipients: [{ body: 'KS' }, { name: this.canaries.plant('statement recipient name') }],
        found: [
          {
            fact: 'prior-decision',
            body: this.canaries.plant('statement found body'),
            date: earlier,
            section: '1',
            text: this.canaries.plant('statement found text'),
          },
        ],
      },
    );
    await this.change('tsn-handlaggare', 'PUT /consultations/{id}/statement/working-copy', { id }, {});
    await step('tsn-handlaggare', 'submit');
    await step('tsn-chef', 'return');
    await step('tsn-handlaggare', 'submit');
    await step('tsn-chef', 'approve');
    await step('tsn-sekreterare', 'schedule', { meetingDate: earlier });
    await step('tsn-sekreterare', 'table', { meetingDate: undefined });
    await step('tsn-sekreterare', 'correct-postponement', {
      meetingDate: earlier,
      clauses: undefined,
      notTakingPart: undefined,
      noProposal: undefined,
      takeBack: undefined,
    });
    await step('tsn-sekreterare', 'schedule', { meetingDate: earlier });
    await step('tsn-sekreterare', 'prepare', {
      meetingDate: undefined,
      meetingId: undefined,
      noProposal: undefined,
    });
    await step('tsn-sekreterare', 'correct-postponement', {
      meetingDate: earlier,
      noProposal: undefined,
      takeBack: undefined,
    });
    await step('tsn-sekreterare', 'schedule', { meetingDate: earlier });
    await step('tsn-sekreterare', 'decide', {
      route: 'committee',
      committee: this.canaries.plant('POST /consultations/{id}/decide committee'),
      outcome: 'own-text',
      section: '84',
      stance: 'supports',
      ...this.wordingOf('decide'),
    });
    await step('tsn-sekreterare', 'correct', {
      section: '85',
      committee: this.canaries.plant('POST /consultations/{id}/correct committee'),
      meetingDate: undefined,
      decidedOn: undefined,
      confirmedOn: undefined,
      immediate: undefined,
      outcome: undefined,
      decidedBy: undefined,
      basis: undefined,
      stance: 'supports',
      ...this.wordingOf('correct'),
    });
    await this.post('tsn-sekreterare', 'POST /consultations/{id}/reservations', { id });
    await this.haveSigned(id);
    await step('tsn-sekreterare', 'confirm', { confirmedOn: today });
    await step('tsn-sekreterare', 'forward', { forwardedOn: today });
    await step('tsn-sekreterare', 'forward-correction', {
      committee: this.canaries.plant('POST /consultations/{id}/forward-correction committee'),
      section: '86',
      meetingDate: undefined,
      decidedOn: undefined,
      confirmedOn: undefined,
      immediate: undefined,
      outcome: undefined,
      stance: 'supports',
      recipients: undefined,
      ...this.wordingOf('forward-correction'),
    });
    await step('ks-registrator', 'acknowledge');
    await this.post(
      'ks-handlaggare',
      'POST /consultations/{id}/remark-answers',
      { id },
      { remark: 1, replaces: null },
    );
    const { referralId } = await done(this.as('ks-handlaggare').get(`/consultations/${id}`));
    const { passages } = await done(
      this.as('ks-handlaggare').get(`/referrals/${referralId as string}/compilation`),
    );
    // As the recorded reply calls it: what stands in a statement is in no audit trail.
    const { passage } = (passages as { passage: string; remarks: { consultee: string }[] }[]).find(
      ({ remarks }) => remarks.some(({ consultee }) => consultee === 'SN'),
    )!;
    for (const [written, fields] of [
      ['summaries', { question: undefined, passage }],
      ['gathered-passages', { passage }],
    ] as const)
      await this.post(
        'ks-handlaggare',
        `POST /referrals/{id}/${written}`,
        { id: referralId as string },
        fields,
      );
    await this.change(
      'ks-handlaggare',
      'POST /referrals/{id}/share-compilation',
      { id: referralId as string },
      { leaveOut: [] },
    );
  }

  /** Which wording was decided; the API's own examples decide as proposed, so they have none. */
  private wordingOf(verb: string): Fields {
    const plant = (field: string) => this.canaries.plant(`POST /consultations/{id}/${verb} ${field}`);
    return { clauses: [{ text: plant('text') }], assessment: plant('assessment') };
  }

  private async upload(body: string): Promise<string> {
    const fields = {
      title: this.canaries.plant('document title'),
      kind: 'reply',
      body,
      reason: this.canaries.plant('upload reason'),
    };
    const file = { filename: `${this.canaries.plant('file name')}.txt`, contentType: 'text/plain' };
    return (
      await done(this.as('ks-registrator').upload(fields, this.canaries.plant('document content'), file))
    ).id;
  }

  private async post(
    persona: string,
    name: string,
    path: Record<string, string>,
    fields: Fields = {},
  ): Promise<Answer> {
    return this.sent(persona, 'post', name, path, fields);
  }

  /** With the version it has now. */
  private async change(
    persona: string,
    name: string,
    path: Record<string, string>,
    fields: Fields = {},
  ): Promise<Answer> {
    return this.sent(persona, name.split(' ')[0]!.toLowerCase() as 'post', name, path, fields);
  }

  private async sent(
    persona: string,
    method: 'post' | 'put' | 'patch',
    name: string,
    path: Record<string, string>,
    fields: Fields,
  ): Promise<Answer> {
    const body = { ...planted(this.canaries, operationNamed(name)), ...fields };
    const address = name.split(' ')[1]!.replace(/\{(\w+)\}/g, (_, part: string) => path[part]!);
    const request = this.as(persona)[method](address, body, { ifMatch: '*' });
    void request
      .set('User-Agent', this.canaries.plant('User-Agent'))
      .set('X-Request-Id', this.canaries.plant('X-Request-Id'));
    if (method === 'post') void request.set('Idempotency-Key', this.canaries.plant('Idempotency-Key'));
    return done(request).catch((error: Error) => {
      throw new Error(`${name}: ${error.message}`, { cause: error });
    });
  }
}
