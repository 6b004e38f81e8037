import { readFile } from 'node:fs/promises';
import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../changes/caller.js';
import type { ReceivedForm } from '../../documents/read-upload.js';
import { callerOf } from '../../http/current-caller.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { requestValidation } from '../../http/validation.js';
import { WriteBody } from '../../http/write.dto.js';
import { KeepCalendar } from '../../organisation/keep-calendar.js';
import { AddMeetingBody, MeetingsQuery } from '../../organisation/meetings.dto.js';
import { because } from '../../organisation/refusals.js';
import { Conflict, NotFound } from '../../rules/problem.js';
import { authorize, permits } from '../../rules/policy.js';
import type { Texts } from '../../rules/texts.js';
import { Act } from '../steps/act.js';
import { FindKeptForm } from '../frame/find-kept-form.js';
import { ReadNames } from '../frame/read-names.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import { sendStaffPage } from '../frame/send-staff-page.js';
import { t } from '../steps/step-field.js';
import { UploadForms } from '../frame/upload-forms.js';
import { ofOne } from './add-bodies.js';
import { listOf } from './calendar-section.js';
import { chooseFilePage, proposalPage, sameMeeting, type Proposal } from './import-page.js';
import { meetingsIn, MOST_ICS_BYTES, MOST_MEETINGS, type ProposedMeeting } from './read-ics.js';

const NO_FILE = t('Välj en fil som slutar på .ics', 'Choose a file that ends in .ics');
const NO_CALENDAR = t(
  'Filen är ingen kalender, eller för stor. Välj en fil som slutar på .ics, högst 256 kilobyte.',
  'The file is no calendar, or too large. Choose a file that ends in .ics, 256 kilobytes at most.',
);
const NONE_CHOSEN = t('Markera minst ett sammanträde.', 'Mark at least one meeting.');

/** Meetings out of a calendar file: first what stands in it, then what of it is entered. */
@PagesAt('forvaltning/sammantradeskalender/:body/las-in')
export class ImportMeetingsController {
  private readonly validation = requestValidation();

  constructor(
    private readonly act: Act,
    private readonly calendar: KeepCalendar,
    private readonly findKeptForm: FindKeptForm,
    private readonly names: ReadNames,
    private readonly readers: Readers,
    private readonly uploads: UploadForms,
  ) {}

  @GetPage()
  async choose(@Param('body') body: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.again({ request, reply }, body, 200);
  }

  /** Reads the file and keeps nothing of it. */
  @PostForm('/', { upload: true })
  async propose(@Param('body') body: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const props = await this.propsOf(request, body);
    await this.uploads.read(
      request,
      async () => true,
      async (form) => {
        const text = await textOf(form);
        const read = text === undefined ? undefined : meetingsIn(text, props.reader.today);
        if (!read)
          return this.again({ request, reply }, body, 422, form.received.length > 0 ? NO_CALENDAR : NO_FILE);
        const known = await this.known(request, body);
        await sendStaffPage(reply, 200, proposalPage(props, { read, known, asCommittees: false }));
      },
    );
  }

  /** Where somebody comes back to whose session had ended: what they had chosen, else the choice of a file. */
  @GetPage('spara')
  async chosen(@Param('body') body: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const kept = await this.findKeptForm.find(request, reply);
    if (!kept || chosenIn(kept.fields).length === 0) return this.again({ request, reply }, body, 200);
    await this.showChosen({ request, reply }, body, kept.fields, { again: 'kept', status: 200 });
  }

  /** Enters those marked, each by itself: one that is there already hinders no other. */
  @PostForm('spara')
  async save(@Param('body') body: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.propsOf(request, body);
    const fields = (request.body ?? {}) as Fields;
    const chosen = chosenIn(fields);
    if (chosen.length === 0) return this.again({ request, reply }, body, 422, NONE_CHOSEN);
    await this.act.act(request, reply, {
      body: WriteBody,
      read: () => ({}),
      take: (caller) => this.enter(caller, body, chosen, asCommittees(fields)),
      show: (shown) => this.showChosen({ request, reply }, body, fields, shown),
      says: async (answer) => enteredInWords(answer as Entered),
      done: `${listOf(body)}&klart=ja`,
    });
  }

  /** The same form with what was chosen in it. */
  private async showChosen(
    { request, reply }: Http,
    body: string,
    fields: Fields,
    { again, status }: Pick<Proposal, 'again'> & { readonly status: number },
  ): Promise<void> {
    const read = { meetings: chosenIn(fields), earlierSeries: [], unreadable: 0, cut: 0 };
    const known = await this.known(request, body);
    const proposal = { read, known, asCommittees: asCommittees(fields), again };
    await sendStaffPage(reply, status, proposalPage(await this.propsOf(request, body), proposal));
  }

  private async enter(
    caller: Caller,
    body: string,
    chosen: readonly ProposedMeeting[],
    areCommittees: boolean,
  ): Promise<Entered> {
    authorize(caller.actor, 'meeting.manage', { body });
    let [entered, there] = [0, 0];
    for (const [index, meeting] of chosen.entries()) {
      const { date, time, place, summary } = meeting;
      const given = {
        date,
        ...(time !== null && { time }),
        ...(place !== null && { place }),
        ...(areCommittees && summary !== '' && { organ: summary }),
      };
      try {
        await this.calendar.add(ofOne(caller, index), body, await this.valid(given));
        entered += 1;
      } catch (refused) {
        if (!(refused instanceof Conflict) || refused.reasons[0]?.code !== because.meetingExists.code)
          throw refused;
        there += 1;
      }
    }
    return { entered, there };
  }

  /** What the hidden fields of the form hold is held to what every meeting is. @throws Invalid */
  private async valid(given: object): Promise<AddMeetingBody> {
    return (await this.validation.transform(given, {
      type: 'body',
      metatype: AddMeetingBody,
    })) as AddMeetingBody;
  }

  /** @throws NotFound for a body whose calendar the reader does not keep. */
  private async propsOf(request: FastifyRequest, body: string) {
    const reader = this.readers.of(request);
    const names = await this.names.of([body]);
    const name = names.get(body);
    if (name === undefined || !permits(reader.actor, 'meeting.manage', { body })) throw new NotFound();
    return { reader, body, name };
  }

  private async again({ request, reply }: Http, body: string, status: number, error?: Texts): Promise<void> {
    await sendStaffPage(reply, status, chooseFilePage(await this.propsOf(request, body), error));
  }

  private async known(request: FastifyRequest, body: string): Promise<ReadonlySet<string>> {
    const { today } = this.readers.of(request);
    const query = Object.assign(new MeetingsQuery(), { from: today, limit: 500 });
    const { items } = await this.calendar.list(callerOf(request), body, query);
    return new Set(items.map(({ date, organ, time }) => sameMeeting(date, organ, time)));
  }
}

/** How many meetings were entered, and how many were there already. */
interface Entered {
  readonly entered: number;
  readonly there: number;
}

const enteredInWords = ({ entered, there }: Entered): Texts =>
  t(
    `${entered} sammanträde${entered === 1 ? '' : 'n'} lades in.${there > 0 ? ` ${there} fanns redan.` : ''}`,
    `${entered} meeting${entered === 1 ? ' was' : 's were'} entered.${there > 0 ? ` ${there} there already.` : ''}`,
  );

type Fields = Readonly<Record<string, unknown>>;

const asCommittees = (fields: Fields): boolean => fields['som'] === 'utskott';

async function textOf({ received: [received] }: ReceivedForm): Promise<string | undefined> {
  if (!received || received.file.byteSize > MOST_ICS_BYTES) return undefined;
  return readFile(received.file.path, 'utf8');
}

/** What was marked, as the form had it: validated as every meeting is when it is entered. */
function chosenIn(fields: Fields): ProposedMeeting[] {
  return Object.values(fields['moten'] ?? {})
    .slice(0, MOST_MEETINGS)
    .flatMap((value): ProposedMeeting[] => {
      const [date, time, place, summary] = partsOf(value);
      if (typeof date !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date)))
        return [];
      return [
        { date, time: lineOf(time), place: lineOf(place), summary: lineOf(summary) ?? '', recurs: false },
      ];
    });
}

function partsOf(value: unknown): unknown[] {
  try {
    const parts: unknown = JSON.parse(String(value));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}

const lineOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value.slice(0, 200) : null;
