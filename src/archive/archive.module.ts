import { Module } from '@nestjs/common';
import { CasesModule } from '../cases/cases.module.js';
import { CompilationModule } from '../compilation/compilation.module.js';
import { DocumentsModule } from '../documents/documents.module.js';
import { ForwardingModule } from '../forwarding/forwarding.module.js';
import { ArchiveCase } from './archive-case.js';
import { ArchiveOwnFile } from './archive-own-file.js';
import { ArchiveController } from './archive.controller.js';
import { ArchivePackagesQueries } from './archive-packages.queries.js';
import { DisposeDocuments } from './retention/dispose-documents.js';
import { KeepRetentionRules } from './retention/keep-retention-rules.js';
import { RemoveDisposedFiles } from './retention/remove-disposed-files.js';
import { RetentionController } from './retention/retention.controller.js';
import { GatherCase } from './gather-case.js';
import { GatherPapers } from './gather-papers.js';
import { WritePackage } from './write-package.js';
import { WritePackages } from './write-packages.js';

@Module({
  imports: [CasesModule, CompilationModule, DocumentsModule, ForwardingModule],
  controllers: [ArchiveController, RetentionController],
  providers: [
    ArchiveCase,
    ArchiveOwnFile,
    ArchivePackagesQueries,
    GatherCase,
    GatherPapers,
    WritePackage,
    WritePackages,
    DisposeDocuments,
    KeepRetentionRules,
    RemoveDisposedFiles,
  ],
  exports: [ArchiveCase, ArchiveOwnFile, ArchivePackagesQueries, DisposeDocuments, KeepRetentionRules],
})
export class ArchiveModule {}
