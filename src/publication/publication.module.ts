import { Module } from '@nestjs/common';
import { PublicationsController } from './publications.controller.js';
import { PublicationsQueries } from './publications.queries.js';
import { PublishRecord } from './publish-record.js';
import { UnpublishRecord } from './unpublish-record.js';

@Module({
  controllers: [PublicationsController],
  providers: [PublicationsQueries, PublishRecord, UnpublishRecord],
})
export class PublicationModule {}
