import { Module } from '@nestjs/common';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeadlinesModule } from '../deadlines/deadlines.module.js';
import { DecisionsModule } from '../decisions/decisions.module.js';
import { ForwardingModule } from '../forwarding/forwarding.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { ReferralsModule } from '../referrals/referrals.module.js';
import { SignaturesModule } from '../signatures/signatures.module.js';
import { StatementsModule } from '../statements/statements.module.js';
import { CompilationModule } from '../compilation/compilation.module.js';
import { CompilationNotesController } from './compilation/compilation-notes.controller.js';
import { CompilationPageController } from './compilation/compilation-page.controller.js';
import { ArchiveModule } from '../archive/archive.module.js';
import { CasesModule } from '../cases/cases.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { AddBodies } from './administration/add-bodies.js';
import { AdministrationPageController } from './administration/administration.controller.js';
import { ApiClientsSection } from './administration/api-clients-section.js';
import { AuditSection } from './administration/audit-section.js';
import { BodiesSection } from './administration/bodies-section.js';
import { CalendarSection } from './administration/calendar-section.js';
import { DeliveriesSection } from './administration/deliveries-section.js';
import { GoLiveSection } from './administration/go-live-section.js';
import { GroupsSection } from './administration/groups-section.js';
import { ImportMeetingsController } from './administration/import.controller.js';
import { KeptBodies } from './administration/kept-bodies.js';
import { PaperFilesController } from './administration/paper-files.controller.js';
import { ReportHeadingsSection } from './administration/report-headings-section.js';
import { PaperFormsSection } from './administration/paper-forms-section.js';
import { PeopleSection } from './administration/people-section.js';
import { ReadGoLive } from './administration/read-go-live.js';
import { RetentionSection } from './administration/retention-section.js';
import { RemindersSection } from './administration/reminders-section.js';
import { Sections } from './administration/sections.js';
import { SettingsForms } from './administration/settings-forms.js';
import { WebhooksSection } from './administration/webhooks-section.js';
import { HelpController } from './help/help.controller.js';
import { MineController } from './mine/mine.controller.js';
import { Act } from './steps/act.js';
import { ArchivePackagePageController, CasePageController } from './case/case.controller.js';
import { DocumentPageController } from './document/document.controller.js';
import { DocumentSteps } from './document/document-steps.js';
import { CaseSteps } from './case/case-steps.js';
import { ReadCasePage } from './case/read-case-page.js';
import { ReferralsPageController } from './browse/referrals.controller.js';
import { RegisterPageController } from './browse/register-page.controller.js';
import { TeachHeadingsController } from './statement/teach-headings.controller.js';
import { UploadForms } from './frame/upload-forms.js';
import { PublicationModule } from '../publication/publication.module.js';
import { OrganisationModule } from '../organisation/organisation.module.js';
import { DraftController } from './draft/draft.controller.js';
import { ReadDraft } from './draft/read-draft.js';
import { BeginDraft } from './draft/begin-draft.js';
import { SaveDraft } from './draft/save-draft.js';
import { ShowDraft } from './draft/show-draft.js';
import { ExtensionSteps } from './reply/extension-steps.js';
import { History } from './frame/history.js';
import { KeptWarnings } from './steps/kept-warnings.js';
import { MeetingPageController, MeetingsPageController } from './meetings/meetings.controller.js';
import { DecidingController, SettlingController } from './meetings/meeting-steps.controller.js';
import { MeetingSteps } from './meetings/meeting-steps.js';
import { ReadMeetings } from './meetings/read-meetings.js';
import { NewCaseController } from './case/new-case.controller.js';
import { PublicationPageController } from './publication/publication.controller.js';
import { PublicationSteps } from './publication/publication-steps.js';
import { ReadNames } from './frame/read-names.js';
import { ReadOffers } from './steps/read-offers.js';
import { ReadReferralPage } from './referral/read-referral-page.js';
import { RecordSteps } from './steps/record-steps.js';
import { ReferralSteps } from './referral/referral-steps.js';
import { ExtensionPageController, ReferralPageController } from './referral/referral.controller.js';
import { ConsultationActions } from './reply/consultation-actions.js';
import { ImportSeveralController } from './statement/import-several.controller.js';
import { InboxController } from './inbox/inbox.controller.js';
import { ToldController } from './inbox/told.controller.js';
import { FindKeptForm } from './frame/find-kept-form.js';
import { KeptForms } from './frame/kept-forms.js';
import { KeptReports } from './statement/kept-reports.js';
import { Personas } from './sessions/personas.js';
import { ProposeImport } from './statement/propose-import.js';
import { ReadImported } from './statement/read-imported.js';
import { ReadInbox } from './inbox/read-inbox.js';
import { ReadReply } from './reply/read-reply.js';
import { TakeSeveral } from './steps/take-several.js';
import { Readers } from './frame/readers.js';
import { EarlierMeetingController } from './reply/earlier-meeting.controller.js';
import { ReplyController } from './reply/reply.controller.js';
import { ReplySteps } from './reply/reply-steps.js';
import { OpenRecord } from './steps/open-record.js';
import { PapersBeingMade } from './frame/papers-being-made.js';
import { SendToSignIn } from './frame/send-to-sign-in.js';
import { SignOut } from './sessions/sign-out.js';
import { SignInController } from './sessions/sign-in.controller.js';
import { ReferralPapersPageController } from './compilation/referral-papers.controller.js';
import { PaperController } from './reply/paper.controller.js';
import { StatisticsModule } from '../statistics/statistics.module.js';
import { StatisticsPageController } from './browse/statistics.controller.js';
import { StatementPageController } from './statement/statement-page.controller.js';
import { SaveBoth } from './statement/save-both.js';
import { ShowStatement } from './statement/show-statement.js';
import { WithdrawMessageController } from './reply/withdraw-message.controller.js';
import { WorkingCopyPageController } from './statement/working-copy.controller.js';
import { VersionsController } from './statement/versions.controller.js';

/** The pages of those who work here. */
@Module({
  imports: [
    ArchiveModule,
    CasesModule,
    CompilationModule,
    ConsultationsModule,
    DeadlinesModule,
    DecisionsModule,
    DeliveryModule,
    DocumentsModule,
    ForwardingModule,
    SignaturesModule,
    IdentityModule,
    OrganisationModule,
    PublicationModule,
    ReferralsModule,
    StatementsModule,
    StatisticsModule,
  ],
  controllers: [
    PaperController,
    CasePageController,
    CompilationNotesController,
    CompilationPageController,
    DocumentPageController,
    ArchivePackagePageController,
    DraftController,
    ReferralsPageController,
    NewCaseController,
    RegisterPageController,

    ExtensionPageController,
    ImportSeveralController,
    ToldController,
    InboxController,
    DecidingController,
    MeetingPageController,
    SettlingController,
    MeetingsPageController,
    PublicationPageController,
    ReferralPageController,
    ReferralPapersPageController,
    EarlierMeetingController,
    ReplyController,
    SignInController,
    StatementPageController,
    TeachHeadingsController,
    VersionsController,
    WithdrawMessageController,
    WorkingCopyPageController,
    StatisticsPageController,
    AdministrationPageController,
    ImportMeetingsController,
    PaperFilesController,
    MineController,
    HelpController,
  ],
  providers: [
    AddBodies,
    ApiClientsSection,
    AuditSection,
    BodiesSection,
    CalendarSection,
    DeliveriesSection,
    GoLiveSection,
    GroupsSection,
    KeptBodies,
    PaperFormsSection,
    ReportHeadingsSection,
    PeopleSection,
    ReadGoLive,
    RemindersSection,
    RetentionSection,
    Sections,
    SettingsForms,
    WebhooksSection,
    Act,
    CaseSteps,
    ConsultationActions,
    DocumentSteps,
    ExtensionSteps,
    FindKeptForm,
    History,
    KeptForms,
    KeptReports,
    KeptWarnings,
    Personas,
    PublicationSteps,
    ReadCasePage,
    ReadDraft,
    ProposeImport,
    ReadImported,
    ReadInbox,
    MeetingSteps,
    ReadMeetings,
    ReadNames,
    ReadOffers,
    ReadReferralPage,
    ReadReply,
    OpenRecord,
    RecordSteps,
    ReferralSteps,
    ReplySteps,
    Readers,
    PapersBeingMade,
    SendToSignIn,
    SignOut,
    BeginDraft,
    SaveBoth,
    SaveDraft,
    ShowDraft,
    ShowStatement,
    TakeSeveral,
    UploadForms,
  ],
  // For the pages of how the service does, which stand to the right of these.
  exports: [Act, KeptWarnings, ReadGoLive, ReadInbox, ReadNames, Readers, Sections],
})
export class WebModule {}
