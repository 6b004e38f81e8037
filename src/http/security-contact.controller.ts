import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Clock } from '../config/clock.js';
import { SETTINGS, type Settings } from '../config/settings.js';
import { NotFound } from '../rules/problem.js';

/** RFC 9116 wants a date less than a year ahead; made anew for each reader, it never runs out. */
const VALID_DAYS = 180;

/** Where whoever finds a flaw tells of it (RFC 9116). Outside the API. */
@ApiExcludeController()
@Controller('.well-known')
export class SecurityContactController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly clock: Clock,
  ) {}

  @Get('security.txt')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  contact(): string {
    const { SECURITY_CONTACT, publicUrl } = this.settings;
    if (!SECURITY_CONTACT) throw new NotFound();
    const expires = new Date(this.clock.now().getTime() + VALID_DAYS * 24 * 3600 * 1000);
    return [
      `Contact: ${SECURITY_CONTACT}`,
      `Expires: ${expires.toISOString()}`,
      'Preferred-Languages: sv, en',
      ...(publicUrl.startsWith('https:') ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []),
      'Policy: https://github.com/yttra/yttra/blob/main/docs/security.md',
      '',
    ].join('\n');
  }
}
