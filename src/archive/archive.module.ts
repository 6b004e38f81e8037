import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { CompilationModule } from '../compilation/compilation.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { ForwardingModule } from '../forwarding/forwarding.module.js';
import { ArchiveCase } from './archive-case.js';
import { ArchiveController } from './archive.controller.js';
import { ArchivePackagesQueries } from './archive-packages.queries.js';
import { GatherCase } from './gather-case.js';
import { GatherPapers } from './gather-papers.js';
import { WritePackage } from './write-package.js';
import { WritePackages } from './write-packages.js';

@Module({
  imports: [CasesModule, CompilationModule, DocumentsModule, ForwardingModule],
  controllers: [ArchiveController],
  providers: [ArchiveCase, ArchivePackagesQueries, GatherCase, GatherPapers, WritePackage, WritePackages],
  exports: [ArchiveCase, ArchivePackagesQueries],
})
export class ArchiveModule {}
