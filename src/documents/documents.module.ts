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

@Module({
  controllers: [DocumentsController],
  providers: [
    CorrectDocument,
    DocumentsQueries,
    LocalFiles,
    ProposeReply,
    RemoveDocument,
    StoreDocument,
    SweepFiles,
    { provide: Storage, useExisting: LocalFiles },
  ],
  exports: [CorrectDocument, DocumentsQueries, LocalFiles, RemoveDocument, StoreDocument, SweepFiles],
})
export class DocumentsModule {}
