import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

@ApiExcludeController()
@Controller()
export class DocsController {
  /** Until there are pages, a visitor is best served by the API's description. */
  @Get()
  @Redirect('/docs', 302)
  home(): void {}
}
