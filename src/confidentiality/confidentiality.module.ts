import { Module } from '@nestjs/common';
import { WriteMarking } from './write-marking.js';

@Module({ providers: [WriteMarking], exports: [WriteMarking] })
export class ConfidentialityModule {}
