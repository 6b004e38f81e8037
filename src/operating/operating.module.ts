import { Module, type DynamicModule } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { DemoTokensController } from './demo-tokens.controller.js';

@Module({})
export class OperatingModule {
  static with({ demo }: { demo: boolean }): DynamicModule {
    return {
      module: OperatingModule,
      imports: [IdentityModule],
      controllers: demo ? [DemoTokensController] : [],
    };
  }
}
