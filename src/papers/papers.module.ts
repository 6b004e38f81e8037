import { Global, Module } from '@nestjs/common';
import { Renderers } from './renderers.js';

/** Global, since every folder that owns a view may make a paper of it. */
@Global()
@Module({ providers: [Renderers], exports: [Renderers] })
export class PapersModule {}
