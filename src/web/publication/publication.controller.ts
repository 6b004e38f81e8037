import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { PublicationView } from '../../publication/publications.dto.js';
import { PublicationSteps } from './publication-steps.js';
import { RecordSteps } from '../steps/record-steps.js';
import { StepRoutes } from '../steps/step-routes.js';

/** What is made of something that is published. */
@ApiExcludeController()
@Controller('publiceringar/:id')
export class PublicationPageController extends StepRoutes<PublicationView> {
  constructor(steps: PublicationSteps, recordSteps: RecordSteps) {
    super(recordSteps, steps.page);
  }
}
