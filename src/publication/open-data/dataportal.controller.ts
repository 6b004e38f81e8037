import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** Where Sveriges dataportal looks for the catalogue of whoever has the domain. */
@ApiExcludeController()
@Controller('datasets')
export class DataportalController {
  @Get('dcat')
  @Redirect('/public/v1/catalog.rdf', 303)
  catalog(): void {}
}
