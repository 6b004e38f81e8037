import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { ConsultationsModule } from '../consultations/consultations.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { EndRequest } from './end-request.js';
import { FilesProvider } from './files-provider.js';
import { FreezeAndAsk } from './freeze-and-ask.js';
import { HandleRequests } from './handle-requests.js';
import { ReceiveSignedPaper } from './receive-signed-paper.js';
import { RequestSignatures } from './request-signatures.js';
import { SIGNATURE_PROVIDER, type SignatureProvider } from './signature-provider.js';
import { SignatureRequestsQueries } from './signature-requests.queries.js';
import { SignaturesController } from './signatures.controller.js';
import { WithinDeadline } from './within-deadline.js';
import { WithdrawSignatureRequest } from './withdraw-signature-request.js';

/** Whoever has papers signed, by the settings. A new provider is a line of this. */
const PROVIDERS: Readonly<
  Record<Settings['SIGNATURE_PROVIDER'], (settings: Settings) => SignatureProvider | null>
> = {
  none: () => null,
  files: ({ SIGNATURE_DIRECTORY, MAX_UPLOAD_MEGABYTES }) =>
    new FilesProvider(SIGNATURE_DIRECTORY, MAX_UPLOAD_MEGABYTES * 1024 * 1024),
};

/** A paper of the largest size on a slow disk takes a tenth of it. */
const LONGEST_CALL_MS = 30_000;

@Module({
  imports: [AuditModule, ConsultationsModule, DeliveryModule, DocumentsModule],
  controllers: [SignaturesController],
  providers: [
    {
      provide: SIGNATURE_PROVIDER,
      useFactory: (settings: Settings) => {
        const provider = PROVIDERS[settings.SIGNATURE_PROVIDER](settings);
        return provider && new WithinDeadline(provider, LONGEST_CALL_MS);
      },
      inject: [SETTINGS],
    },
    EndRequest,
    FreezeAndAsk,
    HandleRequests,
    ReceiveSignedPaper,
    RequestSignatures,
    SignatureRequestsQueries,
    WithdrawSignatureRequest,
  ],
  exports: [RequestSignatures, SignatureRequestsQueries, WithdrawSignatureRequest],
})
export class SignaturesModule {}
