import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { ForwardingModule } from '../forwarding/forwarding.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { StatementsModule } from '../statements/statements.module.js';
import { Act } from './act.js';
import { ConsultationActions } from './consultation-actions.js';
import { InboxController } from './inbox.controller.js';
import { FindKeptForm } from './find-kept-form.js';
import { KeptForms } from './kept-forms.js';
import { Personas } from './personas.js';
import { ReadInbox } from './read-inbox.js';
import { ReadReply } from './read-reply.js';
import { Readers } from './readers.js';
import { ReplyController } from './reply.controller.js';
import { SendToSignIn } from './send-to-sign-in.js';
import { ShowStep } from './show-step.js';
import { SignInController } from './sign-in.controller.js';
import { StatementPageController } from './statement-page.controller.js';

/** The pages of those who work here. */
@Module({
  imports: [
    ConsultationsModule,
    DeadlinesModule,
    DecisionsModule,
    ForwardingModule,
    IdentityModule,
    ReferralsModule,
    StatementsModule,
  ],
  controllers: [InboxController, ReplyController, SignInController, StatementPageController],
  providers: [
    Act,
    ConsultationActions,
    FindKeptForm,
    KeptForms,
    Personas,
    ReadInbox,
    ReadReply,
    Readers,
    SendToSignIn,
    ShowStep,
  ],
})
export class WebModule {}
