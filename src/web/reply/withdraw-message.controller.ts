import { Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MessageView } from '../../consultations/messages.dto.js';
import { Messages } from '../../consultations/messages.js';
import { callerOf } from '../../http/current-caller.js';
import { Does } from '../../http/does.js';
import { GetPage, PagesAt, PostForm } from '../../http/page-routes.js';
import { RecordId } from '../../http/record-id.pipe.js';
import { ReasonBody } from '../../http/write.dto.js';
import { NotFound } from '../../rules/problem.js';
import type { SettingsForm } from '../administration/settings-form.js';
import { SettingsForms } from '../administration/settings-forms.js';
import { Readers } from '../frame/readers.js';
import type { Http } from '../steps/record-steps.js';
import type { Reader } from '../frame/staff-frame.js';
import { reason, t } from '../steps/step-field.js';

export const WITHDRAW_MESSAGE = t('Återta meddelandet', 'Withdraw the message');

/** Those of the side that wrote it withdraw it. */
export const mayWithdraw = (
  { actor }: Pick<Reader, 'actor'>,
  { from, withdrawnAt }: Pick<MessageView, 'from' | 'withdrawnAt'>,
): boolean => withdrawnAt === null && actor.staffOf.includes(from);

/** Withdraws a message that went wrong. */
@PagesAt('svar/:id/meddelanden/:messageId/aterta')
export class WithdrawMessageController {
  constructor(
    private readonly forms: SettingsForms,
    private readonly messages: Messages,
    private readonly readers: Readers,
  ) {}

  @GetPage()
  async show(
    @Param('id', RecordId) id: string,
    @Param('messageId', RecordId) messageId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const http = { request, reply };
    await this.forms.show(await this.form(id, messageId, http), http);
  }

  @Does('message.withdraw')
  @PostForm()
  async withdraw(
    @Param('id', RecordId) id: string,
    @Param('messageId', RecordId) messageId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const http = { request, reply };
    await this.forms.take(await this.form(id, messageId, http), http);
  }

  /** @throws NotFound where the reader sees no such message, or it is not theirs to withdraw. */
  private async form(id: string, messageId: string, { request }: Http): Promise<SettingsForm> {
    const reader = this.readers.of(request);
    const { language } = reader;
    const message = await this.messages.one(callerOf(request), id, messageId);
    if (!mayWithdraw(reader, message)) throw new NotFound();
    return {
      heading: WITHDRAW_MESSAGE[language],
      way: [[t('Ärendet', 'The matter')[language], `/svar/${id}`]],
      lead: message.text ?? undefined,
      danger: t(
        'Texten och filerna visas inte längre för någon. Att meddelandet skrevs, och varför det återtogs, står kvar.',
        'Its text and files are shown to nobody any more. That it was written, and why it was withdrawn, stays.',
      )[language],
      path: `/svar/${id}/meddelanden/${messageId}/aterta`,
      back: `/svar/${id}`,
      fields: [
        {
          name: 'reason',
          kind: 'text',
          label: reason.label,
          hint: t('Båda sidor läser skälet.', 'Both sides read the reason.'),
          instead: reason.instead,
        },
      ],
      body: ReasonBody,
      take: (caller, { reason: why }: ReasonBody) => this.messages.withdraw(caller, id, messageId, why),
      done: () => `/svar/${id}#meddelanden`,
    };
  }
}
