import { Module } from '@nestjs/common';
import { AnswerWithFile } from './open-data/answer-with-file.js';
import { DataportalController } from './open-data/dataportal.controller.js';
import { OfferFiles } from './open-data/offer-files.js';
import { OpenDataController } from './open-data/open-data.controller.js';
import { PublicFiles } from './open-data/public-files.js';
import { RegisterPagesController } from './pages/register-pages.controller.js';
import { PublicationsController } from './publications.controller.js';
import { PublicationsQueries } from './publications.queries.js';
import { PublishRecord } from './publish-record.js';
import { PublicPapers } from './register/public-papers.js';
import { PublicRegisterController } from './register/public-register.controller.js';
import { ReadRegister } from './register/read-register.js';
import { UnpublishRecord } from './unpublish-record.js';

@Module({
  controllers: [
    PublicationsController,
    PublicRegisterController,
    OpenDataController,
    DataportalController,
    RegisterPagesController,
  ],
  providers: [
    AnswerWithFile,
    OfferFiles,
    PublicFiles,
    PublicPapers,
    PublicationsQueries,
    PublishRecord,
    ReadRegister,
    UnpublishRecord,
  ],
  // For the pages of the records.
  exports: [PublicationsQueries, PublishRecord, UnpublishRecord],
})
export class PublicationModule {}
