import { Module } from '@nestjs/common';
import { RegisterConsultation } from './register-consultation.js';
import { TakeStep } from './take-step.js';

@Module({ providers: [RegisterConsultation, TakeStep], exports: [TakeStep] })
export class ConsultationsModule {}
