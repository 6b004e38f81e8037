import { Controller, Get, Header, Headers, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { NotFound } from '../rules/problem.js';
import { languageOf } from './language.js';
import { problemTypes } from './problem-types.js';

/** The page each problem's `type` points to. */
@ApiExcludeController()
@Controller('problems')
export class ProblemsController {
  @Get(':slug')
  @Header('Content-Type', 'text/html; charset=utf-8')
  describe(@Param('slug') slug: string, @Headers() headers: Record<string, string>): string {
    const problem = Object.entries(problemTypes).find(([name]) => name === slug)?.[1];
    if (!problem) throw new NotFound();
    const language = languageOf({ headers });
    const title = problem.title[language];
    return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} – Yttra</title></head>
<body><main><h1>${title}</h1><p>HTTP ${problem.status} · <code>/problems/${slug}</code></p><p>${problem.remedy[language]}</p><p><a href="/docs">API</a></p></main></body></html>`;
  }
}
