import { Module } from '@nestjs/common';
import { CorrectDocument } from './correct-document.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsQueries } from './documents.queries.js';
import { LocalFiles } from './local-files.js';
import { ProposeReply } from './propose-reply.js';
import { RemoveDocument } from './remove-document.js';
import { Storage } from './storage.js';
import { StoreDocument } from './store-document.js';
import { SweepFiles } from './sweep-files.js';
import { KeepWordTemplates } from './word-templates/keep-word-templates.js';
import { WordTemplatesController } from './word-templates/word-templates.controller.js';

@Module({
  controllers: [DocumentsController, WordTemplatesController],
  providers: [
    CorrectDocument,
    DocumentsQueries,
    KeepWordTemplates,
    LocalFiles,
    ProposeReply,
    RemoveDocument,
    StoreDocument,
    SweepFiles,
    { provide: Storage, useExisting: LocalFiles },
  ],
  exports: [CorrectDocument, DocumentsQueries, KeepWordTemplates, LocalFiles, RemoveDocument, StoreDocument],
})
export class DocumentsModule {}
